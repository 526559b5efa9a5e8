/** W5 as a state table (domain 6.3; WH-2.3, WH-2.4). Requests are collected before it, in the applications themselves. */
import { machine } from '../../base/workflow.ts';
import { UPGRADE_STATES } from './shapes.ts';

const APPROVED = ['approved', 'departmentsNotified', 'executing', 'closed'] as const;

export const UPGRADE_MACHINE = machine({
  objectType: 'upgrade',
  name: '软件升级方案',
  states: UPGRADE_STATES,
  initial: 'drafting',
  transitions: {
    create: {
      label: '起草',
      from: [],
      to: 'drafting',
      permission: 'upgrade.edit',
      who: '信息化部门管理员',
      writes: '列入的升级申请由本方案办理，不再列入其他方案',
      article: 'WH-2.3',
    },
    submit: {
      label: '送审',
      from: ['drafting', 'returned'],
      to: 'submitted',
      permission: 'upgrade.edit',
      who: '信息化部门管理员',
      holds: '各项内容齐全；范围内有计算机；许可、版本、期限核对无误；列入的申请都在范围内',
      opinion: 'optional',
    },
    approve: {
      label: '批准',
      from: ['submitted'],
      to: 'approved',
      permission: 'upgrade.approve',
      who: '领导小组组长、副组长',
      holds: '不是起草人；送审时的核对仍然成立',
      writes: '统一部署（升级）一次；列入的申请转为“已列入升级方案”',
      opinion: 'optional',
      article: 'WH-2.3',
    },
    return: {
      label: '退回',
      from: ['submitted'],
      to: 'returned',
      permission: 'upgrade.approve',
      who: '领导小组组长、副组长',
      opinion: 'required',
    },
    follow: {
      label: '随统一部署',
      from: ['approved', 'departmentsNotified', 'executing'],
      to: ['departmentsNotified', 'executing', 'closed', 'cancelled'],
      permission: 'system',
      who: '随统一部署的进展',
      writes: '结束或取消时，未办的申请退回待汇总',
      article: 'WH-2.4、WH-2.5',
    },
    cancel: {
      label: '取消',
      from: ['drafting', 'submitted', 'returned', 'approved', 'departmentsNotified', 'executing'],
      to: 'cancelled',
      permission: 'upgrade.edit',
      who: '信息化部门管理员',
      writes: '统一部署随之取消，未办的申请退回待汇总，已登记的不变',
      opinion: 'required',
    },
    correct: {
      label: '更正',
      from: [...APPROVED],
      to: [...APPROVED],
      permission: 'upgrade.edit',
      who: '信息化部门管理员',
      holds: '状态不变，前后内容留痕',
      opinion: 'required',
    },
  },
});
