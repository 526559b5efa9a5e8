/** 导入记录: every committed import as one batch — who, when, which file, how many rows — to look at and to undo. */
import { z } from 'zod';
import { choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../http/endpoint.ts';
import { ImportReport } from '../sheets/shapes.ts';

export const IMPORT_STATES = {
  committed: { label: '已导入', tone: 'green' },
  undone: { label: '已撤销', tone: 'grey' },
} as const;

const count = z.number().int();

export const ImportBatch = z
  .object({
    id: z.string(),
    kind: z.string(),
    /** In the reader's language. */
    title: z.string(),
    fileName: z.string(),
    sha256: z.string(),
    sheets: z.array(z.string()),
    total: count,
    created: count,
    updated: count,
    unchanged: count,
    rejected: count,
    skipped: count,
    state: z.enum(choiceValues(IMPORT_STATES)),
    madeAt: z.string(),
    madeBy: z.string(),
    hasCopy: z.boolean(),
    undoneAt: z.string().nullable(),
    undoneBy: z.string().nullable(),
    undoReason: z.string().nullable(),
    /** The reader may undo it, and this kind can be undone. */
    mayUndo: z.boolean(),
  })
  .meta({ id: 'ImportBatch' });
export type ImportBatch = z.infer<typeof ImportBatch>;

const tag = '导入';
const params = z.object({ import: z.uuid() });

export const listImports = endpoint({
  method: 'GET',
  path: '/api/units/:unit/imports',
  summary: '导入记录',
  tag,
  permission: 'job.view',
  query: listQuery.extend({
    kind: z.string().max(60).optional(),
    state: z.enum(choiceValues(IMPORT_STATES)).optional(),
  }),
  output: page(ImportBatch).extend({
    kinds: z.array(z.object({ kind: z.string(), title: z.string() })),
  }),
});

export const getImportReport = endpoint({
  method: 'GET',
  path: '/api/units/:unit/imports/:import/report',
  summary: '一次导入（或后台试读）的逐行结论',
  tag,
  permission: 'job.view',
  params,
  output: ImportReport,
});

export const downloadImportCopy = endpoint({
  method: 'GET',
  path: '/api/units/:unit/imports/:import/copy',
  summary: '下载标注副本：上传的行及逐行结论（Excel）',
  tag,
  permission: 'job.view',
  params,
  raw: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  output: z.void(),
});

export const UndoProblem = z
  .object({ sheet: z.string(), rowNo: count, label: z.string(), message: z.string() })
  .meta({ id: 'ImportUndoProblem' });
export type UndoProblem = z.infer<typeof UndoProblem>;

export const undoImport = endpoint({
  method: 'POST',
  path: '/api/units/:unit/imports/:import/undo',
  summary: '整批撤销一次导入；后续已有改动的不能撤销，逐行说明原因',
  tag,
  permission: 'job.view',
  params,
  body: z.object({
    reason: z
      .string({ error: '请填写撤销原因' })
      .trim()
      .min(1, { error: '请填写撤销原因' })
      .max(500, { error: '撤销原因不超过 500 个字' }),
  }),
  output: z.object({
    undone: z.boolean(),
    /** Why not, row by row; the first 200. */
    problems: z.array(UndoProblem),
    problemCount: count,
  }),
});
