/** W4 as a state table (domain 6.3; WH-1.3, WH-2.4). */
import { machine } from '../../base/workflow.ts';
import { CAMPAIGN_STATES, type CampaignState } from './shapes.ts';

export const CAMPAIGN_MACHINE = machine({
  objectType: 'campaign',
  name: '统一部署',
  states: CAMPAIGN_STATES,
  initial: 'planned',
  transitions: {
    create: {
      label: '计划',
      from: [],
      to: 'planned',
      permission: 'campaign.edit',
      who: '信息化部门管理员；升级由获批的升级方案发起',
      article: 'WH-1.3',
    },
    notify: {
      label: '通知部门',
      from: ['planned'],
      to: 'departmentsNotified',
      permission: 'campaign.edit',
      who: '信息化部门管理员',
      holds: '范围内有计算机；许可数量足够',
      writes: '固定计算机名单，通知各部门负责人',
      article: 'WH-1.3、WH-2.4',
    },
    execute: {
      label: '开始执行',
      from: ['departmentsNotified'],
      to: 'executing',
      permission: 'campaign.edit',
      who: '信息化部门管理员',
      writes: '每台计算机一张工作单',
    },
    close: {
      label: '结束',
      from: ['executing'],
      to: ['closed', 'closing'],
      permission: 'campaign.edit',
      who: '信息化部门管理员',
      holds: '工作单均已办结，或说明原因取消其余',
      writes: '其余超过 500 张时由后台任务分批取消，其间为“正在结束”',
      opinion: 'required',
    },
    cancel: {
      label: '取消',
      from: ['planned', 'departmentsNotified', 'executing'],
      to: ['cancelled', 'cancelling'],
      permission: 'campaign.edit',
      who: '信息化部门管理员',
      writes: '未办结的工作单随之取消（超过 500 张时由后台任务分批取消），已登记的不变',
      opinion: 'required',
    },
    finish: {
      label: '其余已取消',
      from: ['closing', 'cancelling'],
      to: ['closed', 'cancelled'],
      permission: 'campaign.edit',
      who: '后台任务，以发起人名义',
      holds: '没有未办结的工作单',
    },
    correct: {
      label: '更正',
      from: ['departmentsNotified', 'executing', 'closed'],
      to: ['departmentsNotified', 'executing', 'closed'],
      permission: 'campaign.edit',
      who: '信息化部门管理员',
      holds: '状态不变，前后内容留痕',
      opinion: 'required',
    },
  },
});

/** Where a campaign that is being ended arrives; undefined for any other. */
export function endOf(state: CampaignState): 'closed' | 'cancelled' | undefined {
  if (state === 'closing') return 'closed';
  return state === 'cancelling' ? 'cancelled' : undefined;
}
