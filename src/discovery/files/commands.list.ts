/** Reads a software list: columns as the person chose them, as the unit used them last time, or as guessed. */
import { createHash } from 'node:crypto';
import { foldTitle, type ImportPlan, planImport } from '../../platform/sheets/index.ts';
import { type MachinePart, takeParts } from './commands.parts.ts';
import type { Found, Taking } from './commands.ts';
import { LIST_FIELDS, type ListMachine, machinesOf } from './rules.list.ts';
import { computerFromPath, orderedTime, reportTime } from './rules.machine.ts';
import type { ListReading } from './shapes.ts';
import * as store from './store.ts';

export type ListFinding = {
  reading: ListReading;
  columnsDigest: Buffer;
  /** The person chose the columns: remembered for the next list like this. */
  chosen: boolean;
};

type Plan = ImportPlan<typeof LIST_FIELDS>;
const PROBLEMS_SHOWN = 50;

export async function readList(taking: Taking): Promise<Found> {
  const { choice, say, item } = taking;
  const { plan, columnsDigest } = await planList(taking);
  const chosen = choice.mapping !== undefined;
  const list = (problems: ListReading['problems'], rejectedRows: number): ListFinding => ({
    reading: { ...frameOf(plan), rejectedRows, problems: problems.slice(0, PROBLEMS_SHOWN) },
    columnsDigest,
    chosen,
  });
  if (typeof plan.mapping.name !== 'number') {
    const message = say('没有找到“软件名称”列。请指定哪一列是软件名称');
    return { kind: 'list', verdict: 'needsMapping', message, machines: [], list: list([], 0) };
  }
  const owner = ownerOf(taking, plan);
  if (owner === '') {
    const message = say('看不出是哪台计算机的。请填写计算机名称，或指定“计算机名称”列');
    return { kind: 'list', verdict: 'needsMapping', message, machines: [], list: list([], 0) };
  }
  const { machines, nameless } = machinesOf(plan.rows, owner);
  const problems = [
    ...plan.rows.flatMap(({ rowNo, issues }) =>
      issues.length > 0 ? [{ rowNo, message: issues.join('；') }] : [],
    ),
    ...nameless.map((rowNo) => ({ rowNo, message: say('没有写明计算机名称') })),
  ].sort((left, right) => left.rowNo - right.rowNo);
  const reading = list(problems, problems.length);
  if (machines.length === 0) {
    const message = say('清单 {{fileName}} 中没有可用的软件行', { fileName: item.path });
    return { kind: 'list', verdict: 'refused', message, machines: [], list: reading };
  }
  const taken = await takeParts(taking.services, taking.cx, machines.map(partOf(taking)));
  const message =
    problems.length > 0 ? say('{{n}} 行未能读取，其余已接收', { n: problems.length }) : '';
  return { kind: 'list', verdict: 'accepted', message, machines: taken, list: reading };
}

/** undefined: a column says whose each row is; '': nobody knows. */
function ownerOf({ choice, item }: Taking, plan: Plan): string | undefined {
  if (choice.computer) return choice.computer;
  if (typeof plan.mapping.computer === 'number') return undefined;
  return computerFromPath(item.path);
}

function partOf({ cx, digest, takenAt }: Taking) {
  return ({ facts, rows, takenOn }: ListMachine): MachinePart => {
    const at = orderedTime(reportTime(takenOn, cx.now) ?? takenAt, digest).getTime();
    return { computer: facts.computer, digest, part: { scope: 'list', at, facts, rows } };
  };
}

async function planList(taking: Taking): Promise<{ plan: Plan; columnsDigest: Buffer }> {
  const { item, choice, say, services, cx } = taking;
  const plan = (mapping: store.ListMapping | undefined) =>
    planImport({
      buffer: item.bytes,
      fileName: item.path.split('/').at(-1)!,
      options: { sheet: choice.sheet, headerRow: choice.headerRow, mapping },
      fields: LIST_FIELDS,
      say,
    });
  const first = await plan(choice.mapping);
  const columnsDigest = createHash('sha256')
    .update(first.columns.map(foldTitle).join('\n'))
    .digest();
  if (choice.mapping) return { plan: first, columnsDigest };
  const used = await services.database.read((tx) => store.mappingOf(tx, cx.unitId, columnsDigest));
  const same = !used || Object.keys(used).every((key) => used[key] === first.mapping[key]);
  return { plan: same ? first : await plan(used), columnsDigest };
}

function frameOf(plan: Plan): Omit<ListReading, 'rejectedRows' | 'problems'> {
  const { sheets, sheet, headerRow, columns, fields, mapping } = plan;
  return { sheets, sheet, headerRow, columns, fields, mapping };
}
