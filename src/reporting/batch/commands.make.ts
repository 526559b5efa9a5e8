/** Orders batches and makes their files: a zip as it grows, never whole in memory. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import {
  form7,
  form8Computers,
  form9Sheets,
  formHeader,
  reachOf,
  whenOf,
} from '../../ledgers/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { ReceivedFile } from '../../platform/files/files.ts';
import { entryOf, type StreamedEntry, streamZip } from '../../platform/files/zip.ts';
import { mayRead } from '../../platform/http/inside.ts';
import type { JobContext, Progress } from '../../platform/jobs/jobs.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { form8File, form9File } from '../forms/commands.ts';
import { downloadForm8, downloadForm9 } from '../forms/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
import { jobPrinting, noteVersions, type Printing } from '../prints/commands.stamp.ts';
import { gathersFor } from './commands.sources.ts';
import { periodParts, rootOf, unitNameOf } from './commands.ts';
import { type Entry, INDEX_COLUMNS, type IndexFacts, indexPage, indexRows } from './rules.index.ts';
import { periodLabel, safeName } from './rules.names.ts';
import type { Batch, BatchInput } from './shapes.ts';
import * as store from './store.ts';

/** Notes a batch and returns its id; the job makes it. */
export async function orderBatch(cx: CommandContext, input: BatchInput): Promise<string> {
  const id = newId();
  const period =
    input.kind === 'period'
      ? { from: input.from, to: input.to, formats: input.formats }
      : { from: input.asOf, to: input.asOf, formats: ['xlsx'] as const };
  if (input.kind === 'period' ? period.from > cx.today : period.to > cx.today) {
    const path = input.kind === 'period' ? 'body.from' : 'body.asOf';
    throw refuse('reporting.batchInFuture', '这一天还没有到', {}, { path });
  }
  if (input.kind !== 'period') {
    const endpoint = input.kind === 'form8' ? downloadForm8 : downloadForm9;
    if (!mayRead(cx, endpoint)) {
      throw refuse('platform.forbidden', '您的角色没有这项权限', {}, { status: 403 });
    }
  }
  await store.insertBatch(cx, { id, kind: input.kind, ...period });
  await audit(cx, {
    action: 'formBatch.make',
    objectType: 'formBatch',
    objectId: id,
    after: input,
  });
  return id;
}

const GIB = 1024 ** 3;
/** Above this a zip would need the form that old Windows cannot open. */
const ZIP_LIMIT = 3.5 * GIB;

/** Bytes are durable before the row speaks of them; a cancelled batch leaves nothing. */
export async function makeBatch(job: JobContext, id: string, progress: Progress): Promise<void> {
  const made = await job.read(async (cx) => {
    const [row] = await store.ownBatches(cx, { id });
    if (!row || row.outcome) return undefined;
    return row.kind === 'period'
      ? makeZip(job, cx, row, progress)
      : makeList(job, cx, row, progress);
  });
  if (!made) return;
  await job.write(async (cx) => {
    const { received, printed, ...rest } = made;
    await noteVersions(cx, printed);
    const kept = await job.services.files.keep(cx, received, 'reporting.batch');
    const { name, size, sha256 } = received;
    await store.saveOutcome(cx, id, { fileId: kept.id, name, size, sha256, ...rest });
    await audit(cx, {
      action: 'formBatch.done',
      objectType: 'formBatch',
      objectId: id,
      after: { name, size, sha256, files: rest.files },
    });
  });
}

type Made = Pick<store.Outcome, 'files' | 'folders' | 'withheld' | 'notes'> & {
  received: ReceivedFile;
  printed: Printing['noted'];
};

async function makeZip(
  job: JobContext,
  cx: CommandContext,
  row: store.BatchRow,
  progress: Progress,
): Promise<Made> {
  const { services, signal } = job;
  const entries: Entry[] = [];
  const notes: string[] = [];
  const { withheld } = gathersFor(cx);
  const unitName = await unitNameOf(cx);
  const root = rootOf(unitName, row);
  const { stamp, noted: printed } = await jobPrinting(cx);
  async function* files(): AsyncGenerator<StreamedEntry> {
    for await (const part of periodParts(cx, services, {
      ...row,
      signal,
      stamp,
      write: job.write,
    })) {
      const { done, total } = 'paper' in part ? part.paper : part.note;
      if ('note' in part) {
        notes.push(`${part.note.path.split('/').slice(1).join('/')}：${part.note.why}`);
      } else {
        const { bytes, path, folder, title, on, format } = part.paper;
        const sha256 = createHash('sha256').update(bytes).digest('hex');
        entries.push({ path, folder, title, on, format, size: bytes.length, sha256 });
        yield entryOf(path, bytes);
      }
      await progress(done, total, '{{done}} / {{total}} 份', { done, total });
    }
    const facts: IndexFacts = {
      unitName,
      period: periodLabel(row),
      madeOn: cx.today,
      madeBy: cx.actor.name,
      withheld,
      notes,
    };
    yield entryOf(`${root}/目录.html`, Buffer.from(indexPage(facts, entries)));
    const rows = indexRows(entries);
    const sheet = await streamSheet({ sheetName: '目录', columns: INDEX_COLUMNS, rows });
    yield entryOf(`${root}/目录.xlsx`, await buffer(sheet));
  }
  const at = new Date(`${row.to < cx.today ? row.to : cx.today}T00:00:00+08:00`);
  const zip = Readable.from(streamZip(files(), at), { objectMode: false });
  const received = await services.files.receive(zip, {
    name: `${root}.zip`,
    accept: ['archive'],
    limitBytes: ZIP_LIMIT,
  });
  const folders = new Map<string, number>();
  for (const { folder } of entries) folders.set(folder, (folders.get(folder) ?? 0) + 1);
  return {
    received,
    printed,
    files: entries.length,
    folders: [...folders].map(([folder, papers]) => ({ folder, papers })),
    withheld,
    notes: notes.slice(0, 200),
  };
}

/** A register as Excel, counted line by line: paper while it is short, then a plain list that streams. */
async function makeList(
  job: JobContext,
  cx: CommandContext,
  row: store.BatchRow,
  progress: Progress,
): Promise<Made> {
  const when = whenOf(cx, { asOf: row.to });
  const endpoint = row.kind === 'form8' ? downloadForm8 : downloadForm9;
  const reach = reachOf(cx, mayRead(cx, endpoint) ?? 'own');
  const header = await formHeader(cx, when);
  const resolve = await unitResolve(cx.tx, cx.unitId);
  // Every install is a line of form 8 and at least one of form 9: enough to say how far it is.
  const { lines } = await form7(cx, when, reach);
  const total = lines.reduce((sum, { installedQuantity }) => sum + installedQuantity, 0);
  let done = 0;
  async function* counted<T>(items: AsyncIterable<T>, linesOf: (item: T) => number) {
    for await (const item of items) {
      yield item;
      done += linesOf(item);
      await progress(Math.min(done, total), total, '{{n}} 行', { n: done });
    }
  }
  const book =
    row.kind === 'form8'
      ? await form8File(
          'xlsx',
          header,
          counted(form8Computers(cx, when, reach), (one) => one.lines.length),
          { resolve },
        )
      : await form9File(
          'xlsx',
          header,
          counted(form9Sheets(cx, when, undefined), (one) => one.events.length),
          { resolve },
        );
  const source = Buffer.isBuffer(book) ? Readable.from([book]) : book;
  const title = row.kind === 'form8' ? '附件8' : '附件9';
  const received = await job.services.files.receive(source, {
    name: `${safeName(`${title}_${header.organizationName}_${row.to}`)}.xlsx`,
    accept: ['sheet'],
    limitBytes: ZIP_LIMIT,
  });
  return { received, printed: [], files: 1, folders: [], withheld: [], notes: [] };
}

export function shown(row: store.BatchRow): Batch {
  const { outcome, jobState: _state, ...facts } = row;
  return {
    ...facts,
    state: store.stateOf(row),
    fileName: outcome?.name ?? null,
    size: outcome?.size ?? null,
    sha256: outcome?.sha256 ?? null,
    files: outcome?.files ?? null,
    folders: outcome?.folders ?? [],
    withheld: outcome?.withheld ?? [],
    notes: outcome?.notes ?? [],
  };
}

export async function requireBatch(cx: CommandContext, id: string): Promise<store.BatchRow> {
  const [row] = await store.ownBatches(cx, { id });
  if (row) return row;
  throw refuse('reporting.noBatch', '没有这次批量导出', {}, { status: 404 });
}
