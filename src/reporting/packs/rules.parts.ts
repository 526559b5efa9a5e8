/** The guideline's five parts as folders of a pack, and what an inspection would miss in a period. */
import type { Permission } from '../../platform/auth/permissions.ts';

export const PARTS = {
  responsibility: '1 责任制度',
  daily: '2 日常使用管理',
  configuration: '3 软件配置管理',
  ledgers: '4 软件台账管理',
  installation: '5 安装维护管理',
} as const;
export type Part = keyof typeof PARTS;

/** The folders of forms (`07 软件使用情况汇总表`) by their number. */
const OF_FORMS: Record<string, Part> = {
  '01': 'responsibility',
  '02': 'responsibility',
  '03': 'configuration',
  '04': 'configuration',
  '06': 'configuration',
  '07': 'ledgers',
  '08': 'ledgers',
  '09': 'ledgers',
  '10': 'installation',
  '11': 'installation',
  '12': 'configuration',
};

export function partOfForms(folder: string): Part {
  return OF_FORMS[folder.slice(0, 2)] ?? 'daily';
}

/** By the kind of a printed paper, for its signed scan. */
const OF_KINDS: Record<string, Part> = {
  form1: 'responsibility',
  form2: 'responsibility',
  form3: 'configuration',
  form4: 'configuration',
  form6: 'configuration',
  form7: 'ledgers',
  form8: 'ledgers',
  form9: 'ledgers',
  form10: 'installation',
  form11: 'installation',
  disposal: 'configuration',
};
export const partOfKind = (kind: string): Part => OF_KINDS[kind] ?? 'daily';

export type Facts = {
  policies: number;
  committee: number;
  pledgesOpen: number;
  plans: number;
  trainings: number;
  inspections: number;
  problemsOpen: number;
  statistics: number;
  summaries: number;
  purchasePlans: number;
  contractsBare: number;
  numbersBare: number;
  freeList: number;
  closings: number;
  red: number;
  yellow: number;
  ordersOpen: number;
};

type Expected = { part: Part; needs: Permission; words: (facts: Facts) => string | false };

const none = (count: number, words: string) => count === 0 && words;
const some = (count: number, words: (n: number) => string) => count > 0 && words(count);

export const EXPECTED: Expected[] = [
  {
    part: 'responsibility',
    needs: 'statistics.view',
    words: ({ policies }) => none(policies, '没有登记在用的规章制度'),
  },
  {
    part: 'responsibility',
    needs: 'committee.view',
    words: ({ committee }) => none(committee, '没有领导小组组成（附件1）'),
  },
  {
    part: 'responsibility',
    needs: 'pledge.view',
    words: ({ pledgesOpen }) => some(pledgesOpen, (n) => `${n} 人没有签署承诺书（附件2）`),
  },
  {
    part: 'daily',
    needs: 'plan.view',
    words: ({ plans }) => none(plans, '没有批准的年度工作计划'),
  },
  {
    part: 'daily',
    needs: 'inspection.view',
    words: ({ inspections }) => none(inspections, '期间内没有开展过检查'),
  },
  {
    part: 'daily',
    needs: 'inspection.view',
    words: ({ problemsOpen }) => some(problemsOpen, (n) => `${n} 个检查问题没有整改完`),
  },
  {
    part: 'daily',
    needs: 'training.view',
    words: ({ trainings }) => none(trainings, '期间内没有培训、宣传记录'),
  },
  {
    part: 'daily',
    needs: 'statistics.view',
    words: ({ statistics }) => none(statistics, '没有确认的统计表（附件5）'),
  },
  {
    part: 'daily',
    needs: 'summary.view',
    words: ({ summaries }) => none(summaries, '没有批准的年度总结'),
  },
  {
    part: 'configuration',
    needs: 'purchase.view',
    words: ({ purchasePlans }) => none(purchasePlans, '没有批准的采购计划（附件4）'),
  },
  {
    part: 'configuration',
    needs: 'contract.view',
    words: ({ contractsBare }) => some(contractsBare, (n) => `${n} 份合同没有上传合同文本或资料`),
  },
  {
    part: 'configuration',
    needs: 'document.view',
    words: ({ numbersBare }) => some(numbersBare, (n) => `${n} 个商业软件编号没有授权证书等资料`),
  },
  {
    part: 'configuration',
    needs: 'freeList.view',
    words: ({ freeList }) => none(freeList, '没有可使用免费软件清单（附件6）'),
  },
  {
    part: 'ledgers',
    needs: 'closing.view',
    words: ({ closings }) => none(closings, '期间内没有签字归档的半年结存'),
  },
  {
    part: 'ledgers',
    needs: 'finding.view',
    words: ({ red, yellow }) =>
      red + yellow > 0 && `现在有 ${red} 个安装判为红色、${yellow} 个判为黄色，证据不全`,
  },
  {
    part: 'installation',
    needs: 'order.view',
    words: ({ ordersOpen }) => some(ordersOpen, (n) => `${n} 张安装维护单没有办完（附件11）`),
  },
];
