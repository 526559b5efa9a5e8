/**
 * Who may do what: domain.md 6.1 and 6.2 as one table. Asked on the server for every endpoint and told to the page, so
 * that a button shows exactly when it would work.
 *
 * Cells: A = everything of the unit, D = own department(s), O = own things, `-` = not at all.
 */
export const ROLES = {
  staff: { label: '工作人员' },
  deptHead: { label: '使用部门负责人' },
  itTechnician: { label: '信息化部门维护人员' },
  itManager: { label: '信息化部门管理员' },
  financeOfficer: { label: '财务' },
  assetOfficer: { label: '资产管理' },
  hrOfficer: { label: '人事' },
  committeeMember: { label: '领导小组成员' },
  committeeDeputy: { label: '领导小组副组长' },
  committeeHead: { label: '领导小组组长' },
  inspector: { label: '检查/审计人员' },
  sysAdmin: { label: '系统管理员' },
} as const;
export type Role = keyof typeof ROLES;

const COLUMNS = [
  'staff',
  'deptHead',
  'itTechnician',
  'itManager',
  'financeOfficer',
  'assetOfficer',
  'hrOfficer',
  'committeeMember',
  'committeeDeputy',
  'committeeHead',
  'inspector',
  'sysAdmin',
] as const satisfies readonly Role[];

/** Columns in the order of COLUMNS:      st dh te im fi as hr cm cd ch in sy */
const TABLE = {
  'unit.view':                            'A A A A A A A A A A A A',
  'unit.edit':                            '- - - - - - - - - - - A',
  'organisation.view':                    'O D A A A A A A A A A A',
  'organisation.edit':                    '- - - A - - A - - - - A',
  'account.view':                         '- - - - - - - - - - - A',
  'account.edit':                         '- - - - - - - - - - - A',
  'apiKey.edit':                          '- - - - - - - - - - - A',
  'audit.view':                           '- - - - - - - - - - A A',
  'setting.edit':                         '- - - A - - - - - - - A',
  'device.view':                          'O D A A A A - A A A A -',
  'device.edit':                          '- - - A - A - - - - - -',
  'software.view':                        '- - A A A A - A A A A -',
  'software.edit':                        '- - - A - - - - - - - -',
  'serial.view':                          '- - - A - A - - - - - -',
  'document.view':                        '- - A A A A - A A A A -',
  'demand.view':                          'O D - A A A - A A A A -',
  'demand.edit':                          'O D - - - - - - - - - -',
  'demand.deptReview':                    '- D - - - - - - - - - -',
  'demand.itReview':                      '- - - A - - - - - - - -',
  'demand.manage':                        '- - - A - - - - - - - -',
  'selection.view':                       '- - A A A A - A A A A -',
  'selection.edit':                       '- - - A - - - - - - - -',
  'selection.try':                        '- - A A - - - - - - - -',
  'purchase.view':                        '- D - A A A - A A A A -',
  'purchase.edit':                        '- - - A - - - - - - - -',
  'purchase.financeReview':               '- - - - A - - - - - - -',
  'purchase.approve':                     '- - - - - - - - - A - -',
  'purchaseAdvice.view':                  '- - - A A A - A A A A -',
  'purchaseAdvice.edit':                  '- - - A - - - - - - - -',
  'contract.view':                        '- - - A A A - A A A A -',
  'contract.edit':                        '- - - A - - - - - - - -',
  'contract.receive':                     '- - - A - A - - - - - -',
  'disposal.view':                        '- D - A A A - A A A A -',
  'disposal.request':                     '- D - A - - - - - - - -',
  'disposal.appraise':                    '- - - A - - - - - - - -',
  'disposal.assetApprove':                '- - - - - A - - - - - -',
  'disposal.approve':                     '- - - - - - - - - A - -',
  'disposal.complete':                    '- - - A - - - - - - - -',
  'freeList.view':                        'A A A A - - - A A A A -',
  'freeList.edit':                        '- - - A - - - - - - - -',
  'form7.view':                           '- D A A A A - A A A A -',
  'form8.view':                           'O D A A - A - A A A A -',
  'form9.view':                           '- - A A - - - A A A A -',
  'entry.append':                         '- - - A - - - - - - - -',
  'entry.correct':                        '- - - A - - - - - - - -',
  'opening.edit':                         '- - - A - - - - - - - -',
  'discovery.view':                       '- - A A - - - - - - A -',
  'discovery.edit':                       '- - A A - - - - - - - -',
  'discovery.token':                      '- - - A - - - - - - - A',
  'recognition.view':                     '- - A A - - - - - - A -',
  'recognition.edit':                     '- - - A - - - - - - - -',
  'finding.view':                         'O D A A - A A A A A A -',
  'finding.decide':                       '- - A A - - - - - - - -',
  'allocation.view':                      '- - A A A A - A A A A -',
  'allocation.run':                       '- - - A - - - - - - - -',
  'activation.edit':                      '- - - A - - - - - - - -',
  'postingRule.view':                     '- - A A - - - A A A A -',
  'postingRule.propose':                  '- - - A - - - - - - - -',
  'postingRule.approve':                  '- - - - - - - - A A - -',
  'committee.view':                       'A A A A A A A A A A A -',
  'committee.edit':                       '- - - A - - - - - - - -',
  'committee.approve':                    '- - - - - - - - - A - -',
  'pledge.view':                          'O D - A - - A A A A A -',
  'pledge.sign':                          'O - - - - - - - - - - -',
  'pledge.manage':                        '- - - A - - - - - - - -',
  'application.view':                     'O D O A - - - - - - A -',
  'application.create':                   'O D - - - - - - - - - -',
  'application.deptReview':               '- D - - - - - - - - - -',
  'application.itReview':                 '- - - A - - - - - - - -',
  'order.view':                           'O D A A - - - - - - A -',
  'order.perform':                        '- - A - - - - - - - - -',
  'order.sign':                           'O D - - - - - - - - - -',
  'order.assign':                         '- - - A - - - - - - - -',
  'campaign.view':                        '- D A A - - - A A A A -',
  'campaign.edit':                        '- - - A - - - - - - - -',
  'upgrade.view':                         '- D A A - - - A A A A -',
  'upgrade.edit':                         '- - - A - - - - - - - -',
  'upgrade.approve':                      '- - - - - - - - A A - -',
  'case.view':                            'O D - A - - A A A A A -',
  'case.edit':                            '- - - A - - - - - - A -',
  'case.state':                           'O - - - - - - - - - - -',
  'case.respond':                         '- D - - - - - - - - - -',
  'case.sanction':                        '- - - - - - A - - - - -',
  'case.decide':                          '- - - - - - - - - A - -',
  'closing.view':                         '- - A A A A - A A A A -',
  'closing.edit':                         '- - - A - - - - - - - -',
  'pack.view':                            '- - - A - - - A A A A -',
  'pack.make':                            '- - - A - - - - - - A -',
  'print.view':                           'O O O A O O O A A A A -',
  'print.scan':                           'O O O A O O O O O O O -',
  'plan.view':                            'A A A A A A A A A A A -',
  'plan.edit':                            '- - - A - - - - - - - -',
  'plan.approve':                         '- - - - - - - - - A - -',
  'task.report':                          'O D - A - - - - - - - -',
  'training.view':                        'A A A A - - A A A A A -',
  'training.edit':                        '- - - A - - - A A - - -',
  'training.attend':                      'O - - - - - - - - - - -',
  'inspection.view':                      'O D A A - A A A A A A -',
  'inspection.edit':                      '- - - A - - - - - - - -',
  'inspection.check':                     '- - A A - - - - - - A -',
  'inspection.respond':                   '- D - - - - - - - - - -',
  'inspection.review':                    '- - - A - - - - - - A -',
  'clock.view':                           '- A A A A A A A A A A -',
  'clock.edit':                           '- - - A - - - - - - - -',
  'assessment.view':                      'O D O A - - A A A A A -',
  'assessment.edit':                      '- - - A - - - A A - - -',
  'assessment.approve':                   '- - - - - - - - - A - -',
  'statistics.view':                      '- - - A A A A A A A A -',
  'statistics.edit':                      '- - - A - - - - - - - -',
  'statistics.approve':                   '- - - - - - - - - A - -',
  'summary.view':                         '- - - A A A A A A A A -',
  'summary.edit':                         '- - - A - - - - - - - -',
  'summary.approve':                      '- - - - - - - - - A - -',
  'formBatch.make':                       '- - - A A A - A A A A -',
  'delegation.view':                      '- D - A - - A - - - A A',
  'delegation.edit':                      '- D - A - - - - - - - -',
  'postStandard.view':                    'A A A A - A A A A A A -',
  'postStandard.edit':                    '- - - A - - - - - - - -',
  'signature.scan':                       'O D A A - - - - - - - -',
  'notice.edit':                          '- - - A - - - - - - - A',
  'home.view':                            'O D A A A A A A A A A A',
  'job.view':                             '- - A A A A A A A A A A',
  'sample.load':                          '- - - - - - - - - - - A',
} as const;

export type Permission = keyof typeof TABLE;
/** How far a permission reaches. */
export type Scope = 'all' | 'department' | 'own';

const LETTERS: Record<string, Scope | undefined> = { A: 'all', D: 'department', O: 'own' };
const REACH: Record<Scope, number> = { own: 1, department: 2, all: 3 };

export const PERMISSIONS = Object.keys(TABLE) as Permission[];

/** The cell of the table: how far `role` reaches with `permission`, undefined = not at all. */
export function scopeOf(role: Role, permission: Permission): Scope | undefined {
  return LETTERS[TABLE[permission].split(' ')[COLUMNS.indexOf(role)] ?? '-'];
}

/** The widest reach any of the roles gives. */
export function widestScope(roles: readonly Role[], permission: Permission): Scope | undefined {
  let widest: Scope | undefined;
  for (const role of roles) {
    const scope = scopeOf(role, permission);
    if (scope && (!widest || REACH[scope] > REACH[widest])) widest = scope;
  }
  return widest;
}

/** All permissions of a set of roles with their reach, as told to the page. */
export function permissionsOf(roles: readonly Role[]): Partial<Record<Permission, Scope>> {
  const granted: Partial<Record<Permission, Scope>> = {};
  for (const permission of PERMISSIONS) {
    const scope = widestScope(roles, permission);
    if (scope) granted[permission] = scope;
  }
  return granted;
}
