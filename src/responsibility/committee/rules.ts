/** ZR-1.1 as warnings, ZR-1.2 as a list: facts in, findings out. They warn and never block: small units merge functions. */
import type { RefusalParams } from '../../base/refusal.ts';
import {
  COMMITTEE_FUNCTIONS,
  type CommitteeFunction,
  type CommitteeRole,
  type Duty,
} from './shapes.ts';

export type MemberFacts = {
  personId: string;
  personName: string;
  committeeRole: CommitteeRole;
  functionsCovered: readonly CommitteeFunction[];
  /** In service of the unit today. */
  active: boolean;
  /** Functions of the departments the person heads today. */
  headsFunctions: readonly string[];
};
export type Warning = { key: string; sentence: string; params?: RefusalParams };

export function compositionWarnings(members: readonly MemberFacts[]): Warning[] {
  const found: Warning[] = [];
  const heads = members.filter((one) => one.committeeRole === 'head');
  if (heads.length === 0)
    found.push({ key: 'noHead', sentence: '没有组长；组长由单位主要领导担任' });
  if (heads.length > 1) {
    found.push({
      key: 'manyHeads',
      sentence: '有 {{n}} 位组长，应只有一位',
      params: { n: heads.length },
    });
  }
  if (!members.some((one) => one.committeeRole === 'deputyHead')) {
    found.push({ key: 'noDeputy', sentence: '没有副组长；副组长由单位分管领导担任' });
  }
  for (const [key, { label }] of Object.entries(COMMITTEE_FUNCTIONS)) {
    const covering = members.filter((one) =>
      one.functionsCovered.includes(key as CommitteeFunction),
    );
    if (covering.length === 0) {
      found.push({
        key: `function.${key}`,
        sentence: '没有{{function}}部门的主要负责人',
        params: { function: label },
      });
    }
    for (const one of covering) {
      if (one.headsFunctions.includes(key) || one.committeeRole !== 'member') continue;
      found.push({
        key: `heads.${key}.${one.personId}`,
        sentence: '{{name}}不是（或不再是）{{function}}部门的负责人',
        params: { name: one.personName, function: label },
      });
    }
  }
  for (const one of members.filter((member) => !member.active)) {
    found.push({
      key: `left.${one.personId}`,
      sentence: '{{name}}已离职，请调整领导小组组成',
      params: { name: one.personName },
    });
  }
  const seen = new Set<string>();
  for (const one of members) {
    if (seen.has(one.personId)) {
      found.push({
        key: `twice.${one.personId}`,
        sentence: '{{name}}列了两次',
        params: { name: one.personName },
      });
    }
    seen.add(one.personId);
  }
  return found;
}

type DutyText = Pick<Duty, 'code' | 'who' | 'text'>;

/** The guideline's duties in its words (ZR-1.2.1, ZR-1.2.2, ZR-1.2.3). */
export const DUTIES: readonly DutyText[] = [
  {
    code: 'ZR-1.2.1',
    who: 'head',
    text: '审定年度目标任务、工作计划、经费预算、工作措施、考核评议、年度报告等工作',
  },
  {
    code: 'ZR-1.2.2',
    who: 'deputyHead',
    text: '指导并督促责任部门贯彻落实年度工作计划，按期完成各项年度目标任务',
  },
  ...[
    '制定软件配置标准',
    '制定年度软件正版化工作计划',
    '开展年度软件使用情况检查',
    '编制年度软件采购预算',
    '开展年度软件采购工作',
    '开展软件安装、卸载、升级和维护工作',
    '建立并维护软件使用管理台账',
    '开展年度软件正版化工作宣传和培训',
    '开展年度软件正版化工作考核评议',
    '开展软件正版化工作年度总结工作',
    '开展软件使用管理其他日常工作',
  ].map((text, at) => ({ code: `ZR-1.2.3(${at + 1})`, who: 'member' as const, text })),
];
