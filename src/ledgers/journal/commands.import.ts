/**
 * 附件9 a unit kept so far becomes entries of the journal: one sheet per software number with its installs and uninstalls,
 * or one list. What the journal says already is known; what it would refuse is refused here with the same words.
 */
import type { CommandContext } from '../../platform/db/context.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  type ObjectTo,
  type StoredChange,
} from '../../platform/imports/index.ts';
import {
  asChoice,
  asDate,
  asText,
  asTick,
  field,
  type ImportPlan,
  type PlannedRow,
  type RowVerdict,
  type Say,
} from '../../platform/sheets/index.ts';
import { type NumberFinder, numberFinder } from '../opening/rules.ts';
import { devicesByNo, softwareByNames } from '../opening/store.list.ts';
import { reversalProblems, reverseMany } from './commands.reverse.ts';
import { type AppendDraft, append, check } from './commands.ts';
import { ENTRY_KINDS, type EntryKind, MAX_DRAFTS } from './shapes.ts';
import { type KnownEvent, knownEvents, reversedAmong } from './store.import.ts';
import { lockChain } from './store.ts';

const FIELDS = [
  field({
    key: 'softwareNo',
    title: '软件编号',
    synonyms: ['原编号'],
    above: true,
    parse: asText({ max: 50 }),
  }),
  field({
    key: 'softwareName',
    title: '软件名称',
    above: true,
    parse: asText({ max: 200 }),
  }),
  field({ key: 'install', title: '安装', synonyms: ['安装/卸载/安装'], parse: asTick() }),
  field({ key: 'uninstall', title: '卸载', synonyms: ['安装/卸载/卸载'], parse: asTick() }),
  field({
    key: 'kind',
    title: '维护类型',
    synonyms: ['安装/卸载', '类型', '操作'],
    parse: asChoice(ENTRY_KINDS, { 装: 'install', 卸: 'uninstall', 删除: 'uninstall' }),
  }),
  field({
    key: 'computerNo',
    title: '计算机编号',
    synonyms: ['设备编号', '资产编号'],
    required: true,
    parse: asText({ max: 60 }),
  }),
  field({
    key: 'version',
    title: '安装/卸载版本',
    synonyms: ['安装版本', '版本'],
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'occurredOn',
    title: '安装/卸载日期',
    synonyms: ['安装日期', '卸载日期', '日期'],
    required: true,
    parse: asDate(),
  }),
] as const;

type Plan = ImportPlan<typeof FIELDS>;
type Row = PlannedRow<typeof FIELDS>;

export const journalImporter = defineImporter({
  kind: 'ledgers.journal',
  title: '软件安装维护情况明细表（附件9）',
  permission: 'entry.append',
  fields: FIELDS,
  tables: ['ledgers_entry', 'ledgers_open_install'],
  run: importJournal,
  undo: undoJournal,
});

type Event = { row: Row; softwareId: string; kind: EntryKind };

async function importJournal(
  cx: CommandContext,
  plan: Plan,
  { commit, importId, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockChain(cx.tx, cx.unitId);
  const rows = plan.rows.filter((row) => row.issues.length === 0);
  const find = numberFinder(
    await softwareByNames(cx.tx, cx.unitId, {
      numbers: rows.flatMap((row) => row.values.softwareNo ?? []),
      names: rows.flatMap((row) => row.values.softwareName ?? []),
    }),
  );
  const verdicts = new Map<number, RowVerdict>();
  const events: Event[] = [];
  for (const row of rows) {
    const event = eventOf(row, find, say);
    if ('verdict' in event) verdicts.set(row.at, event);
    else events.push(event);
  }
  const fresh = await withoutKnown(cx, events, verdicts, say);
  const drafts = await draftsOf(cx, fresh, { importId, verdicts, say });
  const accepted = await withoutProblems(cx, drafts, verdicts, say);
  for (const { row } of accepted) verdicts.set(row.at, { verdict: 'create' });
  if (!commit) return { verdicts, changes: [] };
  return { verdicts, changes: await appendAll(cx, accepted) };
}

function reject(message: string): RowVerdict {
  return { verdict: 'reject', messages: [message] };
}

function eventOf(row: Row, find: NumberFinder, say: Say): Event | RowVerdict {
  const { install, uninstall, kind: named, softwareNo, softwareName } = row.values;
  const ticked = [install ? 'install' : [], uninstall ? 'uninstall' : []].flat() as EntryKind[];
  const kind = ticked.length === 1 ? ticked[0] : ticked.length === 0 ? named : undefined;
  if (!kind) return reject(say('请在“安装”“卸载”中恰好勾选一项'));
  if (!softwareNo && !softwareName) return reject(say('没有软件编号，请填写软件编号'));
  const { version } = row.values;
  const match = find({ softwareNo, softwareName, version, softwareType: 'unknown' });
  if (match.kind === 'found') return { row, softwareId: match.software.id, kind };
  if (match.kind === 'otherName') {
    const params = { no: match.software.softwareNo, name: match.software.softwareName };
    return reject(say('软件编号 {{no}} 在本单位是“{{name}}”，与表中的软件名称不符', params));
  }
  const no = softwareNo ?? softwareName ?? '';
  return reject(say('没有编号为 {{no}} 的软件，请先登记或导入软件记录（附件7）', { no }));
}

const eventKey = (event: Omit<KnownEvent, 'entryNo'>) =>
  [event.softwareId, event.kind, event.computerNo, event.occurredOn].join('\n');

/** A row the journal already has, under the computer's number of that day; each entry answers for one row. */
async function withoutKnown(
  cx: CommandContext,
  events: readonly Event[],
  verdicts: Map<number, RowVerdict>,
  say: Say,
): Promise<Event[]> {
  const ids = [...new Set(events.map((event) => event.softwareId))];
  const known = Map.groupBy(await knownEvents(cx.tx, cx.unitId, ids), eventKey);
  return events.filter(({ row, softwareId, kind }) => {
    const { computerNo = '', occurredOn = '' } = row.values;
    const entry = known.get(eventKey({ softwareId, kind, computerNo, occurredOn }))?.shift();
    if (!entry) return true;
    const message = say('已在台账中（第 {{no}} 号记录）', { no: entry.entryNo });
    verdicts.set(row.at, { verdict: 'unchanged', messages: [message] });
    return false;
  });
}

type Ready = Event & { draft: AppendDraft };

async function draftsOf(
  cx: CommandContext,
  events: readonly Event[],
  facts: { importId: string; verdicts: Map<number, RowVerdict>; say: Say },
): Promise<Ready[]> {
  const devices = await devicesByNo(
    cx.tx,
    cx.unitId,
    events.flatMap((event) => event.row.values.computerNo ?? []),
  );
  return events.flatMap((event): Ready[] => {
    const { at, values } = event.row;
    const device = devices.get(values.computerNo ?? '');
    if (!device) {
      const params = { no: values.computerNo ?? '' };
      const sentence = '没有编号为 {{no}} 的计算机，请先登记或导入计算机';
      facts.verdicts.set(at, reject(facts.say(sentence, params)));
      return [];
    }
    const { softwareId, kind } = event;
    const common = {
      softwareId,
      deviceId: device.id,
      occurredOn: values.occurredOn!,
      cause: 'opening' as const,
      causeRef: `import:${facts.importId}`,
      reason: '导入附件9',
      idempotencyKey: `import:${facts.importId}:${at}`,
    };
    if (kind === 'uninstall') return [{ ...event, draft: { ...common, kind } }];
    const version = values.version ? { version: values.version } : {};
    return [{ ...event, draft: { ...common, ...version, kind: 'install' } }];
  });
}

/** Without a refused install its uninstall has nothing to end: asked again until what is left stands by itself. */
async function withoutProblems(
  cx: CommandContext,
  drafts: readonly Ready[],
  verdicts: Map<number, RowVerdict>,
  say: Say,
): Promise<Ready[]> {
  let left = [...drafts];
  for (;;) {
    if (left.length === 0) return left;
    const { problems } = await check(
      cx,
      left.map(({ draft }) => draft),
    );
    if (problems.length === 0) return left;
    const bad = new Set<number>();
    for (const { index, sentence, params } of problems) {
      if (bad.has(index)) continue;
      bad.add(index);
      verdicts.set(left[index]!.row.at, reject(say(sentence, params)));
    }
    left = left.filter((_, index) => !bad.has(index));
  }
}

/** Whole pairs together: a half of a pair's history might not stand against what the journal has already. */
async function appendAll(cx: CommandContext, ready: readonly Ready[]): Promise<ImportChange[]> {
  const pairs = Map.groupBy(ready, ({ draft }) => `${draft.softwareId}/${draft.deviceId}`);
  const changes: ImportChange[] = [];
  let chunk: Ready[] = [];
  const write = async () => {
    const { entryNos } = await append(
      cx,
      chunk.map(({ draft }) => draft),
    );
    for (const [index, { row }] of chunk.entries()) {
      const { computerNo = '', softwareNo = '' } = row.values;
      const label = `${computerNo} ${softwareNo}`.trim();
      const objectId = String(entryNos[index]);
      changes.push({ at: row.at, objectType: 'ledgerEntry', objectId, label });
    }
    chunk = [];
  };
  for (const pair of pairs.values()) {
    if (chunk.length > 0 && chunk.length + pair.length > MAX_DRAFTS) await write();
    chunk.push(...pair);
  }
  if (chunk.length > 0) await write();
  return changes;
}

/** Reversing entries by the journal's own rules; what somebody reversed meanwhile is left as it is. */
async function undoJournal(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object, reason }: { object: ObjectTo; reason: string },
): Promise<void> {
  await lockChain(cx.tx, cx.unitId);
  const all = changes.map((change) => Number(change.objectId));
  const gone = await reversedAmong(cx.tx, cx.unitId, all);
  const entryNos = all.filter((no) => !gone.has(no));
  const problems = await reversalProblems(cx, entryNos);
  for (const change of changes) {
    const problem = problems.get(Number(change.objectId));
    if (problem) object(change, problem.sentence, problem.params);
  }
  if (problems.size === 0) await reverseMany(cx, entryNos, `撤销导入：${reason}`);
}
