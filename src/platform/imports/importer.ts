/**
 * What a slice says about one kind of import: its fields, what its rows mean, and how they are taken back. Upload,
 * mapping, verdicts, copy, batch, background and undo are the same for all (see docs/sheets.md).
 */
import { createHash } from 'node:crypto';
import type { RefusalParams } from '../../base/refusal.ts';
import type { Permission } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';
import type { FieldSpec, ImportPlan, RowVerdict, Say } from '../sheets/index.ts';

/** One thing a row made or changed; undoing works from these alone. */
export type ImportChange = {
  /** The row's `at` in the plan; of something made along the way, the row that first needed it. */
  at: number;
  objectType: string;
  objectId: string;
  /** What a person knows it by, e.g. its number. */
  label: string;
  /** As it was; absent = the import made it. */
  before?: unknown;
  /** `markOf` the thing as the import left it, where later changes forbid the undoing. */
  mark?: string;
};

export type StoredChange = {
  sheet: string;
  rowNo: number;
  objectType: string;
  objectId: string;
  label: string;
  before: unknown;
  mark: string | null;
};

export type ImportRun = {
  commit: boolean;
  /** The batch's id; names entries of the journal, for instance. */
  importId: string;
  fileName: string;
  /** Places of the address beside the unit. */
  params: Record<string, string>;
  say: Say;
};

export type ImportOutcome = {
  /** By the row's `at`. */
  verdicts: ReadonlyMap<number, RowVerdict>;
  changes: readonly ImportChange[];
};

/** Says why a change cannot be taken back; any such word keeps the whole batch as it is. */
export type ObjectTo = (change: StoredChange, sentence: string, params?: RefusalParams) => void;

type AnyFields = readonly FieldSpec<string, unknown>[];

export type Importer<F extends AnyFields = AnyFields> = {
  kind: string;
  /** What is imported, in Chinese, with its English in the slice's dictionary. */
  title: string;
  permission: Permission;
  fields: F;
  /** What can be said without the database, e.g. repeated numbers. */
  check?(plan: ImportPlan<F>, say: Say): void;
  /** Decides every row; with `commit` it writes what it decided, in the same transaction. */
  run(cx: CommandContext, plan: ImportPlan<F>, run: ImportRun): Promise<ImportOutcome>;
  /** Takes everything back or objects. Absent = this kind cannot be undone as a whole. */
  undo?(
    cx: CommandContext,
    changes: readonly StoredChange[],
    undo: { importId: string; reason: string; object: ObjectTo },
  ): Promise<void>;
  /** Tables to be counted for the planner after a large import. */
  tables?: readonly string[];
};

/** Keeps the fields' types for `run`. */
export function defineImporter<const F extends AnyFields>(importer: Importer<F>): Importer<F> {
  return importer;
}

// biome-ignore lint/suspicious/noExplicitAny: importers of many fields stand in one list
export type AnyImporter = Importer<any>;

const known = new Map<string, AnyImporter>();

/** Registering the same kind again (another server in one process) replaces it. */
export function registerImporter(importer: AnyImporter): void {
  known.set(importer.kind, importer);
}

export function importerOf(kind: string): AnyImporter | undefined {
  return known.get(kind);
}

export function importers(): AnyImporter[] {
  return [...known.values()];
}

/** A digest that is equal exactly while the thing is; the order of keys says nothing. */
export function markOf(value: unknown): string {
  return createHash('md5').update(JSON.stringify(value, sortedKeys)).digest('hex');
}

function sortedKeys(_: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1)),
  );
}
