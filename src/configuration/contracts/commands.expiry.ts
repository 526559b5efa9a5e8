/** The calendar of what ends, and the warnings 90, 60 and 30 days before (D15). */
import { addDays, daysBetween } from '../../base/dates.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { inUse } from '../software/commands.inuse.ts';
import { stageOf } from './rules.ts';
import type { Expiry } from './shapes.ts';
import { awaitingDelivery, endings, tellOnce } from './store.expiry.ts';

const WARN_DAYS = 90;

export async function calendar(
  cx: CommandContext,
  span: { from: string; to: string },
): Promise<Expiry[]> {
  const ends = await endings(cx, span);
  const used = await inUse(cx.tx, cx.unitId, [...new Set(ends.map((one) => one.softwareId))]);
  return ends.map((one) => ({
    ...one,
    daysLeft: daysBetween(cx.today, one.endsOn),
    openInstalls: used.get(one.softwareId)?.openInstalls ?? 0,
  }));
}

/** What ends soon and has no successor; ended yesterday counts, ended long ago was told then. */
async function pressing(cx: CommandContext) {
  const span = { from: addDays(cx.today, -WARN_DAYS), to: addDays(cx.today, WARN_DAYS) };
  return (await endings(cx, span)).filter((one) => one.renewedBy === null);
}

/** Each morning: what has come to a stage is told, once per stage, as one notice. */
export async function warnOfExpiries(cx: CommandContext): Promise<void> {
  const found = (await pressing(cx)).flatMap((one) => {
    const stage = stageOf(one.endsOn, cx.today);
    return stage === undefined ? [] : [{ ...one, stage }];
  });
  if (found.length === 0) return;
  const fresh = await tellOnce(cx, found);
  if (fresh.length === 0) return;
  const keys = new Set(fresh.map((one) => `${one.softwareId}:${one.what}`));
  const told = found.filter((one) => keys.has(`${one.softwareId}:${one.what}`));
  const [first] = told;
  const sentence =
    told.length === 1
      ? '{{no}} {{name}} 于 {{date}} 到期，请安排续订或停用'
      : '{{n}} 项许可或维护即将或已经到期（最早 {{no}} {{name}}，{{date}}），请安排续订或停用';
  await notify(cx, [
    {
      to: [{ role: 'itManager' }, { role: 'financeOfficer' }],
      kind: 'daily',
      sentence,
      params: {
        n: told.length,
        no: first!.softwareNo,
        name: first!.softwareName,
        date: first!.endsOn,
      },
      link: '/expiries',
      objectType: 'software',
      objectId: first!.softwareId,
    },
  ]);
}

/** What ends is arranged by the information department and paid by finance; what arrives is taken in by asset too. */
export async function contractTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  if (cx.actor.roles.some((role) => role === 'itManager' || role === 'financeOfficer')) {
    const soon = await pressing(cx);
    lines.push({
      key: 'contract.expiry',
      sentence: '90 天内到期、尚未续订的许可和维护',
      count: soon.length,
      link: '/expiries',
      dueOn: soon[0]?.endsOn ?? null,
    });
  }
  if (widestScope(cx.actor.roles, 'contract.receive')) {
    lines.push({
      key: 'contract.receive',
      sentence: '已签订、等待到货的合同',
      count: await awaitingDelivery(cx),
      link: '/contracts',
    });
  }
  return lines;
}
