/** Each duty (ZR-1.2) beside what the year's records show of it. */

import { DUTIES } from './rules.ts';
import type { Duty } from './shapes.ts';
import type { YearCounts } from './store.ts';

type Line = { text: string; count: number; link: string | null };

export function dutiesOf(counts: YearCounts): Duty[] {
  const lines: Record<string, Line[]> = {
    'ZR-1.2.1': [
      { text: '审定年度计划', count: counts.plansApproved, link: '/plans' },
      { text: '审批采购计划', count: counts.purchasesApproved, link: '/purchase-plans' },
      { text: '审定考核评议', count: counts.assessmentsApproved, link: '/assessments' },
      { text: '审定年度总结', count: counts.summariesApproved, link: '/summaries' },
      { text: '审定自动登记规则', count: counts.rulesApproved, link: '/posting-rules' },
      { text: '审批升级方案', count: counts.schemesApproved, link: '/upgrades' },
      { text: '审定领导小组组成', count: counts.committeeApproved, link: '/committee' },
      { text: '决定责任追究', count: counts.casesDecided, link: '/cases' },
    ],
    'ZR-1.2.2': [{ text: '年度计划任务进展', count: counts.tasksReported, link: '/plans' }],
    'ZR-1.2.3(1)': [
      { text: '岗位软件配置标准', count: counts.postStandards, link: '/post-standards' },
    ],
    'ZR-1.2.3(2)': [{ text: '报审年度计划', count: counts.plansDrafted, link: '/plans' }],
    'ZR-1.2.3(3)': [
      { text: '通报检查结果', count: counts.inspectionsNotified, link: '/inspections' },
    ],
    'ZR-1.2.3(4)': [
      { text: '编制采购计划', count: counts.purchasePlans, link: '/purchase-plans' },
      { text: '列入预算', count: counts.budgets, link: '/purchase-plans' },
    ],
    'ZR-1.2.3(5)': [
      { text: '签订采购合同', count: counts.contractsSigned, link: '/contracts' },
      { text: '登记采购的软件', count: counts.purchases, link: '/software' },
    ],
    'ZR-1.2.3(6)': [
      { text: '办结安装维护工作单', count: counts.ordersRecorded, link: '/orders?state=recorded' },
      { text: '统一部署', count: counts.campaigns, link: '/campaigns' },
    ],
    'ZR-1.2.3(7)': [{ text: '登记台账记录', count: counts.entries, link: '/entries' }],
    'ZR-1.2.3(8)': [
      { text: '举办培训、开展宣传', count: counts.trainingsRecorded, link: '/trainings' },
    ],
    'ZR-1.2.3(9)': [
      { text: '完成考核评议', count: counts.assessmentsApproved, link: '/assessments' },
    ],
    'ZR-1.2.3(10)': [{ text: '完成年度总结', count: counts.summariesApproved, link: '/summaries' }],
    'ZR-1.2.3(11)': [
      { text: '调整可使用免费软件清单', count: counts.freeList, link: '/free-list' },
      { text: '签署承诺书', count: counts.pledges, link: '/pledges' },
      { text: '处理发现的问题', count: counts.findingsDecided, link: '/findings' },
    ],
  };
  return DUTIES.map((duty) => {
    const evidence = lines[duty.code] ?? [];
    const done = evidence.some((line) => line.count > 0);
    return { ...duty, evidence, state: done ? ('done' as const) : ('none' as const) };
  });
}
