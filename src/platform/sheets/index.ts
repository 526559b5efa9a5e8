/** Sheets in and out: see docs/sheets.md. */
export { annotatedCopy } from './copy.ts';
export { decodeText } from './decode.ts';
export { inflateToNowhere, SHEET_LIMITS, type SheetLimits, ZIP_LIMITS } from './guard.ts';
export {
  type FieldSpec,
  field,
  type ImportPlan,
  type PlannedRow,
  planImport,
  planSheets,
  type RememberedMapping,
  type Say,
  type ValuesOf,
} from './import.ts';
export { writePaper } from './paper.ts';
export { type CellValue, type Merge, readSheets, type SheetData } from './read.ts';
export {
  importReport,
  type JudgedRow,
  judgedRows,
  type RowVerdict,
  refuseRepeated,
} from './report.ts';
export { findHeader, foldTitle } from './rules.header.ts';
export {
  asChoice,
  asDate,
  asDateOrForever,
  asFen,
  asInteger,
  asText,
  asTick,
  cellText,
  type FieldCell,
  type Parsed,
  type Parser,
  readDate,
} from './rules.values.ts';
export { readImportUpload, readOptions, readUpload, type UploadedFile } from './upload.ts';
export {
  type ColumnType,
  type SheetColumn,
  safeCell,
  safeSheetName,
  streamSheet,
  writeWorkbook,
  XLSX_TYPE,
} from './write.ts';
