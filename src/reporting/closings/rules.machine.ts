/** A half-yearly closing as a state table (W10; TZ-1.13, TZ-2.3). */
import { machine } from '../../base/workflow.ts';
import { CLOSING_STATES } from './shapes.ts';

const who = '信息化部门管理员';

export const CLOSING_MACHINE = machine({
  objectType: 'closing',
  name: '台账半年结存',
  states: CLOSING_STATES,
  initial: 'generating',
  transitions: {
    create: {
      label: '生成结存',
      from: [],
      to: 'generating',
      permission: 'closing.edit',
      who,
      holds: '一个半年只有一份结存；截至日期在这半年之内，不晚于今天',
      article: 'TZ-1.13',
    },
    generated: {
      label: '生成完成',
      from: ['generating'],
      to: 'generated',
      permission: 'system',
      who: '系统',
      writes: '附件7、8、9 的文件及校验值，当时的差异，与上次结存相比的变化',
    },
    review: {
      label: '核对差异',
      from: ['generated'],
      to: 'reviewed',
      permission: 'closing.edit',
      who,
      opinion: 'required',
      article: 'TZ-2.3',
    },
    sign: {
      label: '签字归档',
      from: ['reviewed'],
      to: 'signed',
      permission: 'closing.edit',
      who,
      opinion: 'optional',
      writes: '签字；此后不再改变，以后的冲正、更正也不影响',
    },
    discard: {
      label: '作废重做',
      from: ['generating', 'generated', 'reviewed'],
      to: 'discarded',
      permission: 'closing.edit',
      who,
      opinion: 'required',
    },
  },
});
