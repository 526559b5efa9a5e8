/** 变动说明 as Excel: one row per total, item and cause, or one row per record behind them. */
import type { Readable } from 'node:stream';
import type { CommandContext } from '../../platform/db/context.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { itemsOf } from './commands.items.ts';
import { driftRatesOf, ratesOf } from './commands.rates.ts';
import { entryPage } from './commands.records.ts';
import { driftIn, pointsOf, worldOf } from './commands.ts';
import { entryCauseOf } from './rules.numbers.ts';
import { type Line, sumUp } from './rules.ts';
import {
  CAUSES,
  type Cause,
  type DriftAsked,
  type DriftRecord,
  type DriftTotal,
  ITEM_TOTALS,
  type ItemTotal,
  MODES,
  STEPS,
  TOTALS,
} from './shapes.ts';

const COLUMNS: SheetColumn[] = [
  { title: '项目', width: 22 },
  { title: '编号或部门', width: 18 },
  { title: '名称或状态', width: 26 },
  { title: '期初', type: 'integer' },
  { title: '期末', type: 'integer' },
  { title: '变化', type: 'integer' },
  { title: '何时登记', width: 20 },
  { title: '原因', width: 22 },
  { title: '登记类型' },
  { title: '增加', type: 'integer' },
  { title: '减少', type: 'integer' },
  { title: '合计', type: 'integer' },
  { title: '记录数', type: 'integer' },
];

type Shown = DriftTotal & { name?: string; detail?: string };

/** A total without any change is a row too, so that the sheet shows that it was looked at. */
function rowsOf(one: Shown): (string | number | null)[][] {
  const head = [TOTALS[one.total].label, one.name ?? '', one.detail ?? ''];
  const figures = [one.before, one.after, one.delta];
  if (one.causes.length === 0) {
    return [[...head, ...figures, null, null, null, null, null, null, null]];
  }
  return one.causes.map((cause) => [...head, ...figures, ...causeCells(cause)]);
}

function causeCells(cause: Cause): (string | number | null)[] {
  return [
    STEPS[cause.step].label,
    CAUSES[cause.cause].label,
    cause.mode && MODES[cause.mode].label,
    cause.plus,
    cause.minus,
    cause.delta,
    cause.count,
  ];
}

async function everything(cx: CommandContext, asked: DriftAsked): Promise<Shown[]> {
  const world = await worldOf(cx, await pointsOf(cx, asked));
  const { totals } = await driftIn(cx, world);
  const rates = await driftRatesOf(cx, asked);
  const items = (Object.keys(ITEM_TOTALS) as ItemTotal[]).flatMap((total) => itemsOf(world, total));
  return [...totals, ...rates.totals, ...items];
}

export async function causesSheet(cx: CommandContext, asked: DriftAsked): Promise<Readable> {
  const shown = await everything(cx, asked);
  return streamSheet({ columns: COLUMNS, rows: shown.flatMap(rowsOf), sheetName: '变动说明' });
}

const RECORD_COLUMNS: SheetColumn[] = [
  { title: '项目', width: 22 },
  { title: '何时登记', width: 20 },
  { title: '原因', width: 22 },
  { title: '登记类型' },
  { title: '日期', type: 'date' },
  { title: '增减', type: 'integer' },
  { title: '对象', width: 26 },
  { title: '变动前', width: 24 },
  { title: '变动后', width: 24 },
  { title: '登记人' },
  { title: '登记时间', width: 26 },
  { title: '说明', width: 30 },
];
const STEP = 500;

type Told = Pick<DriftRecord, 'day' | 'delta' | 'label' | 'before' | 'after'> &
  Partial<Pick<DriftRecord, 'by' | 'recordedAt' | 'reason'>>;

function recordRow(
  { total, step, cause, mode }: Pick<Line, 'total' | 'step' | 'cause' | 'mode'>,
  one: Told,
): (string | number | null)[] {
  return [
    TOTALS[total].label,
    STEPS[step].label,
    CAUSES[cause].label,
    mode && MODES[mode].label,
    ...[one.day, one.delta, one.label, one.before, one.after],
    ...[one.by ?? null, one.recordedAt ?? null, one.reason ?? null],
  ];
}

/** Every record of the unit's totals; a long period has hundreds of thousands of entries, so these come in steps. */
async function* records(cx: CommandContext, asked: DriftAsked) {
  const world = await worldOf(cx, await pointsOf(cx, asked));
  const rates = await ratesOf(cx, world.points);
  for (const line of [...world.lines, ...rates.lines]) {
    if (line.total !== 'department') yield recordRow(line, line);
  }
  for (const [key, causes] of sumUp([], world.groups, false)) {
    const total = key as 'installs' | 'remaining';
    for (const group of causes) {
      const query = { ...asked, ...group, total, mode: group.mode ?? undefined, limit: STEP };
      const entries = { ...query, cause: entryCauseOf(group.cause)! };
      let cursor: string | undefined;
      do {
        const page = await entryPage(cx, world.points, { ...entries, cursor }, world);
        for (const one of page.items) yield recordRow({ ...group, total }, one);
        cursor = page.nextCursor;
      } while (cursor);
    }
  }
}

export function recordsSheet(cx: CommandContext, asked: DriftAsked): Promise<Readable> {
  return streamSheet({ columns: RECORD_COLUMNS, rows: records(cx, asked), sheetName: '变动记录' });
}
