/** The clock of a unit: its year on a page, closing by hand, its days, and telling in time. */
import { addMonths } from '../../base/dates.ts';
import { type RefusalParams, refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import { type NoticeDraft, notify } from '../../platform/notices/notify.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { requireScan } from '../../platform/signatures/signatures.ts';
import { type Evidence, evidenceOf } from './commands.evidence.ts';
import {
  DEFAULT_LEAD_DAYS,
  keyOf,
  type Occurrence,
  occurrences,
  parameterProblem,
  raisesOn,
  stateOf,
} from './rules.ts';
import {
  type ClockLine,
  ClockParameters,
  DUTIES,
  type DutyKey,
  type DutyState,
  type StandingDuty,
} from './shapes.ts';
import * as store from './store.ts';

const SETTING = 'daily.clock';
type Say = (sentence: string, params?: RefusalParams) => string;

export async function parametersOf(cx: CommandContext): Promise<ClockParameters> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  if (stored !== undefined) return ClockParameters.parse(stored);
  const since = await store.unitSince(cx.tx, cx.unitId);
  return { leadDays: DEFAULT_LEAD_DAYS, since, due: {} };
}

export async function saveParameters(
  cx: CommandContext,
  parameters: ClockParameters,
): Promise<void> {
  const problem = parameterProblem(parameters);
  if (problem) {
    const { label, due } = DUTIES[problem.duty];
    const path = `body.due.${problem.duty}`;
    throw refuse('daily.clockDays', problem.sentence, { duty: label, n: due.length }, { path });
  }
  const before = await parametersOf(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, parameters);
  await audit(cx, {
    action: 'clock.saveParameters',
    objectType: 'clock',
    objectId: 'parameters',
    before,
    after: parameters,
  });
}

type Known = { closing: store.Closing | undefined; record: Evidence | undefined };
type Judged = Known & { one: Occurrence; state: DutyState };

/** Occurrences of these years with what closes them; a record of the system counts before what was written by hand. */
async function judge(cx: CommandContext, fromYear: number, toYear: number): Promise<Judged[]> {
  const parameters = await parametersOf(cx);
  const all = occurrences(parameters, fromYear, toYear);
  const byHand = new Map(
    (await store.closings(cx.tx, cx.unitId)).map((row) => [keyOf(row), row] as const),
  );
  const records = await evidenceOf(cx, fromYear, toYear);
  return all.map((one) => {
    const closing = byHand.get(keyOf(one));
    const record = records.get(keyOf(one));
    const closed = record ? ('done' as const) : closing?.state;
    const state = stateOf(one, closed, cx.today, parameters.leadDays);
    return { one, closing, record, state };
  });
}

/** Where the work of a duty is done, as long as nothing closes it. */
const PLACES: Partial<Record<DutyKey, string>> = {
  plan: '/plans',
  demand: '/demands',
  purchasePlan: '/purchase-plans',
  budget: '/purchase-plans',
  closing: '/closings',
  training: '/trainings',
  publicity: '/trainings',
  inspection: '/inspections',
  assessment: '/assessments',
  summary: '/summaries',
};

function lineOf({ one, closing, record, state }: Judged, say: Say, edit: boolean): ClockLine {
  const may = !edit || record ? [] : closing ? (['reopen'] as const) : (['close'] as const);
  return {
    ...one,
    state,
    closedOn: record?.on ?? closing?.closedOn ?? null,
    evidence: record ? say(record.sentence, record.params) : (closing?.words ?? ''),
    link: record?.link ?? PLACES[one.duty] ?? null,
    byHand: !record && closing !== undefined,
    closedBy: record ? null : (closing?.closedBy ?? null),
    hasFile: !record && Boolean(closing?.fileId),
    may: state === 'ahead' ? [] : [...may],
  };
}

export async function clockOf(cx: CommandContext, year: number, say: Say) {
  const parameters = await parametersOf(cx);
  const mayEdit = widestScope(cx.actor.roles, 'clock.edit') !== undefined;
  const first = Math.min(Number(parameters.since.slice(0, 4)), year);
  const judged = await judge(cx, first, year);
  const own = judged.filter(({ one }) => one.period.startsWith(String(year)));
  const late = judged.filter(
    ({ one, state }) => state === 'overdue' && !one.period.startsWith(String(year)),
  );
  const shown = (all: Judged[]) => all.map((one) => lineOf(one, say, mayEdit));
  return {
    year,
    today: cx.today,
    lines: shown(own),
    earlier: shown(late),
    standing: standingOf(await store.standing(cx), say),
    parameters,
    mayEdit,
  };
}

function standingOf(facts: store.Standing, say: Say): StandingDuty[] {
  const line = (
    key: string,
    article: string,
    link: string,
    count: number,
    [good, bad]: [string, string],
  ): StandingDuty => ({
    key,
    article,
    link,
    fulfilled: count === 0,
    text: count === 0 ? say(good) : say(bad, { n: count }),
  });
  return [
    line('committee', '工作责任制度一.1', '/committee', facts.committee ? 0 : 1, [
      '软件正版化工作领导小组已建立',
      '还没有登记领导小组',
    ]),
    line('pledges', '工作责任制度三', '/pledges', facts.unsignedPledges, [
      '工作人员都已签署使用正版软件承诺书',
      '还有 {{n}} 人没有签署现行的承诺书',
    ]),
    line(
      'rectification',
      '日常使用管理规定四.1',
      '/findings?state=ordered',
      facts.overdueRemovals,
      ['检查发现的问题都在限期内整改', '有 {{n}} 个责令卸载的问题已过限期'],
    ),
    line('expired', '配置管理规定一.1', '/findings?kind=expired', facts.expiredInUse, [
      '没有许可到期仍在使用的软件',
      '有 {{n}} 个编号许可到期仍在使用',
    ]),
  ];
}

function required(duty: DutyKey, period: string): Occurrence | undefined {
  const year = Number(period.slice(0, 4));
  const all = occurrences({ since: '0001-01-01', due: {} }, year, year);
  return all.find((one) => one.duty === duty && one.period === period);
}

export async function closeDuty(
  cx: CommandContext,
  duty: DutyKey,
  period: string,
  input: {
    state: 'done' | 'notApplicable';
    closedOn: string;
    words: string;
    fileId: string | null;
  },
): Promise<void> {
  const one = required(duty, period);
  if (!one) {
    throw refuse('daily.noDuty', '没有这一期的事项，可能链接有误', {}, { status: 404 });
  }
  if (input.closedOn > cx.today || input.closedOn < addMonths(one.dueOn, -12)) {
    const path = 'body.closedOn';
    throw refuse('daily.closedOn', '完成日期不能晚于今天，也不能早于期限前一年', {}, { path });
  }
  if (input.fileId) await requireScan(cx, input.fileId, 'body.fileId');
  if (!(await store.insertClosing(cx, { duty, period, ...input }))) {
    const sentence = '“{{duty}}”{{period}} 已经登记过，请刷新查看';
    const params = { duty: DUTIES[duty].label, period };
    throw refuse('daily.closedAlready', sentence, params, { status: 409 });
  }
  await audit(cx, {
    action: 'clock.close',
    objectType: 'duty',
    objectId: `${duty} ${period}`,
    after: input,
  });
}

export async function reopenDuty(
  cx: CommandContext,
  duty: DutyKey,
  period: string,
  reason: string,
): Promise<void> {
  const before = await store.deleteClosing(cx, duty, period);
  if (!before) {
    throw refuse('daily.notClosed', '这一项没有登记过，请刷新查看', {}, { status: 409 });
  }
  await audit(cx, {
    action: 'clock.reopen',
    objectType: 'duty',
    objectId: `${duty} ${period}`,
    before,
    after: { reason },
  });
}

export async function closingFile(
  cx: CommandContext,
  duty: DutyKey,
  period: string,
): Promise<string> {
  const all = await store.closings(cx.tx, cx.unitId);
  const fileId = all.find((row) => row.duty === duty && row.period === period)?.fileId;
  if (fileId) return fileId;
  throw refuse('daily.noFile', '没有这份材料', {}, { status: 404 });
}

/** Years that can still be told about: what is older than the last one was told then. */
const yearsNow = (cx: CommandContext) => {
  const year = Number(cx.today.slice(0, 4));
  return [year - 1, year + 1] as const;
};

/** Tells what has come due or overdue since the last time, once each. Returns how much was told. */
export async function raiseDuties(cx: CommandContext): Promise<number> {
  const { leadDays } = await parametersOf(cx);
  const judged = await judge(cx, ...yearsNow(cx));
  const closed = new Set(
    judged
      .filter(({ state }) => state === 'done' || state === 'notApplicable')
      .map(({ one }) => keyOf(one)),
  );
  const raised = await store.raisedKeys(cx.tx, cx.unitId);
  const all = judged.map(({ one }) => one);
  const raises = raisesOn(cx.today, leadDays, all, { closed, raised });
  if (raises.length === 0) return 0;
  const written = await store.insertRaised(cx, raises);
  const drafts = raises
    .filter((one) => written.has(`${keyOf(one)} ${one.stage}`))
    .map(
      (one): NoticeDraft => ({
        // The deputy head guides and urges (ZR-1.2.2) once a day has gone by.
        to: [
          { role: 'itManager' },
          ...(one.stage === 'overdue' ? [{ role: 'committeeDeputy' as const }] : []),
        ],
        kind: 'daily',
        sentence:
          one.stage === 'due'
            ? '“{{duty}}”（{{period}}）应在 {{due}} 前完成'
            : '“{{duty}}”（{{period}}）已过期限 {{due}}',
        params: { duty: DUTIES[one.duty].label, period: one.period, due: one.dueOn },
        link: `/clock?year=${one.period.slice(0, 4)}`,
        objectType: 'duty',
      }),
    );
  await notify(cx, drafts);
  return drafts.length;
}

export async function clockTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (widestScope(cx.actor.roles, 'clock.edit') === undefined) return [];
  const judged = await judge(cx, ...yearsNow(cx));
  const waiting = judged.filter(({ state }) => state === 'due' || state === 'overdue');
  return [
    {
      key: 'clock.waiting',
      sentence: '到期和逾期的法定事项',
      count: waiting.length,
      link: '/clock',
      dueOn: waiting[0]?.one.dueOn ?? null,
    },
  ];
}
