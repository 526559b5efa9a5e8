/**
 * Puts the square code on a paper and remembers what stood on it, in the same moment: no paper leaves with a code that
 * leads nowhere. Excel files carry none; they are worked on, not signed.
 */
import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { FastifyRequest } from 'fastify';
import { newId } from '../../base/ids.ts';
import type { Reach } from '../../ledgers/index.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { App } from '../../platform/http/app.ts';
import { mailAccount } from '../../platform/notices/commands.ts';
import { paperCode } from '../../platform/papers/index.ts';
import type { Paper } from '../../platform/papers/shapes.ts';
import { canonical, codeOf, contentDigest } from './rules.code.ts';
import { type PrintContent, printWords } from './rules.ts';
import { PRINT_KINDS, type PrintFormat, type PrintKind } from './shapes.ts';
import * as store from './store.ts';

/** What a paper is of. `query` = how it was asked for, so that it can be asked for again. */
export type Subject = {
  kind: PrintKind;
  record: string;
  name: string;
  query: Record<string, string>;
  reach?: string;
};
/** The unit the paper belongs to, and the address people open this system at. */
export type House = { unitId: string; unitCode: string; unitName: string; base: string };

export type Coded = { papers: Paper[]; version: Omit<store.VersionRow, 'madeAt'>; words: string[] };

/** The papers with their code; nothing is kept yet. */
export function withCode(house: House, subject: Subject, papers: readonly Paper[]): Coded {
  const content = contentOf(papers);
  const { kind, record, name, query, reach = 'all' } = subject;
  const digest = contentDigest({ unitId: house.unitId, kind, record }, content);
  const code = codeOf(digest);
  const words = printWords({
    unitName: house.unitName,
    label: PRINT_KINDS[kind].label,
    name,
    code,
  });
  const square = paperCode(addressOf(house, code), words.join('\n'));
  return {
    papers: papers.map((paper) => ({ ...paper, code: square })),
    version: { code, digest, kind, record, name, query, reach, content: pack(content) },
    words,
  };
}

export function addressOf(house: Pick<House, 'base' | 'unitCode'>, code: string): string {
  return `${house.base}/u/${encodeURIComponent(house.unitCode)}/v/${code}`;
}

export function contentOf(papers: readonly Paper[]): PrintContent {
  const pictures: Record<string, string> = {};
  for (const paper of papers) {
    for (const [place, bytes] of Object.entries(paper.pictures ?? {})) {
      pictures[place] = createHash('sha256').update(bytes).digest('hex');
    }
  }
  return { sheets: papers.map(({ name, sheet }) => ({ name, sheet })), pictures };
}

const pack = (content: PrintContent) => gzipSync(canonical(content), { level: 6 });
export const unpack = (packed: Uint8Array): PrintContent =>
  JSON.parse(gunzipSync(packed).toString('utf8'));

type Write = (papers: Paper[]) => Promise<Buffer>;

/** Stamps papers one by one as they are written in a job; what could not be written was not printed. */
export type Stamp = (
  subject: Subject,
  papers: readonly Paper[],
  format: 'docx' | 'pdf',
  write: Write,
) => Promise<Buffer>;

type Noted = { version: Coded['version']; format: PrintFormat };

/** Printing in a job: what was printed is remembered with the job's file, and not at all without one. */
export type Printing = { house: House; stamp: Stamp; noted: Noted[] };

/** By the snapshot a job reads in: registers, which stamp themselves, are asked in it too and find their job here. */
const printings = new WeakMap<Tx, Printing>();

/** `base` as the job's request knew it; without one, as the unit has set it for its messages. */
export async function jobPrinting(cx: CommandContext, base?: string): Promise<Printing> {
  const unit = await store.unit(cx.tx, cx.unitId);
  const house = {
    ...{ unitId: unit.id, unitCode: unit.code, unitName: unit.name },
    base: base ?? (await baseAddress(cx.tx, cx.unitId, {})),
  };
  const noted: Noted[] = [];
  const stamp: Stamp = async (subject, papers, format, write) => {
    const coded = withCode(house, subject, papers);
    const bytes = await write(coded.papers);
    noted.push({ version: coded.version, format });
    return bytes;
  };
  const printing = { house, stamp, noted };
  printings.set(cx.tx, printing);
  return printing;
}

/** Remembers the versions, and that they were printed. */
export async function noteVersions(cx: CommandContext, noted: readonly Noted[]): Promise<void> {
  const versions = new Map(noted.map(({ version }) => [version.code, version]));
  await store.insertVersions(cx, [...versions.values()]);
  await store.insertPrints(
    cx,
    noted.map(({ version, format }) => ({ id: newId(), code: version.code, format })),
  );
  await auditMany(
    cx,
    noted.map(({ version: { code, kind, record, name }, format }) => ({
      action: 'print.note',
      objectType: 'print',
      objectId: code,
      after: { code, kind, record, name, format },
    })),
  );
}

export function noteVersion(
  cx: CommandContext,
  version: Coded['version'],
  format: PrintFormat,
): Promise<void> {
  return noteVersions(cx, [{ version, format }]);
}

/** Where people open the system: as the unit has set it for its messages, else as this request came in; '' = not known. */
export async function baseAddress(
  tx: Tx,
  unitId: string,
  request: Partial<Pick<FastifyRequest, 'protocol' | 'host'>>,
): Promise<string> {
  const { publicAddress } = await mailAccount(tx, unitId);
  const own = request.host ? `${request.protocol}://${request.host}` : '';
  return (publicAddress || own).replace(/\/+$/, '');
}

export async function houseOf(
  app: App,
  request: Partial<Pick<FastifyRequest, 'protocol' | 'host'>>,
  unit: { id: string; code: string; name: string },
): Promise<House> {
  const base = await app.database.read((tx) => baseAddress(tx, unit.id, request));
  return { unitId: unit.id, unitCode: unit.code, unitName: unit.name, base };
}

type Asking = {
  /** Without an address when it is asked from inside (a batch). */
  request: Partial<Pick<FastifyRequest, 'protocol' | 'host'>>;
  cx: CommandContext;
  params: { unit?: string };
  query: { format: string };
};
type RegisterOf = {
  kind: PrintKind;
  asOf: string;
  /** How else it was asked for. */
  query?: Record<string, unknown>;
  reach?: Reach;
  record?: string | undefined;
};

/** Stamps a register of a day: what is asked for again later is that day, not today. */
export function registerStamp(
  app: App,
  { request, cx, params, query: { format } }: Asking,
  of: RegisterOf,
): (papers: Paper[], write: Write) => Promise<Buffer> {
  return async (papers, write) => {
    if (format !== 'docx' && format !== 'pdf') return write(papers);
    const printing = printings.get(cx.tx);
    const unit = await store.unit(cx.tx, cx.unitId);
    const house =
      printing?.house ?? (await houseOf(app, request, { ...unit, code: params.unit ?? unit.code }));
    const given = Object.entries(of.query ?? {}).filter(([, value]) => typeof value === 'string');
    const query = { ...Object.fromEntries(given), asOf: of.asOf } as Record<string, string>;
    const subject = {
      ...{ kind: of.kind, record: of.record ?? 'all', name: of.asOf, query },
      reach: reachKey(of.reach ?? { kind: 'all' }),
    };
    if (printing) return printing.stamp(subject, papers, format, write);
    const coded = withCode(house, subject, papers);
    const bytes = await write(coded.papers);
    // The form is read in a snapshot that writes nothing.
    await app.database.write((tx) => noteVersion({ ...cx, tx }, coded.version, format));
    return bytes;
  };
}

export function reachKey(reach: Reach): string {
  if (reach.kind === 'all') return 'all';
  if (reach.kind === 'own') return `own:${reach.personId ?? ''}`;
  return `department:${[...reach.departmentIds].sort().join(',')}`;
}

export function readReach(key: string): Reach {
  const [kind, ids = ''] = key.split(':');
  if (kind === 'own') return { kind: 'own', personId: ids || undefined };
  if (kind === 'department') {
    return { kind: 'department', departmentIds: ids === '' ? [] : ids.split(',') };
  }
  return { kind: 'all' };
}
