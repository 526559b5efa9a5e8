/** Steps of an inspection in a drawer: drawing, starting, summing up, the circular, closing. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { addDays, dateInChina } from '../../../base/dates.ts';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as api from '../shapes.api.ts';
import type { InspectionAction, InspectionRecord } from '../shapes.ts';

export type Step = Exclude<InspectionAction, 'edit' | 'check' | 'addProblem'>;

export const TITLES: Record<InspectionAction, string> = {
  edit: '修改检查计划',
  draw: '抽取计算机',
  start: '开始检查',
  conclude: '汇总问题',
  resume: '继续检查',
  notify: '发通报',
  close: '结束检查',
  correct: '更正检查结论',
  cancel: '取消检查',
  addProblem: '登记问题',
  check: '上机检查',
};
const BEFORE: Record<Step, string> = {
  draw: '按各部门计算机台数分层随机抽取。每次抽取的种子都留在经过里，任何人都可以复算。',
  start: '开始后名单和检查项目不再改变，通知检查人员和部门负责人。',
  conclude: '把抽中计算机的对照差异和检查表的不合格项列为问题，供通报前核定。',
  resume: '回到上机检查，可修改检查表；之后重新汇总。',
  notify: '生成总通报和各部门通报，编号后不再改变；部门负责人收到通知并限期整改。',
  close: '结束后不再办理整改。',
  correct: '更正前后的结论和原因留痕；已发出的通报不变。',
  cancel: '取消后不再检查。',
};
const ENDPOINTS = {
  draw: api.drawSample,
  start: api.startInspection,
  conclude: api.concludeInspection,
  resume: api.resumeInspection,
  notify: api.notifyInspection,
  close: api.closeInspection,
  correct: api.correctInspection,
  cancel: api.cancelInspection,
};

export function StepDrawer(props: {
  action: Step;
  one: InspectionRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof api.closeInspection}
      params={{ inspection: one.id }}
      initial={initialOf(action, one)}
      fields={useFields(action, one)}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      danger={action === 'cancel'}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{title}}：{{what}}', { title: one.title, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

function initialOf(action: Step, one: InspectionRecord): Record<string, unknown> {
  if (action === 'correct') return { conclusion: one.conclusion };
  if (action !== 'notify') return {};
  return { dueOn: addDays(dateInChina(new Date()), 30), conclusion: one.conclusion };
}

function useFields(action: Step, one: InspectionRecord): Field[] {
  const t = useT();
  const area = (name: string, label: string, required: boolean, maxLength = 500): Field => ({
    name,
    label,
    kind: 'area',
    maxLength,
    required,
    wide: true,
  });
  switch (action) {
    case 'draw':
      return [
        {
          name: 'seed',
          label: t('种子'),
          maxLength: 64,
          wide: true,
          help: t('可填写公开抽取的数字；不填由系统生成。'),
        },
        ...(one.draws > 0 ? [area('opinion', t('重新抽取的原因'), true)] : []),
      ];
    case 'notify':
      return [
        {
          name: 'dueOn',
          label: t('整改期限'),
          kind: 'date',
          required: true,
          help: t('没有单独期限的问题按此期限。'),
        },
        area('conclusion', t('检查结论'), true, 2000),
      ];
    case 'correct':
      return [area('conclusion', t('检查结论'), true, 2000), area('reason', t('原因'), true)];
    case 'close':
      return [area('opinion', t('总结'), true)];
    case 'resume':
    case 'cancel':
      return [area('reason', t('原因'), true)];
    default:
      return [area('opinion', t('说明'), false)];
  }
}
