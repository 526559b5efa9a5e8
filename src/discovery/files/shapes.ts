/** Uploading inventories as files: what may be said about them, and the verdict each file gets. */
import { z } from 'zod';
import { type ChoiceSet, choiceValues } from '../../base/choices.ts';
import { endpoint, listQuery, page } from '../../platform/http/endpoint.ts';

export const FILE_KINDS = {
  agent: { label: '代理报告' },
  registry: { label: '注册表导出' },
  list: { label: '软件清单' },
  standard: { label: '标准格式' },
  other: { label: '其他文件' },
} as const satisfies ChoiceSet;

export const FILE_VERDICTS = {
  accepted: { label: '已接收', tone: 'green' },
  needsMapping: { label: '需要补充', tone: 'amber' },
  refused: { label: '未接收', tone: 'red' },
} as const satisfies ChoiceSet;

export const MACHINE_VERDICTS = {
  new: { label: '新来源', tone: 'blue' },
  changed: { label: '有变化', tone: 'green' },
  unchanged: { label: '无变化', tone: 'grey' },
  older: { label: '早于已有数据', tone: 'grey' },
} as const satisfies ChoiceSet;

const count = z.number().int();

export const FileMachine = z
  .object({
    name: z.string(),
    sourceId: z.string(),
    verdict: z.enum(choiceValues(MACHINE_VERDICTS)),
    entries: count,
    added: count,
    removed: count,
  })
  .meta({ id: 'FileMachine' });
export type FileMachine = z.infer<typeof FileMachine>;

/** How a list was read, and enough of it to correct the columns. */
export const ListReading = z
  .object({
    sheets: z.array(z.string()),
    sheet: z.string(),
    headerRow: count,
    columns: z.array(z.string()),
    fields: z.array(z.object({ key: z.string(), title: z.string(), required: z.boolean() })),
    mapping: z.record(z.string(), count.nullable()),
    rejectedRows: count,
    /** The first rejected rows with their reasons. */
    problems: z.array(z.object({ rowNo: count, message: z.string() })),
  })
  .meta({ id: 'ListReading' });
export type ListReading = z.infer<typeof ListReading>;

export const FileVerdict = z
  .object({
    /** Inside a zip: `zip/path/in/zip`. */
    fileName: z.string(),
    kind: z.enum(choiceValues(FILE_KINDS)),
    verdict: z.enum(choiceValues(FILE_VERDICTS)),
    message: z.string(),
    /** The same content had been uploaded before. */
    repeated: z.boolean(),
    machineCount: count,
    entryCount: count,
    /** At most the first 100. */
    machines: z.array(FileMachine),
    list: ListReading.optional(),
  })
  .meta({ id: 'FileVerdict' });
export type FileVerdict = z.infer<typeof FileVerdict>;

const FileChoice = z.object({
  /** Milliseconds, as the browser knows it. */
  lastModified: z.number().int().min(0).max(8_640_000_000_000_000).optional(),
  /** Whose inventory it is, where the file does not say. */
  computer: z.string().trim().max(120).optional(),
  sheet: z.string().max(200).optional(),
  headerRow: z.number().int().min(1).max(10_000).optional(),
  mapping: z.record(z.string().max(100), z.number().int().min(0).max(16_383).nullable()).optional(),
});
export type FileChoice = z.infer<typeof FileChoice>;

/** The multipart field `options`: by file name (inside a zip `zip/path`). */
export const FileOptions = z
  .object({ files: z.record(z.string().max(500), FileChoice).default({}) })
  .meta({ id: 'FileOptions' });
export type FileOptions = z.infer<typeof FileOptions>;

export const uploadFiles = endpoint({
  method: 'POST',
  path: '/api/units/:unit/discovery/files',
  summary:
    '上传离线计算机的清单：代理报告（.json、.xml、.ocs）、注册表导出（.reg）、软件清单（.csv、.xlsx）、标准格式（CycloneDX、SWID、CoSWID）或它们的 zip',
  tag: '采集',
  permission: 'discovery.edit',
  multipart: true,
  bodyLimit: 128 * 1024 * 1024,
  output: z.object({ files: z.array(FileVerdict) }),
});

export const UploadedFileRow = z
  .object({
    fileName: z.string(),
    kind: z.enum(choiceValues(FILE_KINDS)),
    verdict: z.enum(choiceValues(FILE_VERDICTS)),
    message: z.string(),
    takenAt: z.string(),
    machines: count,
    entries: count,
    times: count,
    firstAt: z.string(),
    lastAt: z.string(),
    uploadedBy: z.string(),
  })
  .meta({ id: 'UploadedFile' });
export type UploadedFileRow = z.infer<typeof UploadedFileRow>;

export const listUploadedFiles = endpoint({
  method: 'GET',
  path: '/api/units/:unit/discovery/files',
  summary: '上传过的清单文件，最近的在前',
  tag: '采集',
  permission: 'discovery.view',
  query: listQuery,
  output: page(UploadedFileRow),
});
