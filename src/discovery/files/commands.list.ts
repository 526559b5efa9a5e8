/** Reads a software list: columns as the person chose them, as the unit used them last time, or as guessed. */
import { createHash } from 'node:crypto';
import {
  findHeader,
  foldTitle,
  type ImportPlan,
  planSheets,
  readSheets,
  type Say,
  type SheetData,
} from '../../platform/sheets/index.ts';
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
  const { plan, sheets, columnsDigest } = await planList(taking);
  const chosen = choice.mapping !== undefined;
  const list = (problems: ListReading['problems']): ListFinding => ({
    reading: {
      ...frameOf(plan),
      rejectedRows: problems.length,
      problems: problems.slice(0, PROBLEMS_SHOWN),
    },
    columnsDigest,
    chosen,
  });
  const waiting = (message: string): Found => ({
    ...{ kind: 'list', verdict: 'needsMapping', message, machines: [], list: list([]) },
  });
  if (typeof plan.mapping.name !== 'number') {
    return waiting(say('没有找到“软件名称”列。请指定哪一列是软件名称'));
  }
  const owned = ownedPlans(taking, plan, sheets);
  if (owned.length === 0) {
    return waiting(say('看不出是哪台计算机的。请填写计算机名称，或指定“计算机名称”列'));
  }
  const machines = owned.flatMap(({ plan: own, owner }) => machinesOf(own.rows, owner).machines);
  const problems = owned.flatMap((one) => problemsOf(one, say));
  if (machines.length === 0) {
    const message = say('清单 {{fileName}} 中没有可用的软件行', { fileName: item.path });
    return { kind: 'list', verdict: 'refused', message, machines: [], list: list(problems) };
  }
  const taken = await takeParts(taking.services, taking.cx, machines.map(partOf(taking)));
  const message =
    problems.length > 0 ? say('{{n}} 行未能读取，其余已接收', { n: problems.length }) : '';
  return { kind: 'list', verdict: 'accepted', message, machines: taken, list: list(problems) };
}

/** `owner` undefined: a column says whose each row is. */
type Owned = { plan: Plan; owner: string | undefined };

/** Whose the rows are: as told, as a column says, as the sheets are named, or as the file is named; empty if unknown. */
function ownedPlans({ choice, item, say }: Taking, plan: Plan, sheets: SheetData[]): Owned[] {
  if (choice.computer) return [{ plan, owner: choice.computer }];
  if (typeof plan.mapping.computer === 'number') return [{ plan, owner: undefined }];
  if (choice.sheet === undefined && choice.headerRow === undefined) {
    const named = sheets
      .filter(({ name }) => !/^(sheet|工作表|表)\s*\d*$/i.test(name.trim()))
      .filter((sheet) => findHeader(sheet, LIST_FIELDS) !== undefined)
      .map(({ name }): Owned => {
        const options = { sheet: name, ...(choice.mapping ? { mapping: choice.mapping } : {}) };
        const fileName = plan.fileName;
        return {
          plan: planSheets(sheets, { fileName, options, fields: LIST_FIELDS, say }),
          owner: computerFromPath(name),
        };
      })
      .filter(({ plan: own }) => typeof own.mapping.name === 'number')
      .filter(({ plan: own, owner }) => own.mapping.computer === null && owner !== '');
    // One sheet per computer; a single one is named after what it holds, not after a machine.
    if (named.length > 1) return named;
  }
  const owner = computerFromPath(item.path);
  return owner === '' ? [] : [{ plan, owner }];
}

function problemsOf({ plan, owner }: Owned, say: Say): ListReading['problems'] {
  const unread = plan.rows.flatMap(({ rowNo, issues }) =>
    issues.length > 0 ? [{ rowNo, message: issues.join('；') }] : [],
  );
  const nameless = machinesOf(plan.rows, owner).nameless.map((rowNo) => ({
    rowNo,
    message: say('没有写明计算机名称'),
  }));
  return [...unread, ...nameless].sort((left, right) => left.rowNo - right.rowNo);
}

function partOf({ cx, digest, takenAt }: Taking) {
  return ({ facts, rows, takenOn }: ListMachine): MachinePart => {
    const at = orderedTime(reportTime(takenOn, cx.now) ?? takenAt, digest).getTime();
    return { computer: facts.computer, digest, part: { scope: 'list', at, facts, rows } };
  };
}

async function planList(
  taking: Taking,
): Promise<{ plan: Plan; sheets: SheetData[]; columnsDigest: Buffer }> {
  const { item, choice, say, services, cx } = taking;
  const fileName = item.path.split('/').at(-1)!;
  const { sheets } = await readSheets(item.bytes, { fileName });
  const planned = (mapping: store.ListMapping | undefined) =>
    planSheets(sheets, {
      fileName,
      options: { sheet: choice.sheet, headerRow: choice.headerRow, mapping },
      fields: LIST_FIELDS,
      say,
    });
  const first = planned(choice.mapping);
  const columnsDigest = createHash('sha256')
    .update(first.columns.map(foldTitle).join('\n'))
    .digest();
  if (choice.mapping) return { plan: first, sheets, columnsDigest };
  const used = await services.database.read((tx) => store.mappingOf(tx, cx.unitId, columnsDigest));
  return { plan: used ? planned(used) : first, sheets, columnsDigest };
}

function frameOf(plan: Plan): Omit<ListReading, 'rejectedRows' | 'problems'> {
  const { sheets, sheet, headerRow, columns, fields, mapping } = plan;
  return { sheets, sheet, headerRow, columns, fields, mapping };
}
