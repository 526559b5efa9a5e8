/** Printed versions: what a paper's square code leads to, who printed it, what has changed since, and its signed scan. */
import { z } from 'zod';
import type { ChoiceSet } from '../../base/choices.ts';
import { choiceValues } from '../../base/choices.ts';
import { dateText, endpoint, listQuery, page } from '../../platform/http/endpoint.ts';
import { PAPER_KINDS, PaperKind } from '../papers/shapes.ts';

export const PRINT_KINDS = {
  ...PAPER_KINDS,
  form6: { label: '附件6 可使用免费软件清单' },
  form7: { label: '附件7 软件使用情况汇总表' },
  form8: { label: '附件8 软件使用情况明细表' },
  form9: { label: '附件9 软件安装维护情况明细表' },
} as const satisfies ChoiceSet;
export const PrintKind = z.enum(choiceValues(PRINT_KINDS), { error: '没有这种表单' });
export type PrintKind = z.infer<typeof PrintKind>;

export const PRINT_FORMATS = {
  docx: { label: 'Word' },
  pdf: { label: 'PDF' },
  paper: { label: '打印' },
} as const satisfies ChoiceSet;
export const PrintFormat = z.enum(choiceValues(PRINT_FORMATS));
export type PrintFormat = z.infer<typeof PrintFormat>;

export const DIFFERENCE_KINDS = {
  changed: { label: '已改变', tone: 'amber' },
  added: { label: '新增', tone: 'blue' },
  removed: { label: '已没有', tone: 'red' },
} as const satisfies ChoiceSet;

export const PrintScan = z
  .object({
    id: z.string(),
    fileName: z.string(),
    fileSize: z.number().int(),
    sha256: z.string(),
    uploadedAt: z.string(),
    uploadedBy: z.string(),
    replacedAt: z.string().nullable(),
    replacedBy: z.string().nullable(),
  })
  .meta({ id: 'PrintScan' });
export type PrintScan = z.infer<typeof PrintScan>;

export const PrintVersion = z
  .object({
    code: z.string(),
    kind: PrintKind,
    record: z.string(),
    name: z.string(),
    madeAt: z.string(),
    /** Printings of this very content. */
    prints: z.number().int(),
    lastPrintedAt: z.string(),
    lastPrintedBy: z.string(),
    scans: z.number().int(),
  })
  .meta({ id: 'PrintVersion' });
export type PrintVersion = z.infer<typeof PrintVersion>;

const Cell = z.object({
  col: z.number().int(),
  span: z.number().int(),
  rowSpan: z.number().int(),
  display: z.string(),
  raw: z.union([z.string(), z.number(), z.null()]),
  type: z.enum(['text', 'integer', 'money', 'date', 'longDate', 'tick']),
  style: z.string(),
  align: z.enum(['left', 'center', 'right']),
  border: z.boolean(),
  picture: z.string().optional(),
});
const Sheet = z.object({
  id: z.string(),
  title: z.string(),
  page: z.object({
    size: z.literal('A4'),
    orientation: z.enum(['portrait', 'landscape']),
    margin: z.object({ top: z.number(), right: z.number(), bottom: z.number(), left: z.number() }),
  }),
  cols: z.array(z.number()),
  styles: z.record(
    z.string(),
    z.object({
      font: z.enum(['song', 'fang', 'hei', 'kai']),
      size: z.number(),
      bold: z.boolean().optional(),
    }),
  ),
  footer: z.string().optional(),
  rows: z.array(
    z.object({
      part: z.enum(['head', 'body', 'tail']),
      repeat: z.boolean(),
      height: z.number().optional(),
      cells: z.array(Cell),
    }),
  ),
});
const NamedSheet = z.object({ name: z.string(), sheet: Sheet });

export const PrintRecord = PrintVersion.omit({
  prints: true,
  lastPrintedAt: true,
  lastPrintedBy: true,
  scans: true,
})
  .extend({
    digest: z.string(),
    /** The day it shows, where it is a register of a day. */
    asOf: dateText.nullable(),
    sheets: z.array(NamedSheet),
    prints: z.array(
      z.object({
        id: z.string(),
        format: PrintFormat,
        printedAt: z.string(),
        printedBy: z.string(),
      }),
    ),
    scans: z.array(PrintScan),
    /** Null: the records no longer give this paper at all. */
    now: z
      .object({
        same: z.boolean(),
        code: z.string(),
        total: z.number().int(),
        items: z.array(
          z.object({
            kind: z.enum(choiceValues(DIFFERENCE_KINDS)),
            sheet: z.string(),
            where: z.string(),
            before: z.string(),
            after: z.string(),
          }),
        ),
      })
      .nullable(),
    /** Earlier and later versions of the same paper. */
    others: z.array(z.object({ code: z.string(), madeAt: z.string() })),
    mayScan: z.boolean(),
  })
  .meta({ id: 'PrintRecord' });
export type PrintRecord = z.infer<typeof PrintRecord>;

const tag = '表单';
const code = z
  .string()
  .max(300)
  .meta({ description: '打印在二维码旁的 12 位编码；也可以是二维码里的整个地址' });

/** How a paper is asked for besides its record: the same words as for the download. */
export const paperQuery = z.object({
  asOf: dateText.optional(),
  draft: z.string().max(5).optional(),
  of: z.string().max(10).optional(),
  inspection: z.uuid().optional(),
  originNo: z.string().max(60).optional(),
});

const ofPaper = z.object({ kind: PaperKind, id: z.string().regex(/^[\w-]{1,40}$/) });

export const PrintCode = z
  .object({
    code: z.string(),
    /** Lines beside the square. */
    words: z.array(z.string()),
    /** Rows of the square, `1` = black. */
    modules: z.array(z.string()),
  })
  .meta({ id: 'PrintCode' });
export type PrintCode = z.infer<typeof PrintCode>;

export const paperCodeOf = endpoint({
  method: 'GET',
  path: '/api/units/:unit/papers/:kind/:id/code',
  summary: '一份表单现在内容的二维码与版本码',
  tag,
  // As for the paper itself: the record's own endpoint decides.
  permission: 'unit.view',
  params: ofPaper,
  query: paperQuery,
  output: PrintCode,
});

export const notePrint = endpoint({
  method: 'POST',
  path: '/api/units/:unit/papers/:kind/:id/prints',
  summary: '记下一次打印：内容、打印人、时间',
  tag,
  permission: 'unit.view',
  params: ofPaper,
  query: paperQuery,
  body: z.object({ code: z.string().max(20) }),
  output: z.object({ code: z.string() }),
});

export const listPrints = endpoint({
  method: 'GET',
  path: '/api/units/:unit/prints',
  summary: '打印过的版本：表单、打印人、扫描件',
  tag,
  permission: 'print.view',
  query: listQuery.extend({
    kind: PrintKind.optional(),
    record: z.string().max(40).optional(),
    scan: z.enum(['with', 'without']).optional(),
  }),
  output: page(PrintVersion.extend({ id: z.string() })),
});

export const getPrint = endpoint({
  method: 'GET',
  path: '/api/units/:unit/prints/:code',
  summary: '核对一份打印件：当时的内容、打印人、此后的变化',
  tag,
  permission: 'unit.view',
  params: z.object({ code }),
  output: PrintRecord,
});

export const uploadPrintScan = endpoint({
  method: 'POST',
  path: '/api/units/:unit/prints/:code/scans',
  summary: '上传签字盖章后的扫描件，归到这一版本',
  tag,
  permission: 'print.scan',
  params: z.object({ code }),
  multipart: true,
  output: PrintScan,
});

export const downloadPrintScan = endpoint({
  method: 'GET',
  path: '/api/units/:unit/prints/:code/scans/:scan',
  summary: '下载扫描件（包括已被替换的）',
  tag,
  permission: 'unit.view',
  params: z.object({ code, scan: z.uuid() }),
  raw: 'application/octet-stream',
  output: z.void(),
});
