/** Contract and delivery as a state table (PZ-2.4, PZ-2.5, RC-2.4). */
import { machine } from '../../base/workflow.ts';
import { CONTRACT_STATES } from './shapes.ts';

const it = { permission: 'contract.edit', who: '信息化部门管理员' } as const;

export const CONTRACT_MACHINE = machine({
  objectType: 'contract',
  name: '采购合同',
  states: CONTRACT_STATES,
  initial: 'draft',
  transitions: {
    create: { label: '登记', from: [], to: 'draft', ...it, holds: '合同编号不重复' },
    sign: {
      label: '签订',
      from: ['draft'],
      to: 'signed',
      ...it,
      holds: '每行有软件名称、版本、授权方式、许可数量、使用年限、兼容性、售后服务；计划外的有说明',
      article: 'PZ-2.4',
    },
    receive: {
      label: '到货',
      from: ['signed', 'partlyReceived'],
      to: ['partlyReceived', 'received'],
      permission: 'contract.receive',
      who: '信息化部门管理员、资产管理',
      opinion: 'optional',
      holds: '各批合计不超过合同数量；同一批只登记一次',
      writes: '每行建立一个软件编号和它的安装维护明细表；续订的关联原编号；合同资料随编号归档',
      article: 'PZ-2.5',
    },
    correct: {
      label: '更正',
      from: ['signed', 'partlyReceived', 'received'],
      to: ['signed', 'partlyReceived', 'received'],
      ...it,
      opinion: 'required',
      holds: '已到货的行不变',
      writes: '更正前后的内容',
    },
    close: {
      label: '结束',
      from: ['partlyReceived', 'received'],
      to: 'closed',
      ...it,
      opinion: 'required',
    },
    cancel: {
      label: '取消',
      from: ['draft', 'signed'],
      to: 'cancelled',
      ...it,
      opinion: 'required',
      holds: '没有到货',
    },
  },
});
