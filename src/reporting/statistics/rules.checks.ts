/** What does not go together in 附件5 (domain.md 附件5, cross-checks) and what the guideline asks for at least. */
import type { RefusalParams } from '../../base/refusal.ts';
import type { YearFacts } from './rules.facts.ts';
import { completed } from './rules.figures.ts';
import type { TypedValues } from './shapes.ts';

export type Warning = { sentence: string; params?: RefusalParams };
/** Last year's figures that this year's are held against; null where they are not known. */
export type Before = { staff: number | null; computers: number | null };
type Check = (facts: YearFacts, typed: TypedValues, before: Before) => Warning[];

const when = (holds: boolean, sentence: string, params: RefusalParams = {}): Warning[] =>
  holds ? [{ sentence, params }] : [];

const GENERAL = ['operatingSystem', 'office', 'antivirus'];

const CHECKS: Check[] = [
  ({ committee }) => when(!committee, '还没有登记领导小组，第一责任人等项目为空'),
  ({ committee }) =>
    when(committee !== null && !committee.responsible, '附件1 没有列信息化部门负责人'),
  ({ staff, users }) =>
    when(users > staff, '使用计算机人数 {{users}} 多于总人数 {{staff}}', { users, staff }),
  ({ purchases, owned }) => {
    const unclear = new Set(
      [...purchases, ...owned]
        .filter((one) => one.origin === null && GENERAL.includes(one.category))
        .map((one) => one.softwareNo),
    );
    return when(
      unclear.size > 0,
      '{{n}} 个软件编号没有填产地，未计入国产或非国产：{{numbers}}',
      listed([...unclear]),
    );
  },
  ({ purchases }) => {
    const free = purchases.filter(
      (one) => one.acquisitionMethod === 'purchase' && one.amountFen === null,
    );
    return when(
      free.length > 0,
      '{{n}} 个采购的软件编号没有填采购金额：{{numbers}}',
      listed(free.map((one) => one.softwareNo)),
    );
  },
  ({ trainings }) =>
    when(
      trainings.trainings > 0 && trainings.attendees === 0,
      '培训 {{n}} 次但没有参加人员，请补登记签到',
      { n: trainings.trainings },
    ),
  ({ trainings }) =>
    when(trainings.trainings === 0, '本年还没有举办培训；指南要求每年至少一次（日常管理五.2）'),
  ({ trainings }) =>
    when(trainings.publicity.count === 0, '本年还没有登记宣传活动（日常管理五.3）'),
  ({ inspections }) =>
    when(inspections.full === 0, '本年还没有完成全面检查；指南要求每年至少一次（日常管理四.1）'),
  ({ inspections: { problems, rectified } }) =>
    when(rectified < problems, '检查发现的问题还有 {{n}} 个没有整改', { n: problems - rectified }),
  ({ pledges: { due, signed } }) =>
    when(signed < due, '还有 {{n}} 人没有签署现行的承诺书', { n: due - signed }),
  ({ policies }) => when(policies.length === 0, '还没有登记软件正版化工作制度'),
  (facts, typed) =>
    when(
      typed.legalizationCompleted === true && !completed(facts),
      '填报已完成软件正版化，但三类软件正版率不都是 100% 或有未处理的问题',
    ),
  ({ staff }, _typed, before) =>
    when(leaps(before.staff, staff), '总人数与上年相差一半以上（{{before}} → {{now}}），请核对', {
      before: before.staff ?? 0,
      now: staff,
    }),
  ({ devices }, _typed, before) => {
    const now = devices.server + devices.desktop + devices.laptop;
    return when(
      leaps(before.computers, now),
      '计算机总数与上年相差一半以上（{{before}} → {{now}}），请核对',
      { before: before.computers ?? 0, now },
    );
  },
];

function listed(numbers: readonly string[]): RefusalParams {
  const shown = numbers.slice(0, 5).join('、');
  return { n: numbers.length, numbers: numbers.length > 5 ? `${shown}…` : shown };
}

const leaps = (before: number | null, now: number): boolean =>
  before !== null && before > 0 && Math.abs(now - before) * 2 > before;

export function warningsOf(facts: YearFacts, typed: TypedValues, before: Before): Warning[] {
  return CHECKS.flatMap((check) => check(facts, typed, before));
}
