/** Each duty beside what the year's records show of it; what the system does not keep yet is said so. */

import { DUTIES } from './rules.ts';
import type { Duty } from './shapes.ts';
import type { YearCounts } from './store.ts';

type Line = { text: string; count: number; link: string | null };

/** Duties whose evidence (plan, budget, inspection, training, assessment, summary) is not kept here yet. */
const NOT_YET = new Set([
  'ZR-1.2.2',
  'ZR-1.2.3(2)',
  'ZR-1.2.3(3)',
  'ZR-1.2.3(4)',
  'ZR-1.2.3(8)',
  'ZR-1.2.3(9)',
  'ZR-1.2.3(10)',
]);

export function dutiesOf(counts: YearCounts): Duty[] {
  const lines: Record<string, Line[]> = {
    'ZR-1.2.1': [
      { text: '审定自动登记规则', count: counts.rulesApproved, link: '/posting-rules' },
      { text: '审批升级方案', count: counts.schemesApproved, link: '/upgrades' },
      { text: '审定领导小组组成', count: counts.committeeApproved, link: '/committee' },
      { text: '决定责任追究', count: counts.casesDecided, link: '/cases' },
    ],
    'ZR-1.2.3(1)': [
      { text: '岗位软件配置标准', count: counts.postStandards, link: '/post-standards' },
    ],
    'ZR-1.2.3(5)': [{ text: '登记采购的软件', count: counts.purchases, link: '/software' }],
    'ZR-1.2.3(6)': [
      { text: '办结安装维护工作单', count: counts.ordersRecorded, link: '/orders?state=recorded' },
      { text: '统一部署', count: counts.campaigns, link: '/campaigns' },
    ],
    'ZR-1.2.3(7)': [{ text: '登记台账记录', count: counts.entries, link: '/entries' }],
    'ZR-1.2.3(11)': [
      { text: '调整可使用免费软件清单', count: counts.freeList, link: '/free-list' },
      { text: '签署承诺书', count: counts.pledges, link: '/pledges' },
      { text: '处理发现的问题', count: counts.findingsDecided, link: '/findings' },
    ],
  };
  return DUTIES.map((duty) => {
    const evidence = lines[duty.code] ?? [];
    const done = evidence.some((line) => line.count > 0);
    return {
      ...duty,
      evidence,
      state: done
        ? ('done' as const)
        : NOT_YET.has(duty.code)
          ? ('notYet' as const)
          : ('none' as const),
    };
  });
}
