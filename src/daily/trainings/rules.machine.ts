/** Training and publicity as a state table (W7; RC-5). */
import { machine } from '../../base/workflow.ts';
import { TRAINING_STATES } from './shapes.ts';

const organiser = { permission: 'training.edit', who: '信息化部门管理员、领导小组成员' } as const;

export const TRAINING_MACHINE = machine({
  objectType: 'training',
  name: '培训宣传',
  states: TRAINING_STATES,
  initial: 'planned',
  transitions: {
    create: {
      label: '安排',
      from: [],
      to: 'planned',
      ...organiser,
      writes: '通知参加人员，列入其待办',
      article: 'RC-5.2',
    },
    hold: {
      label: '举办',
      from: ['planned'],
      to: 'held',
      ...organiser,
      holds: '不早于举办日期；培训有参加人员',
      writes: '结束扫码签到；法定事项据此完成',
      article: 'RC-5.2',
    },
    record: {
      label: '归档',
      from: ['held'],
      to: 'recorded',
      ...organiser,
      holds: '写明情况；宣传有受众人次',
      writes: '名单和情况此后只能更正',
      article: 'RC-5.3',
    },
    cancel: {
      label: '取消',
      from: ['planned'],
      to: 'cancelled',
      ...organiser,
      opinion: 'required',
      writes: '通知原定参加的人员',
    },
    correct: {
      label: '更正',
      from: ['held', 'recorded'],
      to: ['held', 'recorded'],
      ...organiser,
      opinion: 'required',
      holds: '状态不变；日期不晚于当天；培训仍有参加人员',
      writes: '更正前后的事实、情况和名单',
    },
  },
});
