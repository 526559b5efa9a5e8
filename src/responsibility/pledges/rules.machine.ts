/** A signing campaign as a state table (ZR-3). */
import { machine } from '../../base/workflow.ts';
import { PLEDGE_CAMPAIGN_STATES } from './shapes.ts';

export const PLEDGE_CAMPAIGN_MACHINE = machine({
  objectType: 'pledgeCampaign',
  name: '承诺书签署活动',
  states: PLEDGE_CAMPAIGN_STATES,
  initial: 'open',
  transitions: {
    create: {
      label: '发起签署',
      from: [],
      to: 'open',
      permission: 'pledge.manage',
      who: '信息化部门管理员',
      writes: '通知范围内所有未签署的人员',
      article: 'ZR-3',
    },
    close: {
      label: '结束',
      from: ['open'],
      to: 'closed',
      permission: 'pledge.manage',
      who: '信息化部门管理员；全部签完时自动',
      opinion: 'optional',
    },
    cancel: {
      label: '取消',
      from: ['open'],
      to: 'cancelled',
      permission: 'pledge.manage',
      who: '信息化部门管理员',
      opinion: 'required',
      holds: '已签的承诺书不受影响',
    },
    correct: {
      label: '更正',
      from: ['open', 'closed'],
      to: ['open', 'closed'],
      permission: 'pledge.manage',
      who: '信息化部门管理员',
      opinion: 'required',
    },
  },
});
