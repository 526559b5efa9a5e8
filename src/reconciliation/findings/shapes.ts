/**
 * Findings: each difference between what is observed, what is recorded and what the unit may use (D17; domain 6.3 W6).
 * A person decides what becomes of one; nothing here writes the journal except through its `append`.
 */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { RecognisedKind, SoftwareCategory } from '../../recognition/shapes.ts';
import { Channel, FlagKind, Strength } from '../activation/shapes.ts';

export const FINDING_KINDS = {
  risk: { label: '风险软件', tone: 'red' },
  notRecorded: { label: '未登记安装', tone: 'amber' },
  notObserved: { label: '台账有而实际无', tone: 'amber' },
  versionNotCovered: { label: '版本不在可使用版本内', tone: 'red' },
  overInstalled: { label: '超许可数量', tone: 'red' },
  expired: { label: '许可到期', tone: 'red' },
  freeNotListed: { label: '免费软件未列入清单', tone: 'amber' },
  oemWithoutEvidence: { label: 'OEM软件缺少随机凭据', tone: 'amber' },
  activation: { label: '激活证据待核实', tone: 'amber' },
  orderContradicted: { label: '确认单与采集不符', tone: 'red' },
} as const satisfies ChoiceSet;
export const FindingKind = z.enum(choiceValues(FINDING_KINDS));
export type FindingKind = z.infer<typeof FindingKind>;

export const FINDING_STATES = {
  open: { label: '待处理', tone: 'amber' },
  ordered: { label: '已责令卸载', tone: 'blue' },
  case: { label: '已立案', tone: 'red' },
  accepted: { label: '已说明', tone: 'grey' },
  resolved: { label: '已消除', tone: 'green' },
} as const satisfies ChoiceSet;
export const FindingState = z.enum(choiceValues(FINDING_STATES));
export type FindingState = z.infer<typeof FindingState>;

export const FINDING_ACTIONS = {
  record: { label: '登记入台账' },
  addToList: { label: '列入免费软件清单' },
  orderRemoval: { label: '责令卸载' },
  accept: { label: '说明并接受' },
  openCase: { label: '立案追究' },
  reopen: { label: '重新处理' },
} as const satisfies ChoiceSet;
export const FindingAction = z.enum(choiceValues(FINDING_ACTIONS));
export type FindingAction = z.infer<typeof FindingAction>;

/** What the statement rests on, shown with the finding so that nobody has to believe it. */
export const Evidence = z.object({
  observed: z
    .object({
      rawEntryIds: z.array(z.number().int()),
      kind: RecognisedKind,
      rawName: z.string(),
      /** The version a licence speaks of; the raw one where it does not matter. */
      version: z.string(),
      publisher: z.string(),
      rule: z.string(),
      learntFrom: z.enum(['agent', 'file']),
    })
    .optional(),
  recorded: z
    .object({ softwareNo: z.string(), version: z.string(), installedOn: z.string() })
    .optional(),
  entitled: z
    .object({
      softwareNo: z.string(),
      licenseQuantity: z.union([z.number().int(), z.literal('unlimited')]).nullable(),
      installedQuantity: z.number().int(),
      usableVersions: z.string().nullable(),
      termEnd: z.string().nullable(),
    })
    .optional(),
  /** Numbers under which the install could be recorded, best first. */
  candidates: z.array(z.object({ softwareId: z.string(), softwareNo: z.string() })).optional(),
  note: z.string().optional(),
  /** A flag of the activation evidence; the key itself is not told here. */
  activation: z
    .object({
      flag: FlagKind,
      strength: Strength,
      sentence: z.string(),
      params: z.record(z.string(), z.union([z.string(), z.number()])),
      channel: Channel,
      reportedId: z.string(),
      learntFrom: z.enum(['agent', 'file']),
    })
    .optional(),
  /** The signed order that the report contradicts, or the one that is to mend the finding. */
  order: z
    .object({
      orderId: z.string(),
      orderNo: z.string(),
      kind: z.enum(['install', 'uninstall', 'upgrade']),
      performedOn: z.string(),
    })
    .optional(),
});
export type Evidence = z.infer<typeof Evidence>;

export const Finding = z
  .object({
    id: z.string(),
    kind: FindingKind,
    state: FindingState,
    present: z.boolean(),
    deviceId: z.string().nullable(),
    computerNo: z.string().nullable(),
    personName: z.string().nullable(),
    departmentName: z.string().nullable(),
    softwareId: z.string().nullable(),
    softwareNo: z.string().nullable(),
    productId: z.string().nullable(),
    softwareName: z.string(),
    softwareVersion: z.string(),
    publisher: z.string(),
    category: SoftwareCategory,
    evidence: Evidence,
    firstSeenAt: z.string(),
    lastSeenAt: z.string(),
    resolvedAt: z.string().nullable(),
    decision: z
      .object({
        action: FindingAction,
        by: z.string(),
        at: z.string(),
        reason: z.string(),
        dueOn: z.string().nullable(),
        /** The work order that carries the decision out. */
        orderId: z.string().nullish(),
        orderNo: z.string().nullish(),
        /** The case it was taken up in. */
        caseId: z.string().nullish(),
      })
      .nullable(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

const tag = '对照';
export const findingFilters = z.object({
  kind: FindingKind.optional(),
  state: FindingState.optional(),
  device: z.uuid().optional(),
  software: z.uuid().optional(),
  department: z.uuid().optional(),
});

export const listFindings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/findings',
  summary: '发现的问题（观察、台账、授权三方对照）',
  tag,
  permission: 'finding.view',
  query: listQuery.extend(findingFilters.shape),
  output: page(Finding),
});

export const exportFindings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/findings/export',
  summary: '导出发现的问题（Excel）',
  tag,
  permission: 'finding.view',
  query: listQuery.pick({ q: true, sort: true }).extend(findingFilters.shape),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const getFinding = endpoint({
  method: 'GET',
  path: '/api/units/:unit/findings/:finding',
  summary: '一个问题及其依据',
  tag,
  permission: 'finding.view',
  params: z.object({ finding: z.uuid() }),
  output: Finding,
});

export const FindingCounts = z
  .object({
    kinds: z.array(
      z.object({ kind: FindingKind, open: z.number().int(), ordered: z.number().int() }),
    ),
    waitingDevices: z.number().int(),
  })
  .meta({ id: 'FindingCounts' });

export const countFindings = endpoint({
  method: 'GET',
  path: '/api/units/:unit/finding-counts',
  summary: '各类问题的数量',
  tag,
  permission: 'finding.view',
  output: FindingCounts,
});

const reason = z.string().trim().max(500, { error: '说明不超过 500 个字' });
const needed = (sentence: string) =>
  z
    .string({ error: sentence })
    .trim()
    .min(1, { error: sentence })
    .max(500, { error: '说明不超过 500 个字' });

/** One decision for many findings; what cannot be done is said per finding, the rest is done. */
export const Decision = z
  .discriminatedUnion('action', [
    z.object({
      action: z.literal('record'),
      softwareId: z.uuid().optional(),
      /** Preinstalled with the computer: recorded under an OEM number, found or made. */
      asOem: z.boolean().optional(),
      occurredOn: dateText.optional(),
      reason: reason.default(''),
    }),
    z.object({
      action: z.literal('addToList'),
      source: needed('请填写软件来源'),
      scope: z.enum(['any', 'openSource', 'personalOnly', 'trial'], { error: '请选择免费范围' }),
      /** As in 可使用版本 (`115及以上`); the version seen unless given. */
      versions: z.string().trim().max(100, { error: '版本不超过 100 个字' }).optional(),
      reason: needed('请填写使用原因'),
    }),
    z.object({
      action: z.literal('orderRemoval'),
      dueOn: z.iso.date({ error: '请填写限期' }),
      reason: reason.default(''),
    }),
    z.object({
      action: z.literal('accept'),
      reason: needed('请填写说明'),
    }),
    z.object({
      action: z.literal('openCase'),
      reason: needed('请填写立案事由'),
    }),
    z.object({ action: z.literal('reopen'), reason: reason.default('') }),
  ])
  .meta({ id: 'FindingDecision' });
export type Decision = z.infer<typeof Decision>;

export const DecisionResult = z
  .object({
    done: z.number().int(),
    refused: z.array(z.object({ findingId: z.string(), message: z.string() })),
  })
  .meta({ id: 'FindingDecisionResult' });
export type DecisionResult = z.infer<typeof DecisionResult>;

export const decideFindings = endpoint({
  method: 'POST',
  path: '/api/units/:unit/findings/decide',
  summary: '处理问题（可批量）',
  tag,
  permission: 'finding.decide',
  body: z.object({
    findingIds: z
      .array(z.uuid())
      .min(1, { error: '请先选择要处理的问题' })
      .max(1000, { error: '一次最多处理 1000 个' }),
    decision: Decision,
  }),
  output: DecisionResult,
});

export const reconcileNow = endpoint({
  method: 'POST',
  path: '/api/units/:unit/findings/reconcile',
  summary: '重新对照全部计算机',
  tag,
  permission: 'finding.decide',
  output: z.object({ queued: z.number().int() }),
});
