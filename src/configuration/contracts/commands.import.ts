/** Contracts of earlier years from a sheet: one row per line; a contract comes in whole or not at all. */
import { newId } from '../../base/ids.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import {
  defineImporter,
  type ImportChange,
  type ImportOutcome,
  type ImportRun,
  markOf,
  type ObjectTo,
  type StoredChange,
  undoRows,
} from '../../platform/imports/index.ts';
import type { ImportPlan, RowVerdict, Say } from '../../platform/sheets/index.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import { softwareByNos } from '../software/store.ts';
import { CONTRACT_FIELDS } from './rules.fields.ts';
import { contractFacts } from './rules.import.ts';
import { CONTRACT_MACHINE } from './rules.machine.ts';
import { amountComplaint, contractComplaint } from './rules.ts';
import { ContractInput } from './shapes.ts';
import {
  contractsWith,
  deleteContracts,
  type LinedContract,
  saveContracts,
} from './store.import.ts';

type Plan = ImportPlan<typeof CONTRACT_FIELDS>;
type Row = Plan['rows'][number];

export const contractImporter = defineImporter({
  kind: 'configuration.contracts',
  title: '采购合同',
  permission: 'contract.edit',
  fields: CONTRACT_FIELDS,
  tables: ['configuration_contract', 'configuration_contract_line'],
  check: continueContracts,
  run: importContracts,
  undo: undoContracts,
});

/**
 * A contract's facts stand on its first line only in many lists. A line with none of them belongs to the contract above:
 * refused by itself, it would leave that contract half imported.
 */
function continueContracts(plan: Plan, say: Say): void {
  const missing = say('“{{title}}”不能为空', { title: CONTRACT_FIELDS[0].title });
  let above: Row | undefined;
  for (const row of plan.rows) {
    const { values } = row;
    const none = HEAD.every((key) => values[key] === undefined);
    if (!none) above = row;
    else if (above?.sheet === row.sheet && values.softwareName !== undefined) {
      const { contractNo, title, supplier, signedOn } = above.values;
      Object.assign(values, { contractNo, title, supplier, signedOn });
      row.issues = row.issues.filter((issue) => issue !== missing);
    }
  }
}
const HEAD = ['contractNo', 'title', 'supplier', 'signedOn'] as const;

type Wish = {
  rows: Row[];
  input: ContractInput;
  signedOn: string | null;
  before?: LinedContract;
  notes: string[];
};

async function importContracts(
  cx: CommandContext,
  plan: Plan,
  { commit, say }: ImportRun,
): Promise<ImportOutcome> {
  await lockNamed(cx.tx, cx.unitId, 'configuration.contracts');
  const groups = Map.groupBy(
    plan.rows.filter((row) => row.values.contractNo !== undefined),
    (row) => row.values.contractNo!,
  );
  const known = new Map(
    (await contractsWith(cx.tx, cx.unitId, { numbers: [...groups.keys()], lock: true })).map(
      (one) => [one.contractNo, one],
    ),
  );
  const numbers = await softwareByNos(
    cx.tx,
    cx.unitId,
    plan.rows.flatMap((row) => row.values.renewsNo ?? []),
  );
  const renews = new Map([...numbers].map(([no, record]) => [no, record.id]));
  const verdicts = new Map<number, RowVerdict>();
  const wishes: Wish[] = [];
  for (const [contractNo, rows] of groups) {
    const judged = judge(rows, known.get(contractNo), { renews, today: cx.today, say });
    if ('rows' in judged) wishes.push(judged);
    const verdict: RowVerdict =
      'rows' in judged
        ? { verdict: judged.before ? 'update' : 'create', messages: judged.notes }
        : judged;
    for (const row of rows) verdicts.set(row.at, verdict);
  }
  if (!commit) return { verdicts, changes: [] };
  return { verdicts, changes: await write(cx, wishes) };
}

type World = { renews: ReadonlyMap<string, string>; today: string; say: Say };

function judge(rows: Row[], before: LinedContract | undefined, world: World): RowVerdict | Wish {
  const { say } = world;
  const no = (message: string): RowVerdict => ({ verdict: 'reject', messages: [message] });
  const wrong = rows.find((row) => row.issues.length > 0);
  if (wrong) return no(say('同一合同的第 {{row}} 行有误，整份合同都不导入', { row: wrong.rowNo }));
  const head = rows[0]!.values;
  const other = rows.find(
    ({ values }) =>
      values.title !== head.title ||
      values.supplier !== head.supplier ||
      values.signedOn !== head.signedOn,
  );
  if (other) {
    return no(
      say('第 {{row}} 行的合同名称、供应商或签订日期与第 {{first}} 行不同', {
        row: other.rowNo,
        first: rows[0]!.rowNo,
      }),
    );
  }
  const signedOn = head.signedOn ?? null;
  if (signedOn !== null && signedOn > world.today) return no(say('签订日期晚于今天，请核对日期'));
  const lines: unknown[] = [];
  for (const [at, { rowNo, values }] of rows.entries()) {
    if (values.softwareName === undefined && rows.length === 1) break;
    const renewsId = world.renews.get(values.renewsNo ?? '') ?? null;
    if (values.renewsNo !== undefined && renewsId === null) {
      return no(say('第 {{row}} 行：没有软件编号 {{no}}', { row: rowNo, no: values.renewsNo }));
    }
    lines.push(lineOf(values, renewsId, before?.lines[at]));
  }
  const read = ContractInput.safeParse({
    contractNo: head.contractNo,
    title: head.title ?? before?.title,
    supplier: head.supplier ?? before?.supplier,
    purchaseMethod: head.purchaseMethod ?? before?.purchaseMethod ?? 'other',
    words: head.words ?? before?.words ?? '',
    outsidePlanReason: head.outsidePlanReason ?? before?.outsidePlanReason ?? '',
    lines,
  });
  if (!read.success) return no(say(read.error.issues[0]!.message));
  const costly = amountComplaint(read.data.lines);
  if (costly) return no(say(costly.sentence, costly.params));
  return compare({ rows, input: read.data, signedOn, notes: [] }, before, say);
}

function lineOf(
  values: Row['values'],
  renewsId: string | null,
  before: LinedContract['lines'][number] | undefined,
): unknown {
  const { quantity, usageYears } = values;
  const same = before?.softwareName === values.softwareName ? before : undefined;
  return {
    kind: values.kind ?? 'software',
    softwareName: values.softwareName,
    softwareVersion: values.softwareVersion ?? '',
    publisher: values.publisher ?? '',
    category: values.category ?? same?.category ?? 'other',
    origin: values.origin ?? null,
    // What the sheet has no column for stays as people recorded it.
    productId: same?.productId ?? null,
    planLineId: same?.planLineId ?? null,
    licenseType: values.licenseType ?? null,
    quantity: quantity === 'unlimited' ? null : (quantity ?? null),
    perpetual: usageYears === 'perpetual',
    usageYears: typeof usageYears === 'number' ? usageYears : null,
    usableVersions: values.usableVersions ?? '',
    unitPriceFen: values.unitPriceFen,
    compatibility: values.compatibility ?? '',
    afterSales: values.afterSales ?? '',
    renewsId,
    maintenanceEnd: values.maintenanceEnd ?? null,
  };
}

/** New, changed while it is a draft, or known; what was signed is corrected on its own page. */
function compare(wish: Wish, before: LinedContract | undefined, say: Say): RowVerdict | Wish {
  const { input, signedOn } = wish;
  if (before) {
    const facts = JSON.stringify(contractFacts({ ...input, signedOn }, input.lines));
    if (facts === JSON.stringify(contractFacts(before, before.lines))) {
      return { verdict: 'unchanged', messages: [say('合同已登记')] };
    }
    if (before.state !== 'draft') {
      const message = say('合同已签订，内容与表中不同，请在合同页面更正');
      return { verdict: 'reject', messages: [message] };
    }
  }
  if (signedOn === null) return { ...wish, ...(before ? { before } : {}) };
  const outsidePlanReason = input.outsidePlanReason || '导入的既有合同';
  const complaint = contractComplaint({ ...input, outsidePlanReason });
  if (complaint) {
    const why = say(complaint.sentence, complaint.params);
    const notes = [say('必备内容不齐（{{why}}），按起草中登记，签订日期未写入', { why })];
    return { ...wish, signedOn: null, notes, ...(before ? { before } : {}) };
  }
  return { ...wish, input: { ...input, outsidePlanReason }, ...(before ? { before } : {}) };
}

async function write(cx: CommandContext, wishes: readonly Wish[]): Promise<ImportChange[]> {
  if (wishes.length === 0) return [];
  const saved = wishes.map(({ input, signedOn, before }): LinedContract => {
    const { lines, ...head } = input;
    return {
      ...head,
      id: before?.id ?? newId(),
      state: signedOn === null ? 'draft' : 'signed',
      signedOn,
      lines: lines.map((line) => ({ ...line, id: newId(), amountFen: 0, renewsNo: null })),
    };
  });
  await saveContracts(cx, saved);
  const subject = (one: LinedContract, state: 'draft' | null) => ({
    id: one.id,
    title: one.contractNo,
    state,
  });
  const made = saved.filter((_, index) => !wishes[index]!.before);
  const signed = saved.filter((one) => one.state === 'signed');
  if (made.length > 0) {
    await takeSteps(
      cx,
      CONTRACT_MACHINE,
      made.map((one) => subject(one, null)),
      'create',
    );
  }
  if (signed.length > 0) {
    await takeSteps(
      cx,
      CONTRACT_MACHINE,
      signed.map((one) => subject(one, 'draft')),
      'sign',
    );
  }
  return saved.map((one, index): ImportChange => {
    const { rows, before } = wishes[index]!;
    return {
      at: rows[0]!.at,
      objectType: 'contract',
      objectId: one.id,
      label: one.contractNo,
      mark: markOf(markedContract(one)),
      ...(before ? { before } : {}),
    };
  });
}

const markedContract = (one: LinedContract) => [one.state, contractFacts(one, one.lines)];

async function undoContracts(
  cx: CommandContext,
  changes: readonly StoredChange[],
  { object, reason }: { object: ObjectTo; reason: string },
): Promise<void> {
  await lockNamed(cx.tx, cx.unitId, 'configuration.contracts');
  const done = await undoRows<LinedContract>(cx, changes, object, {
    objectType: 'contract',
    load: async (ids) =>
      new Map(
        (await contractsWith(cx.tx, cx.unitId, { ids, lock: true })).map((one) => [one.id, one]),
      ),
    marked: markedContract,
    uses: { column: 'contract_id', except: ['configuration_contract_line'] },
    remove: (ids) => deleteContracts(cx, ids),
    restore: (pairs) =>
      saveContracts(
        cx,
        pairs.map(({ before }) => before),
      ),
  });
  if (!done) return;
  await audit(cx, {
    action: 'contract.undoImport',
    objectType: 'contract',
    objectId: cx.unitId,
    before: { contracts: changes.map((change) => change.label) },
    after: { reason },
  });
}
