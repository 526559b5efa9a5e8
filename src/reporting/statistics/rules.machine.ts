/** 附件5 as a state table (RC-6; ZR-1.2.1 年度报告). */
import { machine } from '../../base/workflow.ts';
import { STATISTICS_STATES } from './shapes.ts';

const it = { permission: 'statistics.edit', who: '信息化部门管理员' } as const;
const head = { permission: 'statistics.approve', who: '领导小组组长' } as const;

export const STATISTICS_MACHINE = machine({
  objectType: 'statistics',
  name: '软件正版化工作信息统计表（附件5）',
  states: STATISTICS_STATES,
  initial: 'drafted',
  transitions: {
    create: {
      label: '编制',
      from: [],
      to: 'drafted',
      ...it,
      holds: '一年一份；年度不晚于今年',
      article: 'RC-6',
    },
    submit: {
      label: '报组长审定',
      from: ['drafted', 'returned'],
      to: 'submitted',
      ...it,
      opinion: 'optional',
      writes: '全部数字和依据，此后不随记录变化；填表人、填表日期',
    },
    approve: {
      label: '审定',
      from: ['submitted'],
      to: 'confirmed',
      ...head,
      opinion: 'optional',
      holds: '不是编制人和报审人',
      writes: '单位负责人',
      article: 'ZR-1.2.1',
    },
    return: {
      label: '退回',
      from: ['submitted'],
      to: 'returned',
      ...head,
      opinion: 'required',
      writes: '数字重新按记录计算',
    },
    correct: {
      label: '更正',
      from: ['confirmed'],
      to: 'confirmed',
      ...it,
      opinion: 'required',
      writes: '更正前后的数字；通知组长',
    },
  },
});
