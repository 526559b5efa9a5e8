/** The annual summary as a state table (RC-6; ZR-1.2.1 年度报告). */
import { machine } from '../../base/workflow.ts';
import { SUMMARY_STATES } from './shapes.ts';

const it = { permission: 'summary.edit', who: '信息化部门管理员' } as const;
const head = { permission: 'summary.approve', who: '领导小组组长' } as const;

export const SUMMARY_MACHINE = machine({
  objectType: 'summary',
  name: '年度软件正版化工作总结',
  states: SUMMARY_STATES,
  initial: 'draft',
  transitions: {
    create: {
      label: '起草',
      from: [],
      to: 'draft',
      ...it,
      holds: '一年一份；年度不晚于今年',
      writes: '按记录生成各部分',
      article: 'RC-6',
    },
    submit: {
      label: '报组长审定',
      from: ['draft', 'returned'],
      to: 'submitted',
      ...it,
      opinion: 'optional',
      holds: '各部分都有内容',
    },
    approve: {
      label: '审定',
      from: ['submitted'],
      to: 'approved',
      ...head,
      opinion: 'optional',
      holds: '不是起草人和报审人',
      article: 'ZR-1.2.1',
    },
    return: { label: '退回', from: ['submitted'], to: 'returned', ...head, opinion: 'required' },
    correct: {
      label: '更正',
      from: ['approved'],
      to: 'approved',
      ...it,
      opinion: 'required',
      writes: '更正前后的文字；通知组长',
    },
  },
});
