/** Lists a unit kept so far, in the printed layout of 附件8, become opening proposals (domain 8.11). */
import { cutFront } from '../../base/cut.ts';
import { newId } from '../../base/ids.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
} from '../../platform/imports/index.ts';
import {
  asDate,
  asText,
  asTick,
  field,
  type ImportPlan,
  type PlannedRow,
  type RowVerdict,
  type Say,
} from '../../platform/sheets/index.ts';
import { proposeOpening } from './commands.ts';
import { lockLists, markedProposal, undoOpening } from './commands.undo.ts';
import {
  groupKeyOf,
  type NamedSoftware,
  type NumberFinder,
  numberFinder,
  typeOfTicks,
} from './rules.ts';
import type { OpeningProposalInput } from './shapes.ts';
import { devicesByNo, type KnownPair, knownPairs, softwareByNames } from './store.list.ts';
import { openEntries } from './store.ts';

const FIELDS = [
  field({
    key: 'computerNo',
    title: '计算机编号',
    synonyms: ['计算机', '设备编号', '资产编号'],
    required: true,
    parse: asText({ max: 60 }),
  }),
  field({
    key: 'softwareNo',
    title: '软件编号',
    synonyms: ['编号'],
    parse: asText({ max: 30 }),
  }),
  field({
    key: 'softwareName',
    title: '软件名称',
    synonyms: ['软件'],
    parse: asText({ max: 200 }),
  }),
  field({
    key: 'version',
    title: '软件版本',
    synonyms: ['安装版本', '版本', '版本号'],
    parse: asText({ max: 100 }),
  }),
  field({
    key: 'commercial',
    title: '商业软件',
    synonyms: ['软件类型/商业软件'],
    parse: asTick(),
  }),
  field({
    key: 'oem',
    title: 'OEM软件',
    synonyms: ['软件类型/OEM软件', '随机预装软件'],
    parse: asTick(),
  }),
  field({ key: 'free', title: '免费软件', synonyms: ['软件类型/免费软件'], parse: asTick() }),
  field({
    key: 'installedOn',
    title: '安装日期',
    synonyms: ['安装时间', '日期'],
    parse: asDate(),
  }),
] as const;

type Row = PlannedRow<typeof FIELDS>;
type Plan = ImportPlan<typeof FIELDS>;

export const openingImporter = defineImporter({
  kind: 'ledgers.opening',
  title: '软件使用情况明细表（附件8）',
  permission: 'opening.edit',
  fields: FIELDS,
  tables: ['ledgers_opening_proposal'],
  run: importOpening,
  undo: undoOpening,
});

async function importOpening(
  cx: CommandContext,
  plan: Plan,
  { commit, fileName, say }: ImportRun,
): Promise<ImportOutcome> {
  // Two lists at once would each count the other's lines as their own, and be undone for lines they never made.
  if (commit) await lockLists(cx);
  const rows = plan.rows.filter((row) => row.issues.length === 0);
  const devices = await devicesByNo(
    cx.tx,
    cx.unitId,
    rows.flatMap((row) => row.values.computerNo ?? []),
  );
  const named = await softwareByNames(cx.tx, cx.unitId, {
    numbers: rows.flatMap((row) => row.values.softwareNo ?? []),
    names: rows.flatMap((row) => row.values.softwareName ?? []),
  });
  const known = await knownPairs(
    cx.tx,
    cx.unitId,
    [...devices.values()].map((device) => device.id),
  );
  const verdicts = new Map<number, RowVerdict>();
  const proposed: Proposed[] = [];
  const facts = { devices, named: numberFinder(named), fileName, say };
  for (const row of rows) {
    const found = proposalOf(cx, row, facts);
    if ('verdict' in found) verdicts.set(row.at, found);
    else proposed.push({ ...found, at: row.at, computerNo: row.values.computerNo ?? '' });
  }
  const recorded = await recordedPairs(cx, proposed);
  const judged = judge(proposed, { known, recorded, verdicts, say });
  if (!commit) return { verdicts, changes: [] };
  const ids = judged.map(({ id }) => id);
  await proposeOpening(
    cx,
    judged.map(({ proposal }) => proposal),
    ids,
  );
  const changes = judged.map(({ at, id, computerNo, proposal, before }): ImportChange => {
    const label = `${computerNo} ${proposal.softwareName}`;
    const change = { at, objectType: 'openingProposal', objectId: before?.id ?? id, label };
    const mark = markOf(markedProposal(proposal));
    return before ? { ...change, mark, before: markedProposal(before) } : { ...change, mark };
  });
  return { verdicts, changes };
}

type Proposed = {
  at: number;
  computerNo: string;
  proposal: ReturnType<typeof complete>;
  messages: string[];
};

/** Pairs whose number is open on that computer already. */
async function recordedPairs(
  cx: CommandContext,
  proposed: readonly Proposed[],
): Promise<ReadonlySet<string>> {
  const pairs = proposed.flatMap(({ proposal: { softwareId, deviceId } }) =>
    softwareId === null ? [] : [{ softwareId, deviceId }],
  );
  return new Set((await openEntries(cx.tx, cx.unitId, pairs)).keys());
}

/** A verdict for every line that can be read, and the proposals among them. */
function judge(
  proposed: readonly Proposed[],
  facts: {
    known: ReadonlyMap<string, KnownPair>;
    recorded: ReadonlySet<string>;
    verdicts: Map<number, RowVerdict>;
    say: Say;
  },
): Judged[] {
  const seen = new Set<string>();
  const proposals: Judged[] = [];
  for (const { at, computerNo, proposal, messages } of proposed) {
    const pair = `${proposal.deviceId}/${groupKeyOf(proposal)}`;
    const before = facts.known.get(pair);
    const unchanged = (message: string) =>
      facts.verdicts.set(at, { verdict: 'unchanged', messages: [message] });
    if (seen.has(pair)) unchanged(facts.say('同一计算机的同一软件在表中出现多次，只取第一行'));
    else if (before?.state === 'posted') unchanged(facts.say('已入账'));
    else if (facts.recorded.has(`${proposal.softwareId}/${proposal.deviceId}`)) {
      unchanged(facts.say('已在册，无需建账'));
    } else if (before && sameFacts(before, proposal)) {
      unchanged(facts.say('已在待审的建账行中'));
    } else {
      proposals.push({ at, id: newId(), computerNo, proposal, before });
      facts.verdicts.set(at, { verdict: before ? 'update' : 'create', messages });
    }
    seen.add(pair);
  }
  return proposals;
}

type Judged = {
  at: number;
  id: string;
  computerNo: string;
  proposal: OpeningProposalInput;
  before: KnownPair | undefined;
};

const sameFacts = (before: KnownPair, proposal: OpeningProposalInput) =>
  before.source === 'list' &&
  before.version === proposal.version &&
  before.installedOn === proposal.installedOn &&
  before.dateBasis === proposal.dateBasis;

type Known = {
  devices: ReadonlyMap<string, { id: string; retired: boolean }>;
  named: NumberFinder;
  fileName: string;
  say: Say;
};

function proposalOf(
  cx: CommandContext,
  row: Row,
  known: Known,
): RowVerdict | { proposal: ReturnType<typeof complete>; messages: string[] } {
  const { say } = known;
  const values = row.values;
  const reject = (message: string): RowVerdict => ({ verdict: 'reject', messages: [message] });
  const device = known.devices.get(values.computerNo ?? '');
  if (!device) {
    const params = { no: values.computerNo ?? '' };
    return reject(say('没有编号为 {{no}} 的计算机，请先登记或导入计算机', params));
  }
  if (device.retired) {
    return reject(say('计算机 {{no}} 已处置，不能建账', { no: values.computerNo ?? '' }));
  }
  if (!values.softwareName && !values.softwareNo) {
    return { verdict: 'unchanged', messages: [say('这台计算机没有登记软件')] };
  }
  if (values.installedOn !== undefined && values.installedOn > cx.today) {
    return reject(say('安装日期 {{date}} 晚于今天', { date: values.installedOn }));
  }
  const type = typeOfTicks({
    commercial: values.commercial,
    oem: values.oem,
    free: values.free,
  });
  const match = known.named({
    softwareNo: values.softwareNo,
    softwareName: values.softwareName,
    version: values.version,
    softwareType: type,
  });
  if (match.kind === 'otherName') {
    const params = { no: match.software.softwareNo, name: match.software.softwareName };
    return reject(say('软件编号 {{no}} 在本单位是“{{name}}”，与表中的软件名称不符', params));
  }
  const record = match.kind === 'found' ? match.software : undefined;
  if (!record && !values.softwareName) {
    return reject(say('没有编号为 {{no}} 的软件，请填写软件名称', { no: values.softwareNo ?? '' }));
  }
  const messages = record ? [] : [say('未找到软件编号，请在建账页面选择编号')];
  const installedOn = values.installedOn ?? cx.today;
  if (values.installedOn === undefined) messages.push(say('没有安装日期，以建账日期代替'));
  const source = cutFront(`${known.fileName}#${row.rowNo}`, 200);
  return {
    proposal: complete(device.id, record, type, values, { installedOn, source }),
    messages,
  };
}

function complete(
  deviceId: string,
  record: NamedSoftware | undefined,
  type: ReturnType<typeof typeOfTicks>,
  values: Row['values'],
  facts: { installedOn: string; source: string },
) {
  return {
    deviceId,
    softwareId: record?.id ?? null,
    softwareType: record?.softwareType ?? type,
    softwareName: record?.softwareName ?? values.softwareName ?? '',
    softwareVersion: record?.softwareVersion ?? values.version ?? '',
    productId: null,
    version: values.version ?? record?.softwareVersion ?? '',
    installedOn: facts.installedOn,
    dateBasis: values.installedOn === undefined ? ('loading' as const) : ('real' as const),
    source: 'list' as const,
    sourceRef: facts.source,
  };
}
