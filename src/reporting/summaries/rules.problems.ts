/** What the year's records leave open, and what follows from each for the next year. */
import { CATEGORIES } from '../statistics/rules.items.ts';
import type { SummaryFacts } from './rules.facts.ts';

export type Problem = { problem: string; step: string };

const NAMES = { operatingSystem: '操作系统', office: '办公', antivirus: '杀毒' };

export function problemsOf(facts: SummaryFacts): Problem[] {
  return [
    ...uncoveredProblems(facts),
    ...findingProblems(facts),
    ...peopleProblems(facts),
    ...dutyProblems(facts),
  ];
}

function uncoveredProblems({ rates }: SummaryFacts): Problem[] {
  const short = CATEGORIES.flatMap((category) => {
    const rate = rates.find((one) => one.category === category);
    const left = rate ? rate.installed - rate.genuine : 0;
    return left > 0 ? [`${NAMES[category]}软件 ${left} 台`] : [];
  });
  const bare = CATEGORIES.flatMap((category) => {
    const rate = rates.find((one) => one.category === category);
    const left = rate ? rate.required - rate.installed : 0;
    return left > 0 ? [`${NAMES[category]}软件 ${left} 台`] : [];
  });
  return [
    ...when(
      short.length > 0,
      `部分计算机的软件还没有计入正版：${short.join('、')}。`,
      `对没有计入正版的计算机逐台核实，补齐许可或凭据，不能补齐的予以卸载。`,
    ),
    ...when(
      bare.length > 0,
      `部分在用计算机的台账中没有三类通用软件：${bare.join('、')}。`,
      `核对没有登记三类通用软件的计算机，应配未配的列入采购需求，漏登记的补登台账。`,
    ),
  ];
}

function findingProblems({ openFindings, inspections }: SummaryFacts): Problem[] {
  const left = inspections.problems - inspections.rectified;
  return [
    ...when(
      openFindings > 0,
      `台账、授权与实际安装不一致的问题还有 ${openFindings} 个没有处理完毕。`,
      `限期处理 ${openFindings} 个未处理的问题，做到实际安装、台账、授权三者一致。`,
    ),
    ...when(
      left > 0,
      `检查发现的问题还有 ${left} 个没有整改到位。`,
      `督促有关部门按期完成 ${left} 个检查问题的整改并复查。`,
    ),
  ];
}

function peopleProblems({ pledges, committee, plan }: SummaryFacts): Problem[] {
  const unsigned = pledges.due - pledges.signed;
  const open = plan ? plan.tasks - plan.done : 0;
  return [
    ...when(
      committee === null,
      '软件正版化工作领导小组组成没有登记。',
      '建立健全软件正版化工作领导小组，明确成员部门职责。',
    ),
    ...when(
      unsigned > 0,
      `还有 ${unsigned} 人没有签署使用正版软件承诺书。`,
      `督促 ${unsigned} 名工作人员签署使用正版软件承诺书，新进人员入职即签。`,
    ),
    ...when(
      open > 0,
      `年度计划中还有 ${open} 项任务没有完成。`,
      `继续完成本年计划结转的 ${open} 项任务。`,
    ),
  ];
}

function dutyProblems({ inspections, trainings, closings, policies }: SummaryFacts): Problem[] {
  return [
    ...when(
      inspections.full === 0,
      '没有完成每年至少一次的软件使用情况全面检查。',
      '尽早安排并完成软件使用情况全面检查，通报检查结果。',
    ),
    ...when(
      trainings.trainings === 0,
      '没有举办每年至少一次的软件正版化工作培训。',
      '尽早举办软件正版化工作培训，覆盖各部门工作人员。',
    ),
    ...when(
      trainings.publicity.count === 0,
      '没有开展软件正版化宣传。',
      '通过单位网站、宣传手册、海报等方式开展软件正版化宣传。',
    ),
    ...when(
      closings.length < 2,
      `汇总表、明细表的半年结存只归档 ${closings.length} 次。`,
      '汇总表、明细表每半年核对、签字、归档一次。',
    ),
    ...when(
      policies.length === 0,
      '软件正版化工作制度没有登记或不健全。',
      '制定和完善本单位软件正版化工作制度。',
    ),
  ];
}

const when = (holds: boolean, problem: string, step: string): Problem[] =>
  holds ? [{ problem, step }] : [];

/** First what the problems ask for, then what the guideline asks for every year. */
export function nextSteps(facts: SummaryFacts): string[] {
  const next = facts.year + 1;
  return [
    ...problemsOf(facts).map((one) => one.step),
    `制定 ${next} 年度软件正版化工作计划，分解任务，落实到部门和人员。`,
    `按年度组织软件需求申报、采购、全面检查、培训宣传和考核评议，严格执行软件采购计划和预算。`,
  ];
}
