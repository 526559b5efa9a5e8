/**
 * One import from upload to batch, the same for every kind: read, map (as remembered, or as asked), let the slice judge,
 * and on commit keep the batch, what it changed, the mapping and the annotated copy. A large file goes the same way
 * in the background.
 */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { z } from 'zod';
import { cut } from '../../base/cut.ts';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import type { CommandContext } from '../db/context.ts';
import type { Database } from '../db/database.ts';
import { countAfterImport } from '../db/statistics.ts';
import type { Files } from '../files/files.ts';
import { localise } from '../http/texts.ts';
import { reportOnStandardError } from '../jobs/jobs.ts';
import {
  annotatedCopy,
  type ImportPlan,
  importReport,
  type JudgedRow,
  judgedRows,
  planSheets,
  readSheets,
  type Say,
  type SheetData,
} from '../sheets/index.ts';
import { ImportOptions, type ImportReport } from '../sheets/shapes.ts';
import type { AnyImporter, ImportChange } from './importer.ts';
import * as store from './store.ts';

/** What was asked with the file; also what a background import is queued with. */
export const Asked = z.object({
  kind: z.string(),
  fileName: z.string(),
  options: ImportOptions,
  params: z.record(z.string(), z.string()),
  language: z.enum(['zh', 'en']),
});
export type Asked = z.infer<typeof Asked>;

export type ImportEnvironment = {
  database: Database;
  files: Files;
  /** One read-write transaction in the name of whoever imports. */
  write<T>(work: (cx: CommandContext) => Promise<T>): Promise<T>;
  unitId: string;
  today: string;
  /** Told before each part of the work; throws when it is to end. */
  step?: (part: number, sentence: string) => Promise<void>;
};

/** Parts of the work `step` is told of. */
export const IMPORT_PARTS = 4;

type Read = { plan: ImportPlan; sheets: SheetData[]; say: Say };
type Judged = Read & { judged: JudgedRow[]; report: ImportReport };

export const speaker =
  (asked: Pick<Asked, 'language'>): Say =>
  (sentence, params) =>
    localise(asked.language, sentence, params);

async function readPlan(
  env: ImportEnvironment,
  importer: AnyImporter,
  asked: Asked,
  bytes: Buffer,
): Promise<Read> {
  const say = speaker(asked);
  const { fileName, options } = asked;
  const { sheets, hidden } = await readSheets(bytes, { fileName });
  const plan = async (): Promise<ImportPlan> => {
    const remembered = await env.database.read((tx) =>
      store.rememberedMappings(tx, env.unitId, importer.kind),
    );
    const { fields } = importer;
    return planSheets(sheets, { fileName, options, fields, hidden, remembered, say });
  };
  let read = await plan();
  if (options.forget && read.remembered) {
    const { fingerprint } = read;
    await env.write((cx) => forget(cx, importer.kind, fingerprint));
    read = await plan();
  }
  importer.check?.(read, say);
  return { plan: read, sheets, say };
}

async function forget(cx: CommandContext, kind: string, fingerprint: string): Promise<void> {
  if (!(await store.forgetMapping(cx, kind, fingerprint))) return;
  await audit(cx, {
    action: 'import.forget',
    objectType: 'import',
    objectId: kind,
    before: { fingerprint },
  });
}

/** Reads and judges; writes what was asked to be written. */
export async function importFile(
  env: ImportEnvironment,
  importer: AnyImporter,
  asked: Asked,
  bytes: Buffer,
  keep: { copy?: boolean; importId?: string } = {},
): Promise<Judged> {
  await env.step?.(0, '正在读取文件');
  const read = await readPlan(env, importer, asked, bytes);
  const { commit } = asked.options;
  const importId = keep.importId ?? newId();
  await env.step?.(1, '正在逐行核对');
  const done = await env.write(async (cx): Promise<Judged> => {
    const { verdicts, changes } = await importer.run(cx, read.plan, {
      commit,
      importId,
      fileName: asked.fileName,
      params: asked.params,
      say: read.say,
    });
    const judged = judgedRows(read.plan, verdicts);
    const report = importReport(read.plan, judged, commit);
    await env.step?.(2, commit ? '正在写入' : '正在整理结论');
    if (commit) await keepBatch(cx, importer, asked, { bytes, read, report, changes, importId });
    else if (keep.copy) await keepRow(cx, importer, asked, { bytes, report, importId }, 'checked');
    return { ...read, judged, report };
  });
  if (commit || keep.copy) done.report.batchId = importId;
  const step = async () => env.step?.(3, '正在制作标注副本');
  if (!commit) {
    await step();
    if (keep.copy) await keepCopy(env, asked, importId, done);
    return done;
  }
  // It stands: whatever happens from here on, nobody may be told that nothing was written.
  await step().catch(() => {});
  const noted = (error: unknown) => reportOnStandardError(error, `import ${importId}`);
  await keepCopy(env, asked, importId, done).catch(noted);
  await countAfterImport(env.database, done.report, importer.tables ?? []).catch(noted);
  return done;
}

type Kept = { bytes: Buffer; report: ImportReport; importId: string };

async function keepRow(
  cx: CommandContext,
  importer: AnyImporter,
  asked: Asked,
  { bytes, report, importId }: Kept,
  state: 'checked' | 'committed',
): Promise<void> {
  const { counts } = report;
  await store.insertImport(
    cx,
    {
      id: importId,
      kind: importer.kind,
      fileName: asked.fileName,
      sha256: createHash('sha256').update(bytes).digest('hex'),
      sheets: report.sheetsRead,
      params: asked.params,
      total: counts.total,
      created: counts.create,
      updated: counts.update,
      unchanged: counts.unchanged,
      rejected: counts.reject,
      skipped: counts.skipped,
      state,
    },
    { ...report, batchId: importId },
  );
}

async function keepBatch(
  cx: CommandContext,
  importer: AnyImporter,
  asked: Asked,
  kept: Kept & { read: Read; changes: readonly ImportChange[] },
): Promise<void> {
  const { plan } = kept.read;
  await keepRow(cx, importer, asked, kept, 'committed');
  await store.insertChanges(
    cx,
    kept.importId,
    kept.changes.map((change) => {
      const { sheet, rowNo } = plan.rows[change.at]!;
      return { ...change, sheet, rowNo };
    }),
  );
  const same =
    plan.guessed.headerRow === plan.headerRow &&
    JSON.stringify(plan.guessed.mapping) === JSON.stringify(plan.mapping);
  if (same) await store.forgetMapping(cx, importer.kind, plan.fingerprint);
  else await store.rememberMapping(cx, importer.kind, plan.fingerprint, plan.mapping);
  await audit(cx, {
    action: 'import.commit',
    objectType: 'import',
    objectId: kept.importId,
    after: { kind: importer.kind, fileName: asked.fileName, counts: kept.report.counts },
  });
}

/** After the commit: nobody waits for the writing of a workbook with locks in hand. */
async function keepCopy(
  env: ImportEnvironment,
  asked: Asked,
  importId: string,
  done: Judged,
): Promise<void> {
  const copy = await copyOf(env, done);
  const name = copyName(asked.fileName);
  const received = await env.files.receive(Readable.from([copy]), { name, accept: ['sheet'] });
  await env.write(async (cx) => {
    const file = await env.files.keep(cx, received, 'platform.import');
    await store.setCopy(cx, importId, file.id);
  });
}

export const copyName = (fileName: string) =>
  `${cut(fileName.replace(/\.[^.]{1,5}$/, ''), 150)} 标注副本.xlsx`;

export function copyOf(env: Pick<ImportEnvironment, 'today'>, done: Judged): Promise<Buffer> {
  const { sheetsRead, headerRow } = done.plan;
  const { judged, sheets, say } = done;
  return annotatedCopy({ sheets, sheetsRead, headerRow, judged, on: env.today, say });
}

export function noSuchImport() {
  return refuse('platform.noImport', '没有这次导入，可能链接有误', {}, { status: 404 });
}
