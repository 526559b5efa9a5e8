/**
 * Every paper of a period as named files, one after another: what the zip of a period and an inspection's pack are made of.
 * Each record is read as its page reads it, in the name of whoever asks; a format that cannot be had is told.
 */
import type { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { Refusal, refuse } from '../../base/refusal.ts';
import { unitsByIds } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Services } from '../../platform/http/app.ts';
import { readInside } from '../../platform/http/inside.ts';
import { localise } from '../../platform/http/texts.ts';
import { openPaperWriter, type Paper, type PaperWriter } from '../../platform/papers/index.ts';
import type { FileFormat } from '../../platform/papers/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
import { draftOf, PAPERS } from '../papers/rules.kinds.ts';
import { PAPER_KINDS } from '../papers/shapes.ts';
import type { Stamp } from '../prints/commands.stamp.ts';
import { nameOf } from '../prints/rules.ts';
import { type Found, gathersFor } from './commands.sources.ts';
import { Paths, type Period, periodLabel, safeName } from './rules.names.ts';

export type PeriodOrder = Period & {
  formats: readonly FileFormat[];
  /** Stops between two files. */
  signal?: AbortSignal;
  /** Puts the code of its version on a record's paper and notes it; registers are stamped where they are written. */
  stamp?: Stamp;
  /** A transaction in the orderer's name: the reading of drawn signatures is written down. */
  write<T>(work: (cx: CommandContext) => Promise<T>): Promise<T>;
};
export type PeriodPaper = {
  /** Folder and name below the zip's root, in `/`; safe on Windows and used once. */
  path: string;
  bytes: Buffer;
  folder: string;
  title: string;
  on: string;
  format: FileFormat;
  /** Papers finished, of how many. */
  done: number;
  total: number;
};
/** A paper that is not there in a format, and why. */
export type PaperNote = { path: string; why: string; done: number; total: number };
export type PeriodPart = { paper: PeriodPaper } | { note: PaperNote };

/** More papers than this nobody files one by one; the period is to be shorter. */
export const MOST_FILES = 30_000;

type Around = {
  cx: CommandContext;
  services: Services;
  unitName: string;
  writer: PaperWriter;
  resolve: Awaited<ReturnType<typeof unitResolve>>;
  stamp: Stamp | undefined;
  write: PeriodOrder['write'];
};

/** Where everything of a unit's period stands: `测试单位_2026年`. */
export function rootOf(unitName: string, period: Period): string {
  return safeName(`${unitName}_${periodLabel(period)}`);
}

export async function unitNameOf(cx: CommandContext): Promise<string> {
  const [unit] = await unitsByIds(cx.tx, [cx.unitId]);
  return unit?.name ?? '';
}

/** The papers of a period as named files, and what is missing, for whoever writes an index. */
export async function* periodParts(
  cx: CommandContext,
  services: Services,
  order: PeriodOrder,
): AsyncGenerator<PeriodPart> {
  const found = await papersFound(cx, services, order);
  const resolve = await unitResolve(cx.tx, cx.unitId);
  const unitName = await unitNameOf(cx);
  const writer = openPaperWriter();
  const around = {
    cx,
    services,
    unitName,
    writer,
    resolve,
    stamp: order.stamp,
    write: order.write,
  };
  const paths = new Paths();
  const root = rootOf(unitName, order);
  try {
    for (const [at, one] of found.entries()) {
      order.signal?.throwIfAborted();
      const name = fileName(one, unitName);
      const counted = { done: at + 1, total: found.length };
      for await (const [format, made] of filesOf(around, one, order.formats)) {
        const path = paths.take(`${root}/${one.folder}`, name, format);
        if (typeof made === 'string') yield { note: { path, why: made, ...counted } };
        else {
          const { folder, name: title, on } = one;
          yield { paper: { path, bytes: made, folder, title, on, format, ...counted } };
        }
      }
    }
  } finally {
    await writer.close();
  }
}

/** `附件7_单位_2026-12-31`: kind and number first, so that a folder sorts by them. */
function fileName(one: Found, unitName: string): string {
  return safeName(
    'register' in one.source ? `${one.name}_${unitName}_${one.on}` : `${one.name}_${one.on}`,
  );
}

async function papersFound(
  cx: CommandContext,
  services: Services,
  order: PeriodOrder,
): Promise<Found[]> {
  const found: Found[] = [];
  for (const { folder, find } of gathersFor(cx).given) {
    for await (const one of find({ cx, services, period: order })) {
      found.push({ folder, ...one });
      if (found.length * order.formats.length > MOST_FILES) throw tooMany();
    }
    order.signal?.throwIfAborted();
  }
  return found;
}

function tooMany() {
  const sentence = '超过 {{most}} 个文件，请缩短期间或减少格式';
  return refuse('reporting.batchTooLarge', sentence, { most: MOST_FILES });
}

/** Bytes, or in words why there are none; with nothing in any format asked for, Excel stands in. */
async function* filesOf(
  around: Around,
  one: Found,
  formats: readonly FileFormat[],
): AsyncGenerator<[FileFormat, Buffer | string]> {
  const write = 'register' in one.source ? registerWriter(around, one.source) : undefined;
  const writeOne = write ?? (await recordWriter(around, one));
  if (!writeOne) return;
  const missing = new Set<FileFormat>();
  for (const format of formats) {
    const made = await writeOne(format).catch(inWords);
    if (typeof made === 'string') missing.add(format);
    yield [format, made];
  }
  if (missing.size > 0 && !formats.includes('xlsx')) {
    yield ['xlsx', await writeOne('xlsx').catch(inWords)];
  }
}

function inWords(error: unknown): string {
  if (error instanceof Refusal) return localise('zh', error.sentence, error.params);
  throw error;
}

type WriteAs = (format: FileFormat) => Promise<Buffer>;

/** A register is written by its own endpoint, with the reach and layout it has there. */
function registerWriter(
  { services, cx }: Around,
  source: Extract<Found['source'], { register: unknown }>,
): WriteAs {
  return async (format) => {
    const query = { ...source.query, format };
    const file = await readInside(services, cx, source.register.path, { query });
    return Buffer.isBuffer(file) ? file : buffer(file as Readable);
  };
}

/** Undefined = the record has nothing to be printed. */
async function recordWriter(around: Around, one: Found): Promise<WriteAs | undefined> {
  const { cx, services, writer, unitName, resolve, stamp, write } = around;
  const source = one.source as Extract<Found['source'], { kind: unknown }>;
  const asked = { id: source.id, query: source.query };
  const place = PAPERS[source.kind].source(asked);
  const record = await readInside(services, cx, place.endpoint.path, place);
  const draft = draftOf(source.kind, record, asked, { unitName, today: cx.today, resolve });
  if (!draft) return undefined;
  const pictures: Record<string, Uint8Array> = {};
  for (const [name, picture] of Object.entries(draft.pictures ?? {})) {
    const bytes = await write((own) => readInside(services, own, picture.endpoint.path, picture));
    pictures[name] = bytes as Buffer;
  }
  const title = PAPER_KINDS[source.kind].label;
  const paper: Paper = { name: title.split(' ')[0]!, sheet: draft.sheet, pictures };
  const subject = {
    kind: source.kind,
    record: source.id,
    name: nameOf(record),
    query: source.query,
  };
  return (format) => {
    const write = (papers: Paper[]) =>
      writer.write(format, papers, { title: `${unitName} ${title}`, on: one.on });
    return format === 'xlsx' || !stamp ? write([paper]) : stamp(subject, [paper], format, write);
  };
}
