/** The summary in plain official Chinese, from the year's facts: one text per section, a paragraph per subject. */
import { formatFen } from '../../base/money.ts';
import { FINDING_KINDS } from '../../reconciliation/findings/shapes.ts';
import { longDate } from '../forms/rules.print.ts';
import type { NumberFact } from '../statistics/rules.facts.ts';
import { policyText, rateText } from '../statistics/rules.figures.ts';
import { CATEGORIES, CATEGORY_WORDS, type Category } from '../statistics/rules.items.ts';
import type { SummaryFacts } from './rules.facts.ts';
import { nextSteps, problemsOf } from './rules.problems.ts';
import type { SummarySection } from './shapes.ts';

const yuan = (fen: number): string => `${formatFen(fen)} 元`;
const share = (part: number, whole: number): string =>
  rateText({ genuine: part, installed: whole });
const paragraphs = (...lines: (string | false | undefined)[]): string =>
  lines.filter(Boolean).join('\n');

function responsibility(facts: SummaryFacts): string {
  const { committee, itDepartment, plan, pledges, policies, assessment, year } = facts;
  const daily = committee?.responsible?.departmentName ?? itDepartment?.name;
  const deputies = committee?.deputies.length ? `，副组长为${committee.deputies.join('、')}` : '';
  const graded = assessment?.grades.map(({ label, count }) => `${label} ${count} 个`).join('、');
  return paragraphs(
    committee
      ? `单位成立软件正版化工作领导小组，由${committee.headPosition}${committee.headName}任组长，为第一责任人${deputies}，小组共 ${committee.members} 人${daily ? `，日常工作由${daily}承担` : ''}。`
      : '软件正版化工作领导小组组成尚待登记。',
    plan?.approvedOn
      ? `年度软件正版化工作计划于${longDate(plan.approvedOn)}经组长审定，列出任务 ${plan.tasks} 项，已完成 ${plan.done} 项。`
      : `${year} 年度软件正版化工作计划尚未审定。`,
    `全体工作人员应签署使用正版软件承诺书 ${pledges.due} 人，已签署 ${pledges.signed} 人，签署率 ${share(pledges.signed, pledges.due)}。`,
    policies.length > 0 &&
      `现行软件正版化工作制度 ${policies.length} 项：${policyText(policies)}。`,
    graded && `开展年度考核评议，各部门评定结果为${graded}。`,
  );
}

/** `20 套和不限数量的场地许可` */
function licences(rows: readonly Pick<NumberFact, 'quantity'>[]): string {
  const sum = rows.reduce((total, row) => total + (row.quantity ?? 0), 0);
  const unlimited = rows.some((row) => row.quantity === null) && '不限数量的场地许可';
  return [sum > 0 && `${sum} 套`, unlimited].filter(Boolean).join('和');
}

function byCategory(part: (category: Category) => string | undefined): string {
  return CATEGORIES.map((category) => {
    const words = part(category);
    return words && `${CATEGORY_WORDS[category]}${words}`;
  })
    .filter(Boolean)
    .join('，');
}

function purchase(facts: SummaryFacts): string {
  const { demand, purchasePlans, contracts, purchases, owned, maintenance, asOf, year } = facts;
  const amount = (rows: typeof purchases) =>
    rows.reduce((sum, row) => sum + (row.amountFen ?? 0), 0);
  const total = amount(purchases);
  const domestic = amount(purchases.filter((row) => row.origin === 'domestic'));
  const bought = byCategory((category) => {
    const rows = purchases.filter((row) => row.category === category);
    return rows.length === 0 ? undefined : ` ${licences(rows)}、${yuan(amount(rows))}`;
  });
  const have = byCategory((category) => {
    const rows = owned.filter((row) => row.category === category);
    return rows.length === 0 ? undefined : ` ${licences(rows)}`;
  });
  const paid = maintenance.reduce((sum, line) => sum + line.amountFen, 0);
  return paragraphs(
    demand.asked > 0
      ? `组织软件使用需求申报，应填报部门 ${demand.asked} 个，已填报 ${demand.answered} 个。`
      : `${year} 年没有组织年度软件使用需求申报。`,
    purchasePlans.count > 0 &&
      `审定软件采购计划 ${purchasePlans.count} 份，计划金额 ${yuan(purchasePlans.amountFen)}。`,
    contracts.count > 0 &&
      `签订软件采购合同 ${contracts.count} 份，合同金额 ${yuan(contracts.amountFen)}。`,
    purchases.length > 0
      ? `全年采购商业软件 ${purchases.length} 项，金额 ${yuan(total)}${bought ? `，其中${bought}` : ''}。${total > 0 ? `国产软件采购金额 ${yuan(domestic)}，占 ${share(domestic, total)}。` : ''}`
      : '全年没有采购商业软件。',
    paid > 0 && `软件许可维护投入 ${yuan(paid)}。`,
    have && `截至${longDate(asOf)}，累计拥有有效商业软件许可：${have}。`,
  );
}

function usage(facts: SummaryFacts): string {
  const { devices, rates, closings, asOf } = facts;
  const total = devices.server + devices.desktop + devices.laptop;
  const rate = byCategory((category) => {
    const one = rates.find((row) => row.category === category);
    return one && one.installed > 0
      ? ` ${rateText(one)}（安装 ${one.installed} 台，正版 ${one.genuine} 台）`
      : undefined;
  });
  const work = [
    facts.orders > 0 && `办结安装维护确认单 ${facts.orders} 份`,
    facts.campaigns > 0 && `统一部署 ${facts.campaigns} 次`,
    facts.upgrades > 0 && `统一升级 ${facts.upgrades} 次`,
    facts.entries > 0 && `登记安装、卸载 ${facts.entries} 笔`,
  ].filter(Boolean);
  return paragraphs(
    `截至${longDate(asOf)}，单位总人数 ${facts.staff} 人，使用计算机 ${facts.users} 人；计算机 ${total} 台，其中服务器 ${devices.server} 台、台式机 ${devices.desktop} 台、便携机 ${devices.laptop} 台。`,
    rate ? `三类通用软件正版率：${rate}。` : '台账中还没有三类通用软件的安装记录。',
    work.length > 0 && `软件安装、卸载和升级由信息化部门统一办理，全年${work.join('，')}。`,
    `可使用免费软件清单列有软件 ${facts.freeList} 项。`,
    closings.length > 0
      ? `软件使用情况汇总表、明细表按规定更新，${closings.map(halfName).join('、')}结存已签字归档。`
      : '本年软件使用情况汇总表、明细表的半年结存尚未签字归档。',
  );
}

const halfName = (period: string): string => (period.endsWith('H1') ? '上半年' : '下半年');

function inspection(facts: SummaryFacts): string {
  const { inspections, found, cases } = facts;
  const count = found.reduce((sum, row) => sum + row.count, 0);
  const settled = found.reduce((sum, row) => sum + row.settled, 0);
  const kinds = found
    .slice(0, 4)
    .map((row) => `${FINDING_KINDS[row.kind].label} ${row.count} 个`)
    .join('、');
  return paragraphs(
    inspections.inspections > 0
      ? `全年开展软件使用情况检查 ${inspections.inspections} 次，其中全面检查 ${inspections.full} 次，检查计算机 ${inspections.computersChecked} 台，发现问题 ${inspections.problems} 个，已整改 ${inspections.rectified} 个。`
      : '全年没有完成软件使用情况检查。',
    count > 0
      ? `运用技术手段采集比对，发现问题 ${count} 个，其中${kinds}；已处理 ${settled} 个，其余 ${count - settled} 个正在处理。`
      : '运用技术手段采集比对，没有发现台账、授权与实际安装不一致的问题。',
    cases.opened + cases.decided > 0
      ? `依照责任追究规定立案 ${cases.opened} 件，作出处理决定 ${cases.decided} 件。`
      : '全年没有需要追究责任的情形。',
  );
}

function training(facts: SummaryFacts): string {
  const { trainings } = facts;
  const topics = trainings.lines
    .slice(0, 5)
    .map((line) => `${longDate(line.heldOn)}“${line.topic}”`)
    .join('、');
  const { publicity } = trainings;
  return paragraphs(
    trainings.trainings > 0
      ? `举办软件正版化工作培训 ${trainings.trainings} 次，${trainings.attendees} 人次参加：${topics}。`
      : '全年没有举办软件正版化工作培训。',
    trainings.externalTrainings > 0 &&
      `领导小组成员参加主管部门举办的培训 ${trainings.externalTrainings} 次、${trainings.externalAttendees} 人次。`,
    publicity.count > 0
      ? `通过${publicity.kinds.join('、')}等方式开展宣传 ${publicity.count} 次${publicity.reach > 0 ? `，覆盖 ${publicity.reach} 人次` : ''}。`
      : '全年没有开展软件正版化宣传活动。',
  );
}

const NUMBERS = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十'];
const numbered = (lines: readonly string[]): string =>
  lines.map((line, at) => `（${NUMBERS[at] ?? at + 1}）${line}`).join('\n');

function problems(facts: SummaryFacts): string {
  const found = problemsOf(facts).map((one) => one.problem);
  if (found.length > 0) return numbered(found);
  return '从全年记录看，没有未解决的问题。软件使用管理的日常基础工作仍需持续巩固。';
}

const WRITERS: Record<SummarySection, (facts: SummaryFacts) => string> = {
  responsibility,
  purchase,
  usage,
  inspection,
  training,
  problems,
  next: (facts) => numbered(nextSteps(facts)),
};

export const writeSection = (section: SummarySection, facts: SummaryFacts): string =>
  WRITERS[section](facts);
