/** 批量导出: all forms of a period, or one register that is too long for paper, made in the background as files. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, page } from '../../platform/http/endpoint.ts';
import { FileFormat } from '../../platform/papers/shapes.ts';

export const BATCH_STATES = {
  running: { label: '正在生成', tone: 'blue' },
  done: { label: '已完成', tone: 'green' },
  failed: { label: '失败', tone: 'red' },
  cancelled: { label: '已取消', tone: 'grey' },
} as const satisfies ChoiceSet;
export const BatchState = z.enum(choiceValues(BATCH_STATES));
export type BatchState = z.infer<typeof BatchState>;

export const BATCH_KINDS = {
  period: { label: '某期间的全部表单' },
  form8: { label: '附件8 软件使用情况明细表' },
  form9: { label: '附件9 软件安装维护情况明细表' },
} as const satisfies ChoiceSet;
export const BatchKind = z.enum(choiceValues(BATCH_KINDS));
export type BatchKind = z.infer<typeof BatchKind>;

export const BatchFolder = z.object({ folder: z.string(), papers: z.number().int() });
export type BatchFolder = z.infer<typeof BatchFolder>;

export const Batch = z
  .object({
    id: z.string(),
    kind: BatchKind,
    from: dateText,
    to: dateText,
    formats: z.array(FileFormat),
    state: BatchState,
    jobId: z.string().nullable(),
    /** Papers or lines so far, of how many. */
    done: z.number().int(),
    total: z.number().int().nullable(),
    createdBy: z.string(),
    createdAt: z.string(),
    /** Of a finished one. */
    fileName: z.string().nullable(),
    size: z.number().int().nullable(),
    sha256: z.string().nullable(),
    files: z.number().int().nullable(),
    folders: z.array(BatchFolder),
    /** What the maker's rights do not reach; a part would look like the whole. */
    withheld: z.array(z.string()),
    /** Files that could not be had in the format asked for, with why. */
    notes: z.array(z.string()),
  })
  .meta({ id: 'FormBatch' });
export type Batch = z.infer<typeof Batch>;

export const PeriodInput = z
  .object({
    kind: z.literal('period'),
    from: dateText,
    to: dateText,
    formats: z
      .array(FileFormat)
      .min(1, { error: '请至少选择一种格式' })
      .max(3)
      .refine((all) => new Set(all).size === all.length, { error: '格式重复' }),
  })
  .refine(({ from, to }) => from <= to, {
    error: '结束日期不能早于开始日期',
    path: ['to'],
  });
export const RegisterInput = z.object({
  kind: z.enum(['form8', 'form9']),
  asOf: dateText,
});
export const BatchInput = z
  .discriminatedUnion('kind', [PeriodInput, RegisterInput])
  .meta({ id: 'FormBatchOrder' });
export type BatchInput = z.output<typeof BatchInput>;

const tag = '表单';
const base = '/api/units/:unit/form-batches';
const params = z.object({ batch: z.uuid() });

export const listBatches = endpoint({
  method: 'GET',
  path: base,
  summary: '本人的批量导出（最近 100 次）',
  tag,
  permission: 'formBatch.make',
  output: page(Batch),
});
export const makeBatch = endpoint({
  method: 'POST',
  path: base,
  summary: '生成一个期间的全部表单（压缩包），或一张很长的台账（Excel）；后台任务，可取消',
  tag,
  permission: 'formBatch.make',
  body: BatchInput,
  output: Batch,
});
export const downloadBatch = endpoint({
  method: 'GET',
  path: `${base}/:batch/file`,
  summary: '下载批量导出的文件；只有发起人可以下载',
  tag,
  permission: 'formBatch.make',
  params,
  output: z.void(),
  raw: 'application/octet-stream',
});
