/** 附件3 as a state table (W2; PZ-2.1, RC-2.1): department, its head, the information department. */
import { machine } from '../../base/workflow.ts';
import { DEMAND_STATES } from './shapes.ts';

const department = { permission: 'demand.edit', who: '软件使用部门填报人' } as const;
const head = { permission: 'demand.deptReview', who: '使用部门负责人或其代理人' } as const;
const it = { permission: 'demand.itReview', who: '信息化部门管理员' } as const;

export const DEMAND_MACHINE = machine({
  objectType: 'demand',
  name: '软件使用需求申请表',
  states: DEMAND_STATES,
  initial: 'draft',
  transitions: {
    create: {
      label: '填报',
      from: [],
      to: 'draft',
      ...department,
      holds: '每次年度填报一个部门一张；临时需求不限',
      writes: '按岗位配置标准、人数和已安装情况预填',
      article: 'PZ-2.1',
    },
    submit: {
      label: '报送',
      from: ['draft', 'returned'],
      to: ['submitted', 'deptApproved'],
      ...department,
      opinion: 'optional',
      holds: '至少一行，或声明无需求；部门负责人自己填报的，报送即为部门意见',
      writes: '通知下一级审核人',
      article: 'RC-2.1',
    },
    deptApprove: {
      label: '部门同意',
      from: ['submitted'],
      to: 'deptApproved',
      ...head,
      opinion: 'optional',
    },
    deptReturn: {
      label: '部门退回',
      from: ['submitted'],
      to: 'returned',
      ...head,
      opinion: 'required',
    },
    forward: {
      label: '转入审核',
      from: ['submitted'],
      to: 'deptApproved',
      ...it,
      opinion: 'required',
      holds: '部门没有负责人或代理人可审核',
    },
    itApprove: {
      label: '信息化部门同意',
      from: ['deptApproved'],
      to: 'itApproved',
      ...it,
      opinion: 'optional',
      holds: '不是填报人；核定数量不超过申请数量，核减须说明',
      writes: '核定数量，供选型和采购计划汇总',
      article: 'PZ-2.2',
    },
    itReturn: {
      label: '信息化部门退回',
      from: ['deptApproved'],
      to: ['submitted', 'returned'],
      ...it,
      opinion: 'required',
      holds: '退回一级：部门负责人；其自己填报的退回填报',
    },
    withdraw: {
      label: '撤回',
      from: ['draft', 'returned', 'submitted', 'deptApproved'],
      to: 'withdrawn',
      ...department,
      opinion: 'required',
    },
    correct: {
      label: '更正核定数量',
      from: ['itApproved'],
      to: 'itApproved',
      ...it,
      opinion: 'required',
      holds: '该项没有列入已报审的采购计划',
      writes: '更正前后的数量',
    },
  },
});
