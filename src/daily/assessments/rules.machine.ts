/** The yearly assessment as a state table (W8; ZR-1.2.1, ZR-1.2.3(9)). */
import { machine } from '../../base/workflow.ts';
import { ASSESSMENT_STATES } from './shapes.ts';

const members = { permission: 'assessment.edit', who: '信息化部门管理员、领导小组成员' } as const;
const head = { permission: 'assessment.approve', who: '领导小组组长' } as const;

export const ASSESSMENT_MACHINE = machine({
  objectType: 'assessment',
  name: '考核评议',
  states: ASSESSMENT_STATES,
  initial: 'collecting',
  transitions: {
    create: {
      label: '开始考核评议',
      from: [],
      to: 'collecting',
      ...members,
      holds: '一年一次；年度不晚于今年',
      article: 'ZR-1.2.3(9)',
    },
    draft: {
      label: '起草评议结果',
      from: ['collecting'],
      to: 'drafted',
      ...members,
      opinion: 'optional',
      holds: '每个部门的每项指标都有分数',
      writes: '指标、各项分数和依据，此后不随记录变化；建议的等次',
    },
    recollect: {
      label: '重新收集',
      from: ['drafted'],
      to: 'collecting',
      ...members,
      opinion: 'required',
      writes: '分数重新按记录计算；人工评分保留',
    },
    submit: {
      label: '报组长审定',
      from: ['drafted'],
      to: 'submitted',
      ...members,
      opinion: 'optional',
      writes: '各部门的等次',
    },
    approve: {
      label: '审定',
      from: ['submitted'],
      to: 'approved',
      ...head,
      opinion: 'optional',
      holds: '没有评分、起草或报审',
      writes: '通知各部门负责人',
      article: 'ZR-1.2.1',
    },
    return: { label: '退回', from: ['submitted'], to: 'drafted', ...head, opinion: 'required' },
    report: {
      label: '登记已上报',
      from: ['approved'],
      to: 'reported',
      ...members,
      writes: '报送何处、日期',
    },
    correct: {
      label: '更正等次',
      from: ['approved', 'reported'],
      to: ['approved', 'reported'],
      ...members,
      opinion: 'required',
      writes: '更正前后的等次；通知组长和部门负责人',
    },
  },
});
