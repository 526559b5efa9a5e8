/**
 * Makes a pack in one snapshot of the database: forms, lists, attached files, then the index, the manifest, the verifier
 * and the cover, each written into the zip as soon as it is there. A cancelled pack leaves nothing.
 */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { Permission } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { ReceivedFile } from '../../platform/files/files.ts';
import { entryOf, type StreamedEntry, streamZip, ZipTooLarge } from '../../platform/files/zip.ts';
import type { JobContext, Progress } from '../../platform/jobs/jobs.ts';
import { paperCode, writeFile } from '../../platform/papers/index.ts';
import { gathersFor } from '../batch/commands.sources.ts';
import { periodParts, rootOf } from '../batch/commands.ts';
import { Paths, safeName } from '../batch/rules.names.ts';
import { jobPrinting, noteVersions, type Printing } from '../prints/commands.stamp.ts';
import * as prints from '../prints/store.ts';
import { FILES, LISTS, listFile, pledgePeople, reaches } from './commands.gather.ts';
import { coverSheet } from './rules.cover.ts';
import { type IndexFacts, type Listed, packIndex } from './rules.index.ts';
import {
  COVER,
  INDEX,
  MANIFEST,
  type Manifest,
  manifestOf,
  manifestText,
  VERIFIER,
  verifierPage,
} from './rules.manifest.ts';
import { EXPECTED, PARTS, type Part, partOfForms, partOfKind } from './rules.parts.ts';
import { type Attached, factsOf, printScans } from './store.sources.ts';
import * as store from './store.ts';

const ZIP_LIMIT = 4 * 1024 ** 3;

type Making = {
  job: JobContext;
  cx: CommandContext;
  row: store.PackRow;
  progress: Progress;
  unit: { id: string; code: string; name: string };
  /** The day the registers show. */
  asOf: string;
  paths: Paths;
  listed: Listed[];
  needs: Set<Permission>;
  withheld: IndexFacts['withheld'][number][];
  notes: string[];
  printing: Printing;
  done: number;
};

export async function makePack(job: JobContext, id: string, progress: Progress): Promise<void> {
  const made = await job.read(async (cx) => {
    const [row] = await store.packs(cx, id);
    if (!row || row.outcome) return undefined;
    const unit = await prints.unit(cx.tx, cx.unitId);
    const asOf = row.to < cx.today ? row.to : cx.today;
    const printing = await jobPrinting(cx, row.base);
    const making: Making = {
      ...{ job, cx, row, progress, unit, asOf, paths: new Paths(), listed: [] },
      ...{ needs: new Set<Permission>(), withheld: [], notes: [], printing, done: 0 },
    };
    return writePack(making);
  });
  if (!made) return;
  await job.write(async (cx) => {
    const { received, printed, ...rest } = made;
    await noteVersions(cx, printed);
    const kept = await job.services.files.keep(cx, received, 'reporting.pack');
    const { name, size, sha256 } = received;
    await store.saveOutcome(cx, id, { fileId: kept.id, name, size, sha256, ...rest });
    const after = { name, size, sha256, digest: rest.digest, files: rest.files };
    await audit(cx, { action: 'pack.done', objectType: 'pack', objectId: id, after });
  });
}

type Made = Omit<store.Outcome, 'fileId' | 'name' | 'size' | 'sha256'> & {
  received: ReceivedFile;
  printed: Printing['noted'];
};

async function writePack(making: Making): Promise<Made> {
  const { job, row, unit } = making;
  const root = safeName(`迎检资料包_${rootOf(unit.name, row)}`);
  let ended: { manifest: Manifest; missing: IndexFacts['missing'] } | undefined;
  async function* entries(): AsyncGenerator<StreamedEntry> {
    for await (const entry of contents(making)) yield { ...entry, name: `${root}/${entry.name}` };
    const missing = await missingOf(making);
    const { manifest, files } = await companions(making, missing);
    for (const [name, bytes] of files) yield entryOf(`${root}/${name}`, bytes);
    ended = { manifest, missing };
  }
  const at = new Date(`${making.asOf}T00:00:00+08:00`);
  const zip = Readable.from(streamZip(entries(), at), { objectMode: false });
  const received = await job.services.files
    .receive(zip, { name: `${root}.zip`, accept: ['archive'], limitBytes: ZIP_LIMIT })
    .catch((error: unknown) => {
      if (!(error instanceof ZipTooLarge)) throw error;
      throw refuse('reporting.packTooLarge', '资料超过 4 GB 或 65535 个文件，请缩短期间');
    });
  const { manifest, missing } = ended!;
  const words = (one: { part: Part; words: string }) => `${PARTS[one.part]}：${one.words}`;
  return {
    received,
    printed: making.printing.noted,
    digest: manifest.digest,
    files: manifest.files.length,
    needs: [...making.needs],
    withheld: making.withheld.map(words),
    missing: missing.map(words),
  };
}

/** Everything the manifest proves; each file is noted as it goes by. */
async function* contents(making: Making): AsyncGenerator<StreamedEntry> {
  yield* forms(making);
  yield* lists(making);
  yield* attachments(making);
}

type Place = { part: Part; folder: string; title: string; ending: string };

function placed(making: Making, { part, folder, title, ending }: Place): string {
  const below = folder === '' ? PARTS[part] : `${PARTS[part]}/${safeName(folder)}`;
  return making.paths.take(below, safeName(title), ending);
}

function inMemory(making: Making, place: Place, bytes: Buffer): StreamedEntry {
  const path = placed(making, place);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const { part, folder } = place;
  const title = path.split('/').at(-1)!;
  making.listed.push({ path, size: bytes.length, sha256, part, folder, title });
  return entryOf(path, bytes);
}

async function* forms(making: Making): AsyncGenerator<StreamedEntry> {
  const { cx, job, row, progress } = making;
  const { given, withheld } = gathersFor(cx);
  for (const { needs } of given) making.needs.add(needs.permission as Permission);
  for (const folder of withheld) {
    making.withheld.push({ part: partOfForms(folder), words: folder.slice(3) });
  }
  const period = { from: row.from, to: row.to };
  const order = {
    ...period,
    formats: ['pdf' as const],
    signal: job.signal,
    stamp: making.printing.stamp,
    write: job.write,
  };
  for await (const part of periodParts(cx, job.services, order)) {
    const { done, total } = 'paper' in part ? part.paper : part.note;
    making.done = done;
    await progress(done, total + 1, '正在写入表单');
    if ('note' in part) {
      making.notes.push(`${part.note.path.split('/').slice(1).join('/')}：${part.note.why}`);
      continue;
    }
    const { folder, path, bytes } = part.paper;
    const [, ...below] = path.split('/');
    const [title, ending] = splitName(below.at(-1)!);
    yield inMemory(making, { part: partOfForms(folder), folder, title, ending }, bytes);
  }
}

function splitName(name: string): [string, string] {
  const at = name.lastIndexOf('.');
  return at <= 0 ? [name, 'bin'] : [name.slice(0, at), name.slice(at + 1).toLowerCase()];
}

async function* lists(making: Making): AsyncGenerator<StreamedEntry> {
  const { cx, job, row, asOf } = making;
  for (const source of LISTS) {
    job.signal.throwIfAborted();
    const { part, title, needs } = source;
    if (!reaches(cx, needs)) {
      making.withheld.push({ part, words: title });
      continue;
    }
    making.needs.add(needs);
    const rows = await source.rows({ cx, services: job.services, period: row });
    if (rows.length === 0) continue;
    const bytes = await listFile(source, rows, asOf);
    yield inMemory(making, { part, folder: '清单', title, ending: 'xlsx' }, bytes);
  }
}

async function* attachments(making: Making): AsyncGenerator<StreamedEntry> {
  const { cx, job, row } = making;
  const asking = { cx, services: job.services, period: row };
  for (const { part, title, needs, files } of FILES) {
    if (!reaches(cx, needs)) {
      making.withheld.push({ part, words: title });
      continue;
    }
    making.needs.add(needs);
    yield* stored(making, part, title, await files(asking));
  }
  const scans = await printScans(cx, row);
  for (const kind of new Set(scans.map((one) => one.group))) {
    const needs = OF_SCANS[kind];
    if (!needs || !reaches(cx, needs)) {
      making.withheld.push({ part: partOfKind(kind), words: '打印件的签字扫描件' });
      continue;
    }
    const own = scans.filter((one) => one.group === kind).map((one) => ({ ...one, group: '' }));
    yield* stored(making, partOfKind(kind), '打印件的签字扫描件', own);
  }
}

/** Who may see all of a kind's papers; scans of other kinds stay in the system. */
const OF_SCANS: Record<string, Permission> = {
  form1: 'committee.view',
  form2: 'pledge.view',
  form3: 'demand.view',
  form4: 'purchase.view',
  form5: 'statistics.view',
  form6: 'freeList.view',
  form7: 'form7.view',
  form8: 'form8.view',
  form9: 'form9.view',
  form10: 'application.view',
  form11: 'order.view',
  disposal: 'disposal.view',
  circular: 'inspection.view',
  sheet: 'inspection.view',
  rectification: 'inspection.view',
  plan: 'plan.view',
  signIn: 'training.view',
  summary: 'summary.view',
};

/** Files of the store: read once for their sum, which must be the one they were kept under, and once into the zip. */
async function* stored(
  making: Making,
  part: Part,
  folder: string,
  files: readonly Attached[],
): AsyncGenerator<StreamedEntry> {
  const { job, progress } = making;
  for (const file of files) {
    job.signal.throwIfAborted();
    const [title, ending] = splitName(file.name);
    const below = file.group === '' ? folder : `${folder}/${safeName(file.group)}`;
    const named = [file.title, title].filter(Boolean);
    const words = named[0]?.includes(title) ? named[0] : named.join('_');
    const path = making.paths.take(`${PARTS[part]}/${below}`, safeName(words), ending);
    const crc = await sumOf(making, file);
    making.listed.push({
      path,
      ...sizes(file),
      part,
      folder: below,
      title: path.split('/').at(-1)!,
    });
    making.done++;
    await progress(making.done, undefined, '正在写入附件');
    yield { name: path, crc, size: file.size, open: () => job.services.files.read(file) };
  }
}
const sizes = ({ size, sha256 }: Attached) => ({ size, sha256 });

async function sumOf({ job }: Making, file: Attached): Promise<number> {
  const hash = createHash('sha256');
  let crc = 0;
  try {
    for await (const chunk of job.services.files.read(file) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      crc = crc32(chunk, crc);
    }
  } catch (error) {
    if ((error as { code?: string }).code !== 'ENOENT') throw error;
    const { name } = file;
    throw refuse('reporting.packLost', '文件“{{name}}”不在存储中，不能装入资料包', { name });
  }
  if (hash.digest('hex') === file.sha256) return crc;
  throw refuse('reporting.packDamaged', '文件“{{name}}”在存储中已损坏，不能装入资料包', {
    name: file.name,
  });
}

async function missingOf(making: Making): Promise<{ part: Part; words: string }[]> {
  const { cx, job, row } = making;
  const facts = await factsOf(cx, row);
  if (reaches(cx, 'pledge.view')) {
    const people = await pledgePeople({ cx, services: job.services, period: row });
    facts.pledgesOpen = people.filter(({ status }) => status !== 'signed').length;
  }
  return EXPECTED.flatMap(({ part, needs, words }) => {
    const said = reaches(cx, needs) && words(facts);
    return said ? [{ part, words: said }] : [];
  });
}

/** What stands beside the contents: the index (proved too), the manifest, the page that checks, the cover. */
async function companions(
  making: Making,
  missing: IndexFacts['missing'],
): Promise<{ manifest: Manifest; files: [string, Buffer][] }> {
  const { row, unit, asOf, cx, listed, withheld, notes } = making;
  const facts = { unit: unit.name, from: row.from, to: row.to, asOf, missing, withheld, notes };
  const index = Buffer.from(packIndex(facts, listed));
  const sha256 = createHash('sha256').update(index).digest('hex');
  const manifest = manifestOf({ unit: unit.name, from: row.from, to: row.to }, [
    ...listed.map(({ path, size, sha256 }) => ({ path, size, sha256 })),
    { path: INDEX, size: index.length, sha256 },
  ]);
  const text = manifestText(manifest);
  const { digest } = manifest;
  const sheet = coverSheet({
    unit: unit.name,
    period: `${row.from} 至 ${row.to}`,
    asOf,
    files: String(manifest.files.length),
    made: `${cx.today}　${cx.actor.name}`,
    digest,
  });
  const address = `${row.base}/u/${encodeURIComponent(unit.code)}/packs?digest=${digest.slice(0, 16)}`;
  const code = paperCode(address, `${unit.name}　迎检资料包\n${digest.slice(0, 16)}`);
  const title = `${unit.name} 软件正版化迎检资料`;
  const cover = await writeFile('pdf', [{ name: '封面', sheet, code }], { title, on: cx.today });
  return {
    manifest,
    files: [
      [INDEX, index],
      [MANIFEST, Buffer.from(text)],
      [VERIFIER, Buffer.from(verifierPage(ASSETS, text))],
      [COVER, cover],
    ],
  };
}

const asset = (name: string) =>
  readFileSync(new URL(`./verifier/${name}`, import.meta.url), 'utf8');
const ASSETS = {
  html: asset('verify.html'),
  verifier: asset('verifier.js'),
  page: asset('page.js'),
};
