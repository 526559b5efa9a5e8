/** 附件4 as a state table (W2; RC-2.2, RC-2.3): information department, finance, unit head, budget. */
import { machine } from '../../base/workflow.ts';
import { PURCHASE_STATES } from './shapes.ts';

const it = { permission: 'purchase.edit', who: '信息化部门管理员' } as const;
const finance = { permission: 'purchase.financeReview', who: '财务' } as const;
const head = { permission: 'purchase.approve', who: '领导小组组长（单位领导）' } as const;

export const PURCHASE_MACHINE = machine({
  objectType: 'purchasePlan',
  name: '软件采购计划表',
  states: PURCHASE_STATES,
  initial: 'draft',
  transitions: {
    create: {
      label: '编制',
      from: [],
      to: 'draft',
      ...it,
      holds: '一年一份年度计划，其余为追加计划',
      writes: '由已确定的选型、核定需求和现有许可算出缺口',
      article: 'PZ-2.3',
    },
    submit: {
      label: '报财务部门',
      from: ['draft', 'returned'],
      to: 'itReviewed',
      ...it,
      opinion: 'optional',
      holds: '至少一行；单价齐全；超出缺口、限价或短于最低年限的有说明',
      writes: '通知财务',
      article: 'RC-2.2',
    },
    financeApprove: {
      label: '财务同意',
      from: ['itReviewed'],
      to: 'financeReviewed',
      ...finance,
      opinion: 'optional',
      holds: '不是编制人；每行有资金来源',
      article: 'RC-2.3',
    },
    financeReturn: {
      label: '财务退回',
      from: ['itReviewed'],
      to: 'returned',
      ...finance,
      opinion: 'required',
    },
    approve: {
      label: '审批同意',
      from: ['financeReviewed'],
      to: 'approved',
      ...head,
      opinion: 'optional',
      holds: '不是编制人，不是财务审核人',
      article: 'ZR-1.2.1',
    },
    leaderReturn: {
      label: '退回财务部门',
      from: ['financeReviewed'],
      to: 'itReviewed',
      ...head,
      opinion: 'required',
    },
    reject: {
      label: '不予批准',
      from: ['financeReviewed'],
      to: 'rejected',
      ...head,
      opinion: 'required',
    },
    budget: {
      label: '列入预算',
      from: ['approved'],
      to: 'inBudget',
      ...finance,
      opinion: 'optional',
      writes: '预算文号、日期',
      article: 'PZ-2.4',
    },
    correct: {
      label: '更正',
      from: ['approved', 'inBudget'],
      to: ['approved', 'inBudget'],
      ...it,
      opinion: 'required',
      holds: '总金额不增加（增加的另编追加计划）',
      writes: '更正前后的内容',
    },
    close: {
      label: '结束',
      from: ['approved', 'inBudget'],
      to: 'closed',
      ...it,
      opinion: 'required',
    },
  },
});
