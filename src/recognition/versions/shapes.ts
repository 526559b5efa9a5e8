/** 目录版本: which catalogues there are, what another one would change, and putting it in force. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { FreeScope, RecognisedKind } from '../shapes.ts';

/** What a change of catalogue does to an entry; where several hold, the first. */
export const CHANGES = {
  paidToFree: { label: '收费变免费', tone: 'red' },
  riskFound: { label: '认作风险软件', tone: 'red' },
  riskLost: { label: '不再是风险软件', tone: 'red' },
  freeToPaid: { label: '免费变收费', tone: 'amber' },
  scope: { label: '免费范围改变', tone: 'amber' },
  undecided: { label: '变为待定', tone: 'amber' },
  decided: { label: '待定有了结论', tone: 'green' },
  component: { label: '变为组件' },
  noComponent: { label: '不再是组件' },
  product: { label: '换了产品', tone: 'blue' },
  facts: { label: '产品信息改变' },
  edition: { label: '版别或版本改变' },
} as const satisfies ChoiceSet;
export const Change = z.enum(choiceValues(CHANGES));
export type Change = z.infer<typeof Change>;

export const CatalogueVersion = z
  .object({
    version: z.string(),
    /** 第几版, in the order of loading. */
    number: z.number().int(),
    loadedAt: z.string(),
    /** Release of the program that brought it; empty where it was loaded before that was noted. */
    program: z.string(),
    products: z.number().int(),
    counts: z
      .object({
        products: z.number().int(),
        reviewed: z.number().int(),
        riskRules: z.number().int(),
        componentRules: z.number().int(),
        publishers: z.number().int(),
      })
      .nullable(),
    /** False: its contents were not kept, it cannot be put in force. */
    kept: z.boolean(),
    bytes: z.number().int(),
    /** Came with the program that runs now. */
    shipped: z.boolean(),
    inForce: z.boolean(),
  })
  .meta({ id: 'CatalogueVersion' });
export type CatalogueVersion = z.infer<typeof CatalogueVersion>;

export const CataloguePreview = z
  .object({
    id: z.uuid(),
    fromVersion: z.string(),
    fromNumber: z.number().int().nullable(),
    toVersion: z.string(),
    toNumber: z.number().int().nullable(),
    jobId: z.string().nullable(),
    createdAt: z.string(),
    createdBy: z.string(),
    finishedAt: z.string().nullable(),
    /** Entries gone over. */
    entries: z.number().int().nullable(),
    inForceAt: z.string().nullable(),
    inForceBy: z.string().nullable(),
  })
  .meta({ id: 'CataloguePreview' });
export type CataloguePreview = z.infer<typeof CataloguePreview>;

const TAG = '软件识别';
const BASE = '/api/units/:unit/recognition/catalogue';

export const listVersions = endpoint({
  method: 'GET',
  path: `${BASE}/versions`,
  summary: '产品目录的各个版本、本单位在用的版本和预览、启用的经过',
  tag: TAG,
  permission: 'recognition.view',
  output: z.object({
    items: z.array(CatalogueVersion),
    since: z.string().nullable(),
    by: z.string().nullable(),
    /** Matches are being made anew. */
    recomputing: z.boolean(),
    /** Newest first: what was previewed and put in force lately. */
    previews: z.array(CataloguePreview),
  }),
});

export const startPreview = endpoint({
  method: 'POST',
  path: `${BASE}/previews`,
  summary: '预览换用另一版产品目录：后台用新版识别全部条目，与现在的结果对照',
  tag: TAG,
  permission: 'recognition.edit',
  body: z.object({ version: z.string().min(1, '请选择目录版本').max(40) }),
  output: z.object({ id: z.uuid(), jobId: z.string() }),
});

export const PreviewRecord = CataloguePreview.extend({
  counts: z.array(
    z.object({ change: Change, entries: z.number().int(), devices: z.number().int() }),
  ),
  /** Products the versions differ by. */
  difference: z
    .object({ added: z.number().int(), gone: z.number().int(), changed: z.number().int() })
    .nullable(),
  /** Why it cannot be put in force any more: the catalogue in force is another one now. */
  overtaken: z.boolean(),
  /** The unit's rules changed after it was worked out. */
  rulesChanged: z.boolean(),
  recomputing: z.boolean(),
}).meta({ id: 'CataloguePreviewRecord' });
export type PreviewRecord = z.infer<typeof PreviewRecord>;

const params = z.object({ preview: z.uuid() });

export const getPreview = endpoint({
  method: 'GET',
  path: `${BASE}/previews/:preview`,
  summary: '目录更新的预览：各类变化多少',
  tag: TAG,
  permission: 'recognition.view',
  params,
  output: PreviewRecord,
});

export const Side = z.object({
  productId: z.string().nullable(),
  productName: z.string(),
  kind: RecognisedKind,
  freeScope: FreeScope.nullable(),
  edition: z.string(),
  version: z.string(),
});
export type Side = z.infer<typeof Side>;

export const Move = z
  .object({
    /** The entry's number. */
    id: z.number().int(),
    name: z.string(),
    publisher: z.string(),
    version: z.string(),
    /** When the preview was made. */
    devices: z.number().int(),
    change: Change,
    was: Side,
    becomes: Side,
  })
  .meta({ id: 'CatalogueMove' });
export type Move = z.infer<typeof Move>;

export const MoveQuery = listQuery.extend({ change: Change.optional() });
export type MoveQuery = z.output<typeof MoveQuery>;

export const listMoves = endpoint({
  method: 'GET',
  path: `${BASE}/previews/:preview/moves`,
  summary: '目录更新会改变的条目',
  tag: TAG,
  permission: 'recognition.view',
  params,
  query: MoveQuery,
  output: page(Move),
});

export const exportMoves = endpoint({
  method: 'GET',
  path: `${BASE}/previews/:preview/export`,
  summary: '目录更新会改变的条目（Excel）',
  tag: TAG,
  permission: 'recognition.view',
  params,
  query: MoveQuery,
  output: z.void(),
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
});

export const putInForce = endpoint({
  method: 'POST',
  path: `${BASE}/previews/:preview/put-in-force`,
  summary: '按预览启用（或退回到）这一版产品目录，后台重新识别',
  tag: TAG,
  permission: 'recognition.edit',
  params,
  output: z.object({ version: z.string() }),
});
