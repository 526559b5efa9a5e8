/**
 * What every import from a sheet says: a verdict per row before anything is written, and the same report after it.
 * Server and browser share it; each slice adds only its fields and its verdicts.
 */
import { z } from 'zod';
import type { ChoiceSet } from '../../base/choices.ts';
import { queryFlag } from '../http/endpoint.ts';

export const IMPORT_VERDICTS = {
  create: { label: '新增', tone: 'green' },
  update: { label: '更新', tone: 'blue' },
  unchanged: { label: '无变化', tone: 'grey' },
  reject: { label: '不能导入', tone: 'red' },
} as const satisfies ChoiceSet;
export const ImportVerdict = z.enum(['create', 'update', 'unchanged', 'reject']);
export type ImportVerdict = z.infer<typeof ImportVerdict>;

/** What the person chose; sent as the multipart field `options` in JSON. Everything absent is guessed. */
export const ImportOptions = z
  .object({
    /** Name of the sheet to read. */
    sheet: z.string().max(200).optional(),
    /** Number of the (first) header row as Excel counts, from 1. */
    headerRow: z.number().int().min(1).max(10_000).optional(),
    /** Field → column counted from 0; null = leave this field out. */
    mapping: z
      .record(z.string().max(100), z.number().int().min(0).max(16_383).nullable())
      .optional(),
    /** Drop the mapping remembered for this header and guess anew. */
    forget: z.boolean().default(false),
    /** false (the default) = only say what would happen. */
    commit: z.boolean().default(false),
  })
  .meta({ id: 'ImportOptions' });
export type ImportOptions = z.infer<typeof ImportOptions>;

/** `?commit=true` does the same as `options.commit`. */
export const importQuery = z.object({
  commit: queryFlag.default(false),
  /** Answer with the uploaded rows as .xlsx, each with its verdict and reasons; nothing is written. */
  copy: queryFlag.default(false),
});

export const ImportRow = z
  .object({
    /** As Excel counts, from 1. */
    rowNo: z.number().int(),
    /** Where several sheets were read. */
    sheet: z.string().optional(),
    verdict: ImportVerdict,
    messages: z.array(z.string()),
    /** The mapped cells as read, by field. */
    values: z.record(z.string(), z.string()),
  })
  .meta({ id: 'ImportRow' });
export type ImportRow = z.infer<typeof ImportRow>;

export const ImportReport = z
  .object({
    fileName: z.string(),
    sheet: z.string(),
    /** Every sheet of the file, for the choice. */
    sheets: z.array(z.string()),
    /** The sheets with this header, all of them read unless one was chosen. */
    sheetsRead: z.array(z.string()),
    headerRow: z.number().int(),
    /** Column names of the sheet; of a header in two rows `上/下`. */
    columns: z.array(z.string()),
    fields: z.array(z.object({ key: z.string(), title: z.string(), required: z.boolean() })),
    mapping: z.record(z.string(), z.number().int().nullable()),
    /** The mapping is the one somebody corrected for such a header before. */
    remembered: z.object({ by: z.string(), on: z.string() }).optional(),
    /** Rejected rows first, then by row; at most the first 1,000. */
    rows: z.array(ImportRow),
    counts: z.object({
      total: z.number().int(),
      create: z.number().int(),
      update: z.number().int(),
      unchanged: z.number().int(),
      reject: z.number().int(),
      /** Totals, footers and repeated headers, which are no data rows and not in `total`. */
      skipped: z.number().int(),
    }),
    /** What the person should know about the sheet as a whole, e.g. a required column that was not found. */
    notes: z.array(z.string()),
    committed: z.boolean(),
    /** What was committed, to be found again in 导入记录. */
    batchId: z.string().optional(),
  })
  .meta({ id: 'ImportReport' });
export type ImportReport = z.infer<typeof ImportReport>;

/** A large file is worked on in the background; the report is the job's result. */
export const ImportStarted = z.object({ jobId: z.string() }).meta({ id: 'ImportStarted' });
export const ImportAnswer = z.union([ImportReport, ImportStarted]);
export type ImportAnswer = z.infer<typeof ImportAnswer>;

/** Rows a report shows; the counts cover all. */
export const IMPORT_ROWS_SHOWN = 1000;
