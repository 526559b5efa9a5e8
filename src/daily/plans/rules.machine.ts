/** The annual plan as a state table (W1; RC-1, ZR-1.2.1). */
import { machine } from '../../base/workflow.ts';
import { PLAN_STATES } from './shapes.ts';

const it = { permission: 'plan.edit', who: '信息化部门管理员' } as const;
const head = { permission: 'plan.approve', who: '领导小组组长' } as const;

export const PLAN_MACHINE = machine({
  objectType: 'plan',
  name: '年度软件正版化工作计划',
  states: PLAN_STATES,
  initial: 'draft',
  transitions: {
    create: {
      label: '起草',
      from: [],
      to: 'draft',
      ...it,
      holds: '一年一份',
      article: 'RC-1',
    },
    submit: {
      label: '报组长审定',
      from: ['draft', 'returned'],
      to: 'submitted',
      ...it,
      opinion: 'optional',
      holds: '目标任务、推进措施、进度安排、检查方案齐全；至少一项任务；每项任务有负责人或部门',
    },
    approve: {
      label: '审定',
      from: ['submitted'],
      to: 'approved',
      ...head,
      opinion: 'optional',
      holds: '不是起草人和报审人',
      writes: '通知任务负责人',
      article: 'ZR-1.2.1',
    },
    return: { label: '退回', from: ['submitted'], to: 'returned', ...head, opinion: 'required' },
    report: {
      label: '填报进展',
      from: ['approved', 'inProgress'],
      to: 'inProgress',
      permission: 'task.report',
      who: '任务负责人、其部门负责人，信息化部门管理员',
      opinion: 'required',
    },
    adjust: {
      label: '调整任务',
      from: ['approved', 'inProgress'],
      to: ['approved', 'inProgress'],
      ...it,
      opinion: 'required',
      holds: '已完成的任务不变',
      writes: '调整前后的任务；新的负责人收到通知',
    },
    correct: {
      label: '更正文字',
      from: ['approved', 'inProgress', 'closed'],
      to: ['approved', 'inProgress', 'closed'],
      ...it,
      opinion: 'required',
      writes: '更正前后的文字',
    },
    close: {
      label: '结束',
      from: ['approved', 'inProgress'],
      to: 'closed',
      ...it,
      opinion: 'required',
      holds: '任务都已完成或取消，或选择取消其余任务',
    },
  },
});
