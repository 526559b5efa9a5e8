/** A printed version held against the records as they are now; its signed scan filed, earlier scans kept. */
import type { FastifyRequest } from 'fastify';
import { newId } from '../../base/ids.ts';
import type { Resolve } from '../../base/layout.change.ts';
import { refuse } from '../../base/refusal.ts';
import { freeListQuery } from '../../configuration/freelist/shapes.ts';
import { freeListForm } from '../../configuration/index.ts';
import {
  form7,
  form8Computers,
  form9Sheets,
  formHeader,
  type Reach,
  reachOf,
  type When,
  whenOf,
} from '../../ledgers/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import type { App } from '../../platform/http/app.ts';
import type { Paper } from '../../platform/papers/shapes.ts';
import { form6Papers, PAPER_LINES } from '../forms/commands.ts';
import { form7Papers, form8Papers, form9Papers } from '../forms/rules.workbook.ts';
import { unitResolve } from '../layouts/commands.ts';
import { nothingToPrint, paperOf } from '../papers/commands.ts';
import type { PaperKind } from '../papers/shapes.ts';
import {
  type Coded,
  contentOf,
  houseOf,
  noteVersion,
  readReach,
  unpack,
  withCode,
} from './commands.stamp.ts';
import { codeOf, contentDigest } from './rules.code.ts';
import { differencesBetween } from './rules.differences.ts';
import { nameOf, readCode } from './rules.ts';
import type { PrintKind, PrintRecord, PrintScan } from './shapes.ts';
import * as store from './store.ts';

export type Call = {
  app: App;
  request: FastifyRequest;
  cx: CommandContext;
  unit: { id: string; code: string; name: string; today: string };
};
type Order = { kind: PaperKind; id: string; query: Record<string, string> };

/** The code a record's paper has as it is now. */
export async function codedPaper(call: Call, order: Order): Promise<Coded> {
  const { app, request, unit } = call;
  const found = await paperOf(app, request, unit, order);
  if (!found) throw nothingToPrint();
  const { kind, id: record, query } = order;
  const subject = { kind, record, name: nameOf(found.record), query };
  return withCode(await houseOf(app, request, unit), subject, [found.paper]);
}

/** A paper is going to the printer from the browser: what stands on it is what the page shows, or it is refused. */
export async function notePaperPrint(call: Call, order: Order, code: string): Promise<string> {
  const { version } = await codedPaper(call, order);
  if (version.code !== code) {
    const sentence = '内容刚有变动，请刷新页面后再打印';
    throw refuse('reporting.printMoved', sentence, {}, { status: 409 });
  }
  await call.app.database.write((tx) => noteVersion({ ...call.cx, tx }, version, 'paper'));
  return code;
}

const notFound = () => {
  const sentence = '没有这个版本：请核对编码，或者它不是本单位打印的';
  return refuse('reporting.noPrint', sentence, {}, { status: 404 });
};

async function versionOf(call: Call, text: string): Promise<store.VersionRow> {
  const code = readCode(text);
  const row = code
    ? await call.app.database.read((tx) => store.version(tx, call.unit.id, code))
    : undefined;
  if (!row) throw notFound();
  return row;
}

/** Who may see the record may see its printed versions; who sees a part of the unit does not see the whole one's. */
export async function printRecord(call: Call, text: string): Promise<PrintRecord> {
  const { app, cx } = call;
  const row = await versionOf(call, text);
  const now = await contentNow(call, row);
  const before = unpack(row.content);
  const { kind, record, name, digest, code, madeAt } = row;
  return app.database.read(async (tx) => {
    const scans = await store.scansOf(tx, cx.unitId, code);
    const prints = await store.printsOf(tx, cx.unitId, code);
    return {
      ...{ code, kind, record, name, digest, madeAt },
      asOf: row.query.asOf ?? null,
      sheets: before.sheets,
      prints,
      scans,
      now: now && comparison(call, row, before, now),
      others: await store.othersOf(tx, cx.unitId, row),
      mayScan: mayScan(cx, await store.printedBy({ ...cx, tx }, code)),
    };
  });
}

function comparison(
  call: Call,
  row: store.VersionRow,
  before: ReturnType<typeof contentOf>,
  now: ReturnType<typeof contentOf>,
) {
  const { kind, record } = row;
  const digest = contentDigest({ unitId: call.unit.id, kind, record }, now);
  const compared = differencesBetween(before, now, { signatureLine: !isRegister(kind) });
  return { same: compared.total === 0, code: codeOf(digest), ...compared };
}

type Register = 'form6' | 'form7' | 'form8' | 'form9';
const isRegister = (kind: PrintKind): kind is Register =>
  kind === 'form6' || kind === 'form7' || kind === 'form8' || kind === 'form9';

/** What the same paper would say now, asked for in the reader's own name: what he may not see is refused here. */
async function contentNow(call: Call, row: store.VersionRow) {
  if (isRegister(row.kind)) {
    const reach = reachIn(call.cx, row.kind, row.reach);
    const papers = await registerNow(call, row, row.kind, reach);
    return papers && contentOf(papers);
  }
  const { record: id, query } = row;
  const found = await paperOf(call.app, call.request, call.unit, { kind: row.kind, id, query });
  return found && contentOf([found.paper]);
}

function reachIn(cx: CommandContext, kind: Register, key: string): Reach {
  const scope = widestScope(cx.actor.roles, kind === 'form6' ? 'freeList.view' : `${kind}.view`);
  const wanted = readReach(key);
  if (!scope || !covers(reachOf(cx, scope), wanted)) {
    const sentence = '这份打印件的内容超出您的查看范围';
    throw refuse('reporting.printBeyond', sentence, {}, { status: 403 });
  }
  return wanted;
}

function covers(own: Reach, wanted: Reach): boolean {
  if (own.kind === 'all') return true;
  if (own.kind === 'own') return wanted.kind === 'own' && wanted.personId === own.personId;
  if (wanted.kind !== 'department') return false;
  const mine = new Set(own.departmentIds);
  return wanted.departmentIds.every((id) => mine.has(id));
}

function registerNow(
  call: Call,
  row: store.VersionRow,
  kind: Register,
  reach: Reach,
): Promise<Paper[] | null> {
  const { asOf, knownAt, software } = row.query;
  return call.app.database.read(async (tx) => {
    const cx = { ...call.cx, tx };
    const resolve = await unitResolve(tx, cx.unitId);
    if (kind === 'form6') {
      const list = freeListQuery.parse(row.query);
      const { header, lines } = await freeListForm(cx, list);
      return form6Papers(header, lines, resolve);
    }
    const when = whenOf(cx, { asOf, knownAt } as never);
    return registerPapers(cx, kind, { when, reach, software, resolve });
  });
}

type RegisterAsked = { when: When; reach: Reach; software: string | undefined; resolve: Resolve };

/** Null beyond what is paper: there is no printed version of such a list either. */
async function registerPapers(
  cx: CommandContext,
  kind: Exclude<Register, 'form6'>,
  { when, reach, software, resolve }: RegisterAsked,
): Promise<Paper[] | null> {
  if (kind === 'form7') return form7Papers(await form7(cx, when, reach), resolve);
  const header = await formHeader(cx, when);
  if (kind === 'form8') {
    const computers = await upTo(form8Computers(cx, when, reach), (one) => one.lines.length || 1);
    return computers && form8Papers({ header, computers }, resolve);
  }
  const sheets = await upTo(form9Sheets(cx, when, software), (one) => one.events.length + 5);
  return sheets && form9Papers({ header, sheets }, resolve);
}

async function upTo<T>(items: AsyncIterable<T>, linesOf: (one: T) => number): Promise<T[] | null> {
  const found: T[] = [];
  let lines = 0;
  for await (const one of items) {
    found.push(one);
    lines += linesOf(one);
    if (lines > PAPER_LINES) return null;
  }
  return found;
}

/** Whoever may file scans of everything, or who has printed it himself. */
function mayScan(cx: CommandContext, printedByMe: boolean): boolean {
  const scope = widestScope(cx.actor.roles, 'print.scan');
  return scope === 'all' || (scope !== undefined && printedByMe);
}

/** Asked before the bytes are taken and again under the lock. */
export async function printForScan(call: Call, text: string): Promise<store.VersionRow> {
  const row = await versionOf(call, text);
  await contentNow(call, row);
  const mine = await call.app.database.read((tx) => store.printedBy({ ...call.cx, tx }, row.code));
  if (!mayScan(call.cx, mine)) {
    const sentence = '只有打印人或信息化部门管理员可以上传这份打印件的扫描件';
    throw refuse('reporting.notYourPrint', sentence, {}, { status: 403 });
  }
  return row;
}

const SCANS_MAX = 50;

export async function fileScan(
  cx: CommandContext,
  files: Files,
  row: store.VersionRow,
  file: ReceivedFile,
): Promise<PrintScan> {
  await store.lockVersion(cx, row.code);
  const before = await store.scansOf(cx.tx, cx.unitId, row.code);
  const [last] = before;
  if (last?.sha256 === file.sha256) return last;
  if (before.length >= SCANS_MAX) {
    const sentence = '这份打印件已有 {{n}} 份扫描件，不能再传';
    throw refuse('reporting.tooManyScans', sentence, { n: before.length }, { status: 409 });
  }
  const kept = await files.keep(cx, file, 'reporting.printScan');
  const scan = {
    id: newId(),
    code: row.code,
    fileId: kept.id,
    fileName: kept.name,
    fileSize: kept.size,
    sha256: kept.sha256,
    uploadedBy: cx.actor.name,
    replacedAt: null,
    replacedBy: null,
  };
  await store.replaceScan(cx, scan);
  await audit(cx, {
    action: last ? 'print.replaceScan' : 'print.fileScan',
    objectType: 'print',
    objectId: row.code,
    ...(last ? { before: { fileName: last.fileName, sha256: last.sha256 } } : {}),
    after: { code: row.code, fileName: kept.name, sha256: kept.sha256 },
  });
  return { ...scan, uploadedAt: cx.now.toISOString() };
}

export async function scanFile(call: Call, text: string, scanId: string) {
  const row = await versionOf(call, text);
  await contentNow(call, row);
  return call.app.database.read(async (tx) => {
    const scan = (await store.scansOf(tx, call.unit.id, row.code)).find((one) => one.id === scanId);
    if (!scan) throw refuse('reporting.noScan', '没有这份扫描件', {}, { status: 404 });
    return call.app.services.files.find(tx, call.unit.id, scan.fileId);
  });
}
