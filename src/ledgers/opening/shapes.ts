/**
 * 建账: what is already installed enters the journal as opening entries (TZ-3, domain 8.11). Proposals come from
 * sightings or from the lists a unit kept so far; they are reviewed product by product before they are posted.
 */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { ImportAnswer, importQuery } from '../../platform/sheets/shapes.ts';
import { DATE_BASES } from '../journal/shapes.ts';

export const OPENING_TYPES = {
  commercial: { label: '商业软件', tone: 'blue' },
  oem: { label: 'OEM软件', tone: 'grey' },
  free: { label: '免费软件', tone: 'green' },
  unknown: { label: '类型待确认', tone: 'amber' },
} as const;
export const OpeningType = z.enum(choiceValues(OPENING_TYPES));
export type OpeningType = z.infer<typeof OpeningType>;

export const OPENING_SOURCES = {
  sighting: { label: '采集' },
  list: { label: '导入清单' },
} as const;
export const OpeningSource = z.enum(choiceValues(OPENING_SOURCES));

/** One product seen or listed on one computer. `softwareId` when its number is known, else the facts of a new one. */
export const OpeningProposal = z.object({
  deviceId: z.uuid(),
  softwareId: z.uuid().nullable().default(null),
  softwareType: OpeningType,
  softwareName: z.string().trim().min(1).max(200),
  softwareVersion: z.string().trim().max(100).default(''),
  publisher: z.string().trim().max(200).default(''),
  category: z.string().max(40).default('other'),
  productId: z.string().max(200).nullable().default(null),
  /** The version on the computer; it may be more exact than the number's. */
  version: z.string().trim().max(100).default(''),
  installedOn: dateText,
  /** `loading`: the real day is not known, the day of loading stands for it. */
  dateBasis: z.enum(choiceValues(DATE_BASES)),
  source: OpeningSource,
  sourceRef: z.string().max(200).default(''),
});
export type OpeningProposal = z.output<typeof OpeningProposal>;
export type OpeningProposalInput = z.input<typeof OpeningProposal>;

const count = z.number().int();

export const OpeningGroup = z
  .object({
    groupKey: z.string(),
    softwareId: z.string().nullable(),
    softwareNo: z.string().nullable(),
    softwareType: OpeningType,
    softwareName: z.string(),
    softwareVersion: z.string(),
    publisher: z.string(),
    total: count,
    chosen: count,
    fromSightings: count,
    loadingDates: count,
    versions: z.array(z.string()),
    /** Already open for this number before posting: 安装数量 now. */
    installedQuantity: count,
    licenseQuantity: z.union([count, z.literal('unlimited')]).nullable(),
  })
  .meta({ id: 'OpeningGroup' });
export type OpeningGroup = z.infer<typeof OpeningGroup>;

export const OpeningItem = z
  .object({
    id: z.string(),
    deviceId: z.string(),
    computerNo: z.string(),
    userName: z.string(),
    departmentName: z.string(),
    version: z.string(),
    installedOn: dateText,
    dateBasis: z.enum(choiceValues(DATE_BASES)),
    source: OpeningSource,
    sourceRef: z.string(),
    chosen: z.boolean(),
  })
  .meta({ id: 'OpeningItem' });
export type OpeningItem = z.infer<typeof OpeningItem>;

const tag = '建账';
const groupKey = z.string().min(1).max(400);

export const listOpeningGroups = endpoint({
  method: 'GET',
  path: '/api/units/:unit/opening/groups',
  summary: '建账待审：按软件归并',
  tag,
  permission: 'opening.edit',
  query: listQuery.extend({
    type: OpeningType.optional(),
    numbered: z.enum(['yes', 'no']).optional(),
  }),
  output: page(OpeningGroup).extend({ waiting: count, posted: count }),
});

export const listOpeningItems = endpoint({
  method: 'GET',
  path: '/api/units/:unit/opening/items',
  summary: '建账待审：某软件的各台计算机',
  tag,
  permission: 'opening.edit',
  query: listQuery.extend({ group: groupKey }),
  output: page(OpeningItem),
});

export const chooseOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/choose',
  summary: '勾选或取消建账行（逐行或整个软件）',
  tag,
  permission: 'opening.edit',
  body: z
    .object({
      chosen: z.boolean(),
      groups: z.array(groupKey).max(500).default([]),
      ids: z.array(z.uuid()).max(5000).default([]),
    })
    .refine((body) => body.groups.length + body.ids.length > 0, { error: '请先选择要勾选的行' }),
  output: z.object({ changed: count }),
});

/** Which number a product gets: an existing one, or a new OEM/free one made when posting. */
export const assignOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/assign',
  summary: '为建账软件选择软件编号或确认类型',
  tag,
  permission: 'opening.edit',
  body: z.object({
    groups: z.array(groupKey).min(1).max(500),
    softwareId: z.uuid().nullable(),
    softwareType: OpeningType.optional(),
  }),
  output: z.object({ changed: count }),
});

export const discardOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/discard',
  summary: '删除建账待审行（未入账的）',
  tag,
  permission: 'opening.edit',
  body: z.object({ groups: z.array(groupKey).min(1).max(500) }),
  output: z.object({ changed: count }),
});

export const PostProblem = z
  .object({ groupKey: z.string(), softwareName: z.string(), message: z.string(), lines: count })
  .meta({ id: 'OpeningPostProblem' });
export type PostProblem = z.infer<typeof PostProblem>;

export const postOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/post',
  summary: '建账入账：将勾选的行登记为安装记录',
  tag,
  permission: 'opening.edit',
  body: z.object({
    groups: z.array(groupKey).min(1, { error: '请先选择要入账的软件' }).max(2000),
    /** Only say what would happen. */
    dryRun: z.boolean().default(false),
    /** Differences of an imported register to what is seen were looked at. */
    confirmDifferences: z.boolean().default(false),
  }),
  output: z.object({
    posted: count,
    alreadyRecorded: count,
    newNumbers: z.array(z.string()),
    problems: z.array(PostProblem),
  }),
});

export const importOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/import',
  summary: '从原有明细表（附件8版式）导入建账行',
  tag,
  permission: 'opening.edit',
  query: importQuery,
  multipart: true,
  bodyLimit: 21 * 1024 * 1024,
  output: ImportAnswer,
});

/** Sightings are a later slice's: it carries this out and answers with the job to follow. */
export const collectOpening = endpoint({
  method: 'POST',
  path: '/api/units/:unit/opening/collect',
  summary: '从采集结果提出建账建议（后台任务）',
  tag,
  permission: 'opening.edit',
  output: z.object({ jobId: z.string() }),
});
