/** Selection as a state table (W2; PZ-2.2). */
import { machine } from '../../base/workflow.ts';
import { SELECTION_STATES } from './shapes.ts';

const it = { permission: 'selection.edit', who: '信息化部门管理员' } as const;

export const SELECTION_MACHINE = machine({
  objectType: 'selection',
  name: '软件选型',
  states: SELECTION_STATES,
  initial: 'comparing',
  transitions: {
    create: {
      label: '归并需求',
      from: [],
      to: 'comparing',
      ...it,
      holds: '信息化部门已审核、尚未归并的需求',
      writes: '相同软件的需求跨部门合并',
      article: 'PZ-2.2',
    },
    select: {
      label: '确定选型',
      from: ['comparing'],
      to: 'selected',
      ...it,
      opinion: 'required',
      holds: '选中的软件通过试用（已在本单位使用的除外）；四项评分齐全；免费软件的许可允许单位使用',
      writes: '名称和版本固定；免费软件列入附件6；通知需求部门',
      article: 'PZ-2.2',
    },
    cancel: {
      label: '不予配置',
      from: ['comparing'],
      to: 'cancelled',
      ...it,
      opinion: 'required',
      writes: '通知需求部门',
      article: 'PZ-1.2',
    },
    reopen: {
      label: '重新选型',
      from: ['selected', 'cancelled'],
      to: 'comparing',
      ...it,
      opinion: 'required',
      holds: '没有列入已报审的采购计划',
    },
  },
});
