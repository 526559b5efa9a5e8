/** A demand form with what the caller may do, the list as Excel, and what waits for whom. */
import { unitsByIds } from '../../organisation/index.ts';
import { type Scope, widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { stepsOf } from '../../platform/workflow/steps.ts';
import { mayTake } from '../../platform/workflow/who.ts';
import { mayReview } from './commands.review.ts';
import { mayEdit, maySee, noDemand } from './commands.ts';
import { DEMAND_MACHINE } from './rules.machine.ts';
import { DEMAND_ACTIONS, type DemandQuery, type DemandRecord } from './shapes.ts';
import * as roundStore from './store.rounds.ts';
import * as store from './store.ts';

export async function demandRecord(cx: CommandContext, id: string): Promise<DemandRecord> {
  const row = await store.demandRow(cx, id);
  if (!row || !maySee(cx, row)) throw noDemand();
  const {
    items: [listed],
  } = await store.pageOfDemands(cx, 'all', { id, limit: 1 });
  const [unit] = await unitsByIds(cx.tx, [cx.unitId]);
  const lines = await store.linesOf(cx.tx, cx.unitId, [id]);
  const review = await mayReview(cx, row);
  return {
    ...listed!,
    organizationName: unit?.name ?? '',
    lines: lines.map(({ demandId: _, ...line }) => line),
    steps: await stepsOf(cx.tx, cx.unitId, 'demand', id),
    may: DEMAND_ACTIONS.filter((action) => may(cx, row, action, review)),
  };
}

function may(
  cx: CommandContext,
  row: store.DemandRow,
  action: (typeof DEMAND_ACTIONS)[number],
  review: Awaited<ReturnType<typeof mayReview>>,
): boolean {
  if (action === 'edit') return ['draft', 'returned'].includes(row.state) && mayEdit(cx, row);
  if (!mayTake(cx, DEMAND_MACHINE, row.state, action)) return false;
  const { permission } = DEMAND_MACHINE.transitions[action];
  if (permission === 'demand.edit') return mayEdit(cx, row);
  if (permission === 'demand.deptReview') return review.department;
  if (action === 'forward') return review.forward;
  return action === 'correct' || review.it;
}

const BATCH = 500;

/** Every line of every form of the list, in batches. */
export async function* exportLines(cx: CommandContext, scope: Scope, query: DemandQuery) {
  let cursor: string | undefined;
  do {
    const page = await store.pageOfDemands(cx, scope, { ...query, cursor, limit: BATCH });
    const ids = page.items.map((one) => one.id);
    const lines = Map.groupBy(await store.linesOf(cx.tx, cx.unitId, ids), (line) => line.demandId);
    for (const form of page.items) {
      for (const line of lines.get(form.id) ?? []) yield { form, line };
    }
    cursor = page.nextCursor;
  } while (cursor);
}

/** Rounds a head's departments have not answered, forms to give an opinion on. */
export async function demandTodos(cx: CommandContext): Promise<TodoLine[]> {
  const lines: TodoLine[] = [];
  const departments = cx.actor.departmentIds ?? [];
  if (widestScope(cx.actor.roles, 'demand.deptReview') && departments.length > 0) {
    const open = await roundStore.unanswered(cx, departments);
    lines.push({
      key: 'demand.answer',
      sentence: '待填报的年度软件需求',
      count: open.length,
      link: '/demands',
      dueOn: open[0]?.dueOn ?? null,
    });
    const waiting = await store.countWaiting(cx, 'submitted', departments);
    lines.push({
      key: 'demand.department',
      sentence: '待您审核的软件需求申请表',
      count: waiting.count,
      link: waiting.count === 1 ? `/demands/${waiting.id}` : '/demands?state=submitted',
    });
  }
  if (widestScope(cx.actor.roles, 'demand.itReview')) {
    const waiting = await store.countWaiting(cx, 'deptApproved', null);
    lines.push({
      key: 'demand.it',
      sentence: '待信息化部门审核的软件需求申请表',
      count: waiting.count,
      link: waiting.count === 1 ? `/demands/${waiting.id}` : '/demands?state=deptApproved',
    });
  }
  return lines;
}
