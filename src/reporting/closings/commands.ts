/** A closing from generating to the archive. What is signed is never written again. */
import { Readable } from 'node:stream';
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { form7, form8Computers, form9Sheets, formHeader, whenOf } from '../../ledgers/index.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Files, ReceivedFile } from '../../platform/files/files.ts';
import type { JobContext } from '../../platform/jobs/jobs.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import {
  type PreparedSignature,
  saveSignatures,
  signaturesOf,
} from '../../platform/signatures/signatures.ts';
import { stepsOf, takeStep } from '../../platform/workflow/steps.ts';
import { form7File, form8File, form9File } from '../forms/commands.ts';
import { unitResolve } from '../layouts/commands.ts';
import { CLOSING_MACHINE } from './rules.machine.ts';
import { changesBetween, halfOf } from './rules.ts';
import { CLOSING_FORMS, type ClosingForm, type ClosingRecord } from './shapes.ts';
import * as store from './store.ts';

/** Begins a closing; the job makes its files. Returns its id. */
export async function createClosing(
  cx: CommandContext,
  input: { period: string; asOf?: string | undefined },
): Promise<string> {
  const half = halfOf(input.period);
  const asOf = input.asOf ?? (half.to < cx.today ? half.to : cx.today);
  if (asOf < half.from || asOf > half.to || asOf > cx.today) {
    const sentence = '截至日期应在 {{from}} 至 {{to}} 之间，不晚于今天';
    throw refuse('reporting.closingDay', sentence, half, { path: 'body.asOf' });
  }
  const id = newId();
  if (!(await store.insertClosing(cx, { id, period: input.period, asOf }))) {
    const sentence = '{{period}} 已有结存；要重做，请先作废';
    const { period } = input;
    throw refuse('reporting.closingExists', sentence, { period }, { status: 409 });
  }
  await takeStep(cx, CLOSING_MACHINE, { id, title: input.period, state: null }, 'create', {
    detail: { asOf },
  });
  return id;
}

async function lockOne(cx: CommandContext, id: string): Promise<store.ClosingRow> {
  const [row] = await store.closings(cx.tx, cx.unitId, { id, lock: true });
  if (row) return row;
  throw notFound();
}

const notFound = () =>
  refuse('reporting.noClosing', '没有这份结存，可能链接有误', {}, { status: 404 });
const subjectOf = (row: store.ClosingRow) => ({ id: row.id, title: row.period, state: row.state });

/** A large form 8 is a list of a hundred megabytes. */
const FILE_LIMIT = 2 * 1024 ** 3;
type Made = Omit<store.Generated, 'files'> & { received: [ClosingForm, ReceivedFile][] };

/** Reads all three forms in one snapshot, so that they agree with each other, and keeps them in one transaction. */
export async function generate(job: JobContext, id: string): Promise<void> {
  const made = await job.read((cx) => readForms(cx, id, job.services.files));
  if (!made) return;
  await job.write(async (cx) => {
    const row = await lockOne(cx, id);
    if (row.state !== 'generating') return;
    const files: store.StoredForm[] = [];
    for (const [form, file] of made.received) {
      const kept = await job.services.files.keep(cx, file, 'reporting.closing');
      const { name, sha256, size } = file;
      files.push({ form, fileId: kept.id, name, sha256, size });
    }
    await store.saveGenerated(cx, id, { ...made, files });
    const state = await takeStep(cx, CLOSING_MACHINE, subjectOf(row), 'generated');
    await store.saveState(cx, id, { state });
  });
}

async function readForms(cx: CommandContext, id: string, files: Files): Promise<Made | undefined> {
  const [row] = await store.closings(cx.tx, cx.unitId, { id });
  if (row?.state !== 'generating') return undefined;
  const when = whenOf(cx, { asOf: row.asOf });
  const all = { kind: 'all' } as const;
  const summary = await form7(cx, when, all);
  const header = await formHeader(cx, when);
  const resolve = await unitResolve(cx.tx, cx.unitId);
  const books: [ClosingForm, () => Promise<Buffer | Readable>][] = [
    ['form7', () => form7File('xlsx', summary, resolve)],
    ['form8', () => form8File('xlsx', header, form8Computers(cx, when, all), { resolve })],
    ['form9', () => form9File('xlsx', header, form9Sheets(cx, when, undefined), { resolve })],
  ];
  const received: Made['received'] = [];
  for (const [form, write] of books) {
    const book = await write();
    const source = Buffer.isBuffer(book) ? Readable.from([book]) : book;
    const name = `${CLOSING_FORMS[form].label} ${row.asOf}.xlsx`;
    const options = { name, accept: ['sheet' as const], limitBytes: FILE_LIMIT };
    received.push([form, await files.receive(source, options)]);
  }
  const counts = summary.lines.map(({ softwareNo, softwareName, installedQuantity }) => ({
    softwareNo,
    softwareName,
    installedQuantity,
  }));
  const [last] = (await store.closings(cx.tx, cx.unitId, { states: ['signed'] })).filter(
    (one) => one.period < row.period,
  );
  const { serverCount, desktopCount, laptopCount, totalStaff } = summary.header;
  return {
    figures: {
      numbers: counts.length,
      installs: counts.reduce((sum, one) => sum + one.installedQuantity, 0),
      computers: serverCount + desktopCount + laptopCount,
      people: totalStaff,
    },
    differences: await store.openFindings(cx.tx, cx.unitId),
    changes: {
      since: last?.period ?? null,
      counts,
      changed: last ? changesBetween(last.changes?.counts ?? [], counts) : [],
      knownAt: cx.now.toISOString(),
    },
    received,
  };
}

export async function review(cx: CommandContext, id: string, opinion: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, CLOSING_MACHINE, subjectOf(row), 'review', { opinion });
  await store.saveState(cx, id, { state, reviewNote: opinion });
}

export async function sign(
  cx: CommandContext,
  id: string,
  input: { opinion: string },
  prepared: PreparedSignature,
): Promise<void> {
  const row = await lockOne(cx, id);
  const { opinion } = input;
  const detail = { files: row.files.map(({ form, sha256 }) => ({ form, sha256 })) };
  const state = await takeStep(cx, CLOSING_MACHINE, subjectOf(row), 'sign', { opinion, detail });
  const [signatureId] = await saveSignatures(cx, prepared, [
    {
      objectType: 'closing',
      objectId: id,
      role: '信息化部门',
      personId: cx.actor.personId ?? null,
      personName: cx.actor.name,
      statement: `${row.period} 附件7、8、9（截至 ${row.asOf}）：${row.files.map((file) => file.sha256).join(' ')}`,
    },
  ]);
  await store.saveState(cx, id, { state, signatureId: signatureId! });
}

export async function discard(cx: CommandContext, id: string, reason: string): Promise<void> {
  const row = await lockOne(cx, id);
  const state = await takeStep(cx, CLOSING_MACHINE, subjectOf(row), 'discard', {
    opinion: reason,
  });
  await store.saveState(cx, id, { state });
}

export async function closingRecord(cx: CommandContext, id: string): Promise<ClosingRecord> {
  const [row] = await store.closings(cx.tx, cx.unitId, { id });
  if (!row) throw notFound();
  const edits = widestScope(cx.actor.roles, 'closing.edit') !== undefined;
  const signatures = await signaturesOf(cx.tx, cx.unitId, 'closing', [id]);
  const { signatureId, changes, differences, files, ...facts } = row;
  const may = (['review', 'sign', 'discard'] as const).filter((action) =>
    (CLOSING_MACHINE.transitions[action].from as readonly string[]).includes(row.state),
  );
  return {
    ...facts,
    differences: differences ?? [],
    changes: changes?.changed ?? [],
    since: changes?.since ?? null,
    files: files.map(({ fileId: _, ...file }) => file),
    signature: signatures.find((one) => one.id === signatureId) ?? null,
    steps: await stepsOf(cx.tx, cx.unitId, 'closing', id),
    may: edits ? may : [],
  };
}

/** The file as it was when it was generated. */
export async function closingFile(
  cx: CommandContext,
  id: string,
  form: ClosingForm,
): Promise<store.StoredForm> {
  const [row] = await store.closings(cx.tx, cx.unitId, { id });
  const file = row?.files.find((one) => one.form === form);
  if (file) return file;
  throw refuse('reporting.noFile', '这份结存还没有这个文件', {}, { status: 404 });
}

export async function closingTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (widestScope(cx.actor.roles, 'closing.edit') === undefined) return [];
  const waiting = await store.closings(cx.tx, cx.unitId, { states: ['generated', 'reviewed'] });
  return [
    {
      key: 'closing.waiting',
      sentence: '待核对、签字的台账结存',
      count: waiting.length,
      link: waiting.length === 1 ? `/closings/${waiting[0]!.id}` : '/closings',
    },
  ];
}
