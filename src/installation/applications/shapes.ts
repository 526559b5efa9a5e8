/** 附件10 软件安装维护申请表: what a person asks for on one computer (WH-1.2, WH-2.2). */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page, queryFlag } from '../../platform/http/endpoint.ts';
import { opinionText, reasonText, WorkflowStep } from '../../platform/workflow/shapes.ts';
import { MaintenanceType } from '../orders/shapes.ts';

export const APPLICATION_STATES = {
  draft: { label: '草稿', tone: 'grey' },
  submitted: { label: '待部门审核', tone: 'amber' },
  deptApproved: { label: '待信息化部门审核', tone: 'amber' },
  approved: { label: '已批准，待执行', tone: 'blue' },
  collected: { label: '已汇总，待升级方案', tone: 'blue' },
  inScheme: { label: '已列入升级方案', tone: 'blue' },
  executing: { label: '执行中', tone: 'blue' },
  awaitingConfirmation: { label: '待签字确认', tone: 'amber' },
  recorded: { label: '已办结', tone: 'green' },
  notCompleted: { label: '未完成', tone: 'red' },
  rejected: { label: '未批准', tone: 'red' },
  withdrawn: { label: '已撤回', tone: 'grey' },
} as const satisfies ChoiceSet;
export const ApplicationState = z.enum(choiceValues(APPLICATION_STATES));
export type ApplicationState = z.infer<typeof ApplicationState>;

export const CHECK_LEVELS = {
  ok: { label: '符合', tone: 'green' },
  warn: { label: '请留意', tone: 'amber' },
  block: { label: '须先解决', tone: 'red' },
} as const satisfies ChoiceSet;

export const ApplicationCheck = z
  .object({
    key: z.string(),
    level: z.enum(choiceValues(CHECK_LEVELS)),
    /** In the reader's language. */
    message: z.string(),
  })
  .meta({ id: 'ApplicationCheck' });
export type ApplicationCheck = z.infer<typeof ApplicationCheck>;

export const Application = z
  .object({
    id: z.string(),
    /** Empty until it is sent in for the first time. */
    applicationNo: z.string(),
    applicantPersonId: z.string(),
    applicantName: z.string(),
    departmentId: z.string().nullable(),
    departmentName: z.string(),
    phone: z.string(),
    appliedOn: dateText,
    deviceId: z.string(),
    computerNo: z.string(),
    computerBrand: z.string(),
    osName: z.string(),
    kind: MaintenanceType,
    fromSoftwareId: z.string().nullable(),
    fromSoftwareNo: z.string().nullable(),
    fromSoftwareName: z.string().nullable(),
    fromVersion: z.string(),
    toSoftwareId: z.string().nullable(),
    toSoftwareNo: z.string().nullable(),
    /** What is asked for, also when it has no number yet. */
    softwareName: z.string(),
    softwareVersion: z.string(),
    reason: z.string(),
    state: ApplicationState,
    reviewerPersonId: z.string().nullable(),
    technicianPersonId: z.string().nullable(),
    technicianName: z.string().nullable(),
    orderId: z.string().nullable(),
    orderNo: z.string().nullable(),
    createdAt: z.string(),
  })
  .meta({ id: 'Application' });
export type Application = z.infer<typeof Application>;

export const APPLICATION_ACTIONS = [
  'edit',
  'submit',
  'discard',
  'withdraw',
  'deptApprove',
  'deptReturn',
  'reject',
  'itApprove',
  'itReturn',
  'reassign',
  'reorder',
  'correct',
] as const;
export type ApplicationAction = (typeof APPLICATION_ACTIONS)[number];

/** Opinions as the form's blocks want them. */
const ReviewBlock = z
  .object({
    by: z.string(),
    onBehalfOf: z.string().nullable(),
    at: z.string(),
    opinion: z.string(),
  })
  .nullable();

export const ApplicationRecord = Application.extend({
  steps: z.array(WorkflowStep),
  checks: z.array(ApplicationCheck),
  may: z.array(z.enum(APPLICATION_ACTIONS)),
  /** Who is to give the department's opinion now; empty when nobody can. */
  reviewers: z.array(z.object({ personId: z.string(), name: z.string() })),
  /** Numbers under which it could be carried out, best first. */
  candidates: z.array(
    z.object({
      softwareId: z.string(),
      softwareNo: z.string(),
      softwareName: z.string(),
      softwareVersion: z.string().nullable(),
      remaining: z.number().int().nullable(),
    }),
  ),
  deptReview: ReviewBlock,
  itReview: ReviewBlock,
}).meta({ id: 'ApplicationRecord' });
export type ApplicationRecord = z.infer<typeof ApplicationRecord>;

export const ApplicationInput = z
  .object({
    deviceId: z.uuid({ error: '请选择计算机' }),
    kind: MaintenanceType,
    fromSoftwareId: z.uuid({ error: '请选择原软件' }).nullable().default(null),
    toSoftwareId: z.uuid({ error: '请选择软件' }).nullable().default(null),
    /** Asked for as new, when no number is chosen. */
    softwareName: z.string().trim().max(200, { error: '软件名称不超过 200 个字' }).default(''),
    softwareVersion: z.string().trim().max(100, { error: '版本不超过 100 个字' }).default(''),
    /** The applicant's own as the unit has it, unless given. */
    phone: z.string().trim().max(30, { error: '电话不超过 30 个字' }).optional(),
    reason: z
      .string({ error: '请填写申请理由' })
      .trim()
      .min(1, { error: '请填写申请理由' })
      .max(500, { error: '申请理由不超过 500 个字' }),
  })
  .superRefine((input, cx) => {
    const missing = (path: string, message: string) =>
      cx.addIssue({ code: 'custom', path: [path], message });
    if (input.kind !== 'install' && !input.fromSoftwareId)
      missing('fromSoftwareId', '请选择原软件');
    if (input.kind !== 'uninstall' && !input.toSoftwareId && input.softwareName === '') {
      missing('softwareName', '请选择软件，或填写需要的软件名称');
    }
  })
  .meta({ id: 'ApplicationContent' });
export type ApplicationInput = z.output<typeof ApplicationInput>;

const tag = '安装维护';
const params = z.object({ application: z.uuid() });
export const applicationFilters = z.object({
  state: ApplicationState.optional(),
  kind: MaintenanceType.optional(),
  department: z.uuid().optional(),
  device: z.uuid().optional(),
  /** The caller's own. */
  mine: queryFlag.optional(),
  /** Waits for the caller's opinion. */
  waiting: queryFlag.optional(),
  /** Waits for a department's opinion that nobody can give. */
  orphaned: queryFlag.optional(),
});

export const listApplications = endpoint({
  method: 'GET',
  path: '/api/units/:unit/applications',
  summary: '安装维护申请列表',
  tag,
  permission: 'application.view',
  query: listQuery.extend(applicationFilters.shape),
  output: page(Application),
});

export const exportApplications = endpoint({
  method: 'GET',
  path: '/api/units/:unit/applications/export',
  summary: '导出安装维护申请（Excel）',
  tag,
  permission: 'application.view',
  query: listQuery.pick({ q: true, sort: true }).extend(applicationFilters.shape),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const getApplication = endpoint({
  method: 'GET',
  path: '/api/units/:unit/applications/:application',
  summary: '一份安装维护申请（附件10）',
  tag,
  permission: 'application.view',
  params,
  output: ApplicationRecord,
});

export const UsableSoftware = z
  .object({
    softwareId: z.string(),
    softwareNo: z.string(),
    softwareName: z.string(),
    softwareVersion: z.string().nullable(),
    softwareType: z.string(),
    usableVersions: z.string(),
    /** Licences that may still be promised: free ones without those of open orders. Null = no limit, or none needed. */
    remaining: z.number().int().nullable(),
    /** To choose from; another version may be written where the usable ones are a range. */
    versions: z.array(z.string()),
    /** What speaks for or against it, in the reader's language. */
    checks: z.array(ApplicationCheck),
    termEnd: z.string().nullable(),
    installed: z.boolean(),
  })
  .meta({ id: 'UsableSoftware' });
export type UsableSoftware = z.infer<typeof UsableSoftware>;

/** What may be asked for on a computer, and what is installed there. */
export const usableSoftware = endpoint({
  method: 'GET',
  path: '/api/units/:unit/usable-software',
  summary: '可申请的软件与本机在册软件',
  tag,
  permission: 'application.create',
  query: z.object({
    device: z.uuid(),
    /** `install` leaves out what is there already; `uninstall` asks for nothing new. */
    kind: MaintenanceType.optional(),
    q: z.string().trim().max(200).optional(),
  }),
  output: z.object({
    phone: z.string(),
    osName: z.string(),
    usable: z.array(UsableSoftware),
    installed: z.array(
      z.object({
        softwareId: z.string(),
        softwareNo: z.string(),
        softwareName: z.string(),
        version: z.string(),
        installedOn: dateText,
      }),
    ),
  }),
});

/** The computers one may apply for: one's own; a head's departments'. */
export const applicableDevices = endpoint({
  method: 'GET',
  path: '/api/units/:unit/applicable-devices',
  summary: '可以申请安装维护的计算机',
  tag,
  permission: 'application.create',
  query: z.object({ q: z.string().trim().max(200).optional() }),
  output: z.object({
    items: z.array(
      z.object({
        id: z.string(),
        computerNo: z.string(),
        computerBrand: z.string(),
        userName: z.string(),
        departmentName: z.string(),
        own: z.boolean(),
      }),
    ),
  }),
});

export const checkApplication = endpoint({
  method: 'POST',
  path: '/api/units/:unit/applications/check',
  summary: '填写时核对（不写入）',
  tag,
  permission: 'application.create',
  body: ApplicationInput,
  output: z.object({ checks: z.array(ApplicationCheck) }),
});

export const createApplication = endpoint({
  method: 'POST',
  path: '/api/units/:unit/applications',
  summary: '填写安装维护申请（草稿，或直接送审）',
  tag,
  permission: 'application.create',
  body: z.object({
    idempotencyKey: z.string().trim().min(8).max(100),
    submit: z.boolean().default(false),
    application: ApplicationInput,
  }),
  output: ApplicationRecord,
});

export const updateApplication = endpoint({
  method: 'PUT',
  path: '/api/units/:unit/applications/:application',
  summary: '修改草稿',
  tag,
  permission: 'application.create',
  params,
  body: ApplicationInput,
  output: ApplicationRecord,
});

export const discardApplication = endpoint({
  method: 'DELETE',
  path: '/api/units/:unit/applications/:application',
  summary: '删除从未送审的草稿',
  tag,
  permission: 'application.create',
  params,
  output: z.object({ id: z.string() }),
});

const step = (
  action: string,
  summary: string,
  permission: 'application.create' | 'application.deptReview' | 'application.itReview',
) =>
  ({
    method: 'POST',
    path: `/api/units/:unit/applications/:application/${action}`,
    summary,
    tag,
    permission,
    params,
    output: ApplicationRecord,
  }) as const;

export const submitApplication = endpoint({ ...step('submit', '送审', 'application.create') });
export const withdrawApplication = endpoint({
  ...step('withdraw', '撤回申请', 'application.create'),
  body: z.object({ opinion: opinionText }),
});
export const deptReview = endpoint({
  ...step('dept-review', '部门负责人意见', 'application.deptReview'),
  body: z.object({ result: z.enum(['approve', 'return', 'reject']), opinion: opinionText }),
});
export const itReview = endpoint({
  ...step('it-review', '信息化部门意见', 'application.itReview'),
  body: z.object({
    result: z.enum(['approve', 'return', 'reject']),
    opinion: opinionText,
    /** Number it is carried out under; the one asked for unless given. */
    toSoftwareId: z.uuid().optional(),
    version: z.string().trim().max(100, { error: '版本不超过 100 个字' }).optional(),
    technicianPersonId: z.uuid().optional(),
    dueOn: dateText.optional(),
  }),
});
export const reassignApplication = endpoint({
  ...step('reassign', '指定审核人（负责人不在或空缺时）', 'application.itReview'),
  body: z.object({ personId: z.uuid({ error: '请选择审核人' }), reason: reasonText }),
});
export const reorderApplication = endpoint({
  ...step('reorder', '未完成的申请重新安排', 'application.itReview'),
  body: z.object({
    technicianPersonId: z.uuid().optional(),
    dueOn: dateText.optional(),
    opinion: opinionText,
  }),
});
export const correctApplication = endpoint({
  ...step('correct', '更正已批准的申请', 'application.itReview'),
  body: z.object({
    phone: z.string().trim().max(30, { error: '电话不超过 30 个字' }).optional(),
    applicationReason: z.string().trim().min(1).max(500).optional(),
    reason: reasonText,
  }),
});
