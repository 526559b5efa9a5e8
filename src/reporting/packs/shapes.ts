/** 迎检资料包: everything of a period in one zip that proves itself, made in the background, for whoever inspects. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';

export const PACK_STATES = {
  running: { label: '正在生成', tone: 'blue' },
  done: { label: '已完成', tone: 'green' },
  failed: { label: '失败', tone: 'red' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const PackState = z.enum(choiceValues(PACK_STATES));
export type PackState = z.infer<typeof PackState>;

export const Pack = z
  .object({
    id: z.string(),
    from: dateText,
    to: dateText,
    state: PackState,
    jobId: z.string().nullable(),
    done: z.number().int(),
    total: z.number().int().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    /** Of a finished one. */
    fileName: z.string().nullable(),
    size: z.number().int().nullable(),
    files: z.number().int().nullable(),
    /** Over all files' hashes: what cover and verifier show. */
    digest: z.string().nullable(),
    /** Of the zip itself. */
    sha256: z.string().nullable(),
    /** What the maker's rights do not reach. */
    withheld: z.array(z.string()),
    /** What the unit has not got for the period. */
    missing: z.array(z.string()),
    /** The reader may see everything that is in it. */
    mayDownload: z.boolean(),
  })
  .meta({ id: 'InspectionPack' });
export type Pack = z.infer<typeof Pack>;

const tag = '表单';
const base = '/api/units/:unit/packs';

export const listPacks = endpoint({
  method: 'GET',
  path: base,
  summary: '迎检资料包：谁、何时、哪个期间、大小和摘要',
  tag,
  permission: 'pack.view',
  output: page(Pack),
});

export const makePack = endpoint({
  method: 'POST',
  path: base,
  summary: '生成一个期间的迎检资料包（后台任务）',
  tag,
  permission: 'pack.make',
  body: z
    .object({ from: dateText, to: dateText })
    .refine(({ from, to }) => from <= to, { error: '结束日期不能早于开始日期', path: ['to'] }),
  output: Pack,
});

export const downloadPack = endpoint({
  method: 'GET',
  path: `${base}/:pack/file`,
  summary: '下载资料包',
  tag,
  permission: 'pack.view',
  params: z.object({ pack: z.uuid() }),
  raw: 'application/zip',
  output: z.void(),
});
