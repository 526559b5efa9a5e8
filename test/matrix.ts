/**
 * domain.md 6.2 as the specification prints it, what its words mean in keys of the permission table, and where the table
 * is meant to differ. `permissions.test.ts` holds the table to it, `permissions.actions.test.ts` what people can do.
 */
import type { Permission, Role, Scope } from '../src/platform/auth/permissions.ts';

/** domain.md 6.2 as printed. */
const MATRIX = `
| object | staff | deptHead | itTechnician | itManager | finance | asset | hr | member/deputy | head | inspector |
| 1 members | v | v | v | C | V | V | V | V | A | V |
| 2 pledge | C own, S | v dept | – | V | – | – | V | V | V | V |
| 3 demand | v | C, A(1) | – | A(2), V | V | V | – | V | V | V |
| 4 plan | – | v own lines | – | C | A | V(guides) | – | V | A | V |
| 5 statistics | – | – | – | C | V | V | V | V | A | V |
| 6 free list | v (可用 only) | v | v | C | – | – | – | V | – | V |
| 7 summary | – | v dept lines | v | C (entitlements), sign snapshot | V | V | – | V | V | V |
| serial numbers | – | – | v while assigned | V | – | V | – | – | – | masked |
| 8 detail | own computer | v dept | v | V, sign snapshot | – | V | – | V | V | V |
| 9 events | – | – | C through 11 | V, correct with reason | – | – | – | V | – | V |
| 10 request | C own | A(1) | v assigned | A(2), assign | – | – | – | – | – | V |
| 11 confirmation | S | v dept | C, S | V | – | – | – | – | – | V |
| computers | own | v dept | v | C | V | C | – | V | – | V |
| disposal | – | request | – | 鉴定 (A1) | V | A2 | – | V | A if configured | V |
| inspection, findings | own findings | respond | C | C | – | V | V | V | V | C findings |
| training, assessment | v | v | v | C | – | – | C sanction | C/V | A | V |
`;

export const ACTORS: Record<string, Role[]> = {
  staff: ['staff'],
  deptHead: ['deptHead'],
  itTechnician: ['itTechnician'],
  itManager: ['itManager'],
  finance: ['financeOfficer'],
  asset: ['assetOfficer'],
  hr: ['hrOfficer'],
  'member/deputy': ['committeeMember', 'committeeDeputy'],
  head: ['committeeHead'],
  inspector: ['inspector'],
};

type Grants = Partial<Record<Permission, Scope>>;

/** What a row's words mean in keys of the table. Every word of the row must stand here. */
export const MEANING: Record<string, Record<string, Grants>> = {
  '1 members': {
    // One list for the whole unit: whoever sees any of it sees it all.
    v: { 'committee.view': 'all' },
    V: { 'committee.view': 'all' },
    C: { 'committee.view': 'all', 'committee.edit': 'all' },
    A: { 'committee.view': 'all', 'committee.approve': 'all' },
  },
  '2 pledge': {
    'C own, S': { 'pledge.view': 'own', 'pledge.sign': 'own' },
    'v dept': { 'pledge.view': 'department' },
    V: { 'pledge.view': 'all' },
    manage: { 'pledge.manage': 'all' },
  },
  '3 demand': {
    v: { 'demand.view': 'own' },
    'C, A(1)': {
      'demand.view': 'department',
      'demand.edit': 'department',
      'demand.deptReview': 'department',
    },
    'A(2), V': { 'demand.view': 'all', 'demand.itReview': 'all' },
    V: { 'demand.view': 'all' },
    manage: { 'demand.manage': 'all' },
  },
  '4 plan': {
    'v own lines': { 'purchase.view': 'department' },
    C: { 'purchase.view': 'all', 'purchase.edit': 'all' },
    // Finance and the unit's head each give an opinion of their own.
    A: { 'purchase.view': 'all' },
    'V(guides)': { 'purchase.view': 'all' },
    V: { 'purchase.view': 'all' },
    opinions: { 'purchase.financeReview': 'all', 'purchase.approve': 'all' },
  },
  '5 statistics': {
    C: { 'statistics.view': 'all', 'statistics.edit': 'all' },
    V: { 'statistics.view': 'all' },
    A: { 'statistics.view': 'all', 'statistics.approve': 'all' },
  },
  '6 free list': {
    'v (可用 only)': { 'freeList.view': 'all' },
    v: { 'freeList.view': 'all' },
    V: { 'freeList.view': 'all' },
    C: { 'freeList.view': 'all', 'freeList.edit': 'all' },
  },
  '7 summary': {
    'v dept lines': { 'form7.view': 'department' },
    v: {
      'form7.view': 'all',
      'software.view': 'all',
      'document.view': 'all',
      'closing.view': 'all',
    },
    V: {
      'form7.view': 'all',
      'software.view': 'all',
      'document.view': 'all',
      'closing.view': 'all',
    },
    'C (entitlements), sign snapshot': {
      'form7.view': 'all',
      'software.view': 'all',
      'document.view': 'all',
      'software.edit': 'all',
      'closing.view': 'all',
      'closing.edit': 'all',
    },
  },
  'serial numbers': {
    'v while assigned': { 'serial.view': 'own' },
    V: { 'serial.view': 'all' },
    masked: {},
  },
  '8 detail': {
    'own computer': { 'form8.view': 'own' },
    'v dept': { 'form8.view': 'department' },
    v: { 'form8.view': 'all' },
    V: { 'form8.view': 'all' },
    'V, sign snapshot': { 'form8.view': 'all' },
  },
  '9 events': {
    'C through 11': { 'form9.view': 'all' },
    V: { 'form9.view': 'all' },
    'V, correct with reason': { 'form9.view': 'all', 'entry.correct': 'all' },
    append: { 'entry.append': 'all', 'opening.edit': 'all' },
  },
  '10 request': {
    'C own': { 'application.view': 'own', 'application.create': 'own' },
    'A(1)': { 'application.view': 'department', 'application.deptReview': 'department' },
    'v assigned': { 'application.view': 'own' },
    'A(2), assign': {
      'application.view': 'all',
      'application.itReview': 'all',
      'order.assign': 'all',
    },
    V: { 'application.view': 'all' },
  },
  '11 confirmation': {
    S: { 'order.view': 'own', 'order.sign': 'own' },
    'v dept': { 'order.view': 'department' },
    // The technician's own signature belongs to performing.
    'C, S': { 'order.view': 'all', 'order.perform': 'all' },
    V: { 'order.view': 'all' },
  },
  computers: {
    own: { 'device.view': 'own' },
    'v dept': { 'device.view': 'department' },
    v: { 'device.view': 'all' },
    V: { 'device.view': 'all' },
    C: { 'device.view': 'all', 'device.edit': 'all' },
  },
  'training, assessment': {
    // Of an assessment: the result of one's own department, once it is approved.
    v: { 'training.view': 'all', 'assessment.view': 'own' },
    C: {
      'training.view': 'all',
      'training.edit': 'all',
      'assessment.view': 'all',
      'assessment.edit': 'all',
    },
    // Sanctions have a key of their own, case.sanction; their ground is the assessment.
    'C sanction': { 'assessment.view': 'all' },
    'C/V': {
      'training.view': 'all',
      'training.edit': 'all',
      'assessment.view': 'all',
      'assessment.edit': 'all',
    },
    A: { 'training.view': 'all', 'assessment.view': 'all', 'assessment.approve': 'all' },
    V: { 'training.view': 'all', 'assessment.view': 'all' },
    attend: { 'training.attend': 'own' },
  },
  disposal: {
    request: { 'disposal.view': 'department', 'disposal.request': 'department' },
    // PZ-2.8: the information department updates the registers, so it carries out what is approved.
    '鉴定 (A1)': {
      'disposal.view': 'all',
      'disposal.appraise': 'all',
      'disposal.complete': 'all',
    },
    A2: { 'disposal.view': 'all', 'disposal.assetApprove': 'all' },
    'A if configured': { 'disposal.view': 'all', 'disposal.approve': 'all' },
    V: { 'disposal.view': 'all' },
  },
  'inspection, findings': {
    'own findings': {
      'finding.view': 'own',
      'case.view': 'own',
      'case.state': 'own',
      'inspection.view': 'own',
    },
    respond: {
      'finding.view': 'department',
      'case.view': 'department',
      'case.respond': 'department',
      'inspection.view': 'department',
      'inspection.respond': 'department',
    },
    C: {
      'finding.view': 'all',
      'finding.decide': 'all',
      'case.view': 'all',
      'case.edit': 'all',
      'inspection.view': 'all',
      'inspection.check': 'all',
    },
    V: { 'finding.view': 'all', 'case.view': 'all', 'inspection.view': 'all' },
    'C findings': {
      'finding.view': 'all',
      'case.view': 'all',
      'case.edit': 'all',
      'inspection.view': 'all',
      'inspection.check': 'all',
      'inspection.review': 'all',
    },
    manage: { 'inspection.edit': 'all', 'inspection.review': 'all' },
    sanction: { 'case.sanction': 'all' },
    decide: { 'case.decide': 'all' },
  },
};

/** `[role, key, reach in the table, why it is not what 6.2 says]`. */
export const DEVIATIONS: [Role, Permission, Scope | undefined, string][] = [
  ['itManager', 'pledge.manage', 'all', 'signing campaigns and paper scans: issue 3, point 4'],
  [
    'itTechnician',
    'serial.view',
    undefined,
    'shown on the order while it is his, and written down: order.perform',
  ],
  ['committeeHead', 'form9.view', 'all', 'first responsible (ZR-1.2.1): sees what members see'],
  ['committeeHead', 'freeList.view', 'all', 'first responsible (ZR-1.2.1): sees what members see'],
  ['committeeHead', 'device.view', 'all', 'first responsible (ZR-1.2.1): sees what members see'],
  [
    'itManager',
    'entry.append',
    'all',
    'what existed before the journal and is found by inspection',
  ],
  [
    'itManager',
    'opening.edit',
    'all',
    'the initial load is the information department’s (domain 8.11)',
  ],
  [
    'deptHead',
    'application.create',
    'department',
    'heads apply for the department’s computers: issue 3, point 1',
  ],
  ['deptHead', 'order.sign', 'department', 'shared computers without a user, and signing in bulk'],
  ['itTechnician', 'case.view', undefined, 'cases concern persons; technicians see findings only'],
  ['itTechnician', 'case.edit', undefined, 'cases concern persons; technicians see findings only'],
  [
    'assetOfficer',
    'case.view',
    undefined,
    'cases concern persons; the asset officer sees findings only',
  ],
  [
    'staff',
    'demand.edit',
    'own',
    'a clerk of the department fills form 3 in and its head gives the opinion (W2: 提交 → 本部门领导审核)',
  ],
  [
    'itManager',
    'disposal.request',
    'all',
    'servers’ and unit-wide software belongs to no using department; another person of the department appraises',
  ],
  ['itManager', 'inspection.edit', 'all', 'leads the inspection (RC-4.1): plan, circular, closing'],
  ['itManager', 'inspection.review', 'all', 'sees to it that problems are put right (RC-4.1)'],
  ['itManager', 'demand.manage', 'all', 'the yearly round: issue 4, point 3'],
  ['financeOfficer', 'purchase.financeReview', 'all', '6.2 “A” of finance: the second of three'],
  ['committeeHead', 'purchase.approve', 'all', '6.2 “A” of the head: the last of three'],
  ['staff', 'training.attend', 'own', 'everybody signs in for himself: issue 4, point 8'],
  ['hrOfficer', 'training.view', 'all', 'personnel keeps who was trained'],
  ['hrOfficer', 'case.sanction', 'all', '6.2 training, assessment: “C sanction” (ZR-4)'],
  ['committeeHead', 'case.decide', 'all', 'the leading group decides (ZR-4), the system proposes'],
  ['deptHead', 'assessment.view', 'department', 'the results of all departments he answers for'],
];

/** Keys of no row of 6.2 in this issue. */
export const OUTSIDE: Record<string, string> = {
  allocation:
    'which licence covers which install: the information department decides, overseers look on',
  unit: 'master data',
  organisation: 'master data',
  account: 'technical',
  apiKey: 'technical',
  audit: 'technical',
  setting: 'technical',
  discovery: 'intake, before findings',
  recognition: 'intake, before findings',
  postingRule: 'decided by the leading group; domain.md has no row',
  activation: 'the unit’s own list of KMS hosts, against which reports are held',
  campaign: 'W4 is no form of its own',
  upgrade: 'W5 is no form of its own',
  plan: 'the annual plan (W1) has no row of its own; row 4 is the purchase plan',
  task: 'a duty of the annual plan is reported by whoever it was given to',
  clock: 'a summary of periodic duties; what closes them has rights of its own',
  summary:
    'the annual summary (RC-6) has no row; approved as the annual report is (ZR-1.2.1), read as row 5',
  formBatch: 'files of what each row allows to see in full; a kind that is not is left out',
  delegation: 'who answers for a department while its head is away',
  postStandard: 'checked when form 10 is approved',
  contract: 'contracts and deliveries (PZ-2.4, 2.5) have no row; finance and asset guide them',
  selection: 'testing and choosing (PZ-2.2) stands between forms 3 and 4 and has no row',
  purchaseAdvice: 'advice before form 4 is made (PZ-2.3), seen by who sees the whole of form 4',
  signature: 'a way to sign forms 2 and 11',
  notice: 'technical',
  pack: 'everything of a period for an inspection: each part only for who may see all of it',
  print:
    'what was printed and its signed scans: the record’s own row says who sees the content, this only who lists and files',
  home: 'a summary of what one may see anyway',
  job: 'technical',
  sample: 'technical',
};

type Row = { object: string; cells: Map<string, string> };

export function matrix(): Row[] {
  const lines = MATRIX.trim()
    .split('\n')
    .map((line) =>
      line
        .split('|')
        .slice(1, -1)
        .map((cell) => cell.trim()),
    );
  const [head, ...rows] = lines as [string[], ...string[][]];
  return rows.map(([object, ...cells]) => ({
    object: object!,
    cells: new Map(cells.map((cell, at) => [head[at + 1]!, cell])),
  }));
}

export function keysOf(object: string): Permission[] {
  return [
    ...new Set(Object.values(MEANING[object]!).flatMap((grants) => Object.keys(grants))),
  ] as Permission[];
}

/** How far 6.2, with its listed differences, lets a role go; independent of the table that is tested. */
export function granted(role: Role, key: Permission): Scope | undefined {
  const listed = DEVIATIONS.find((one) => one[0] === role && one[1] === key);
  if (listed) return listed[2];
  for (const { object, cells } of matrix()) {
    for (const [actor, cell] of cells) {
      const reach = ACTORS[actor]!.includes(role) && MEANING[object]?.[cell]?.[key];
      if (reach) return reach;
    }
  }
  return undefined;
}
