/** What slices need to offer an import: see docs/sheets.md. */
export {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
  type ObjectTo,
  type StoredChange,
} from './importer.ts';
export { usesOf } from './references.ts';
export { importRoute } from './routes.ts';
export { refuseUsed, undoRows } from './undoing.ts';
