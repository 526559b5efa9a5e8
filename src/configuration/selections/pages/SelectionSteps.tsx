/** Decision, refusal, reopening of a selection, and its requirement and weights. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import { SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import * as shapes from '../shapes.ts';

export type Step = (typeof shapes.SELECTION_ACTIONS)[number];

export const TITLES: Record<Step, string> = {
  edit: '修改要求和权重',
  select: '确定选型',
  cancel: '不予配置',
  reopen: '重新选型',
};
const BEFORE: Record<Step, string> = {
  edit: '四项权重之和为 100。',
  select: '确定后名称和版本固定；免费软件列入附件6，商业软件进入采购计划；通知需求部门。',
  cancel: '通知需求部门，并说明理由。',
  reopen: '原来的决定留痕。',
};
const ENDPOINTS = {
  edit: shapes.updateSelection,
  select: shapes.decideSelection,
  cancel: shapes.cancelSelection,
  reopen: shapes.reopenSelection,
};

export function StepDrawer(props: {
  action: Step;
  one: shapes.SelectionRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.decideSelection}
      params={{ selection: one.id }}
      initial={initialOf(action, one)}
      fields={useFields(action, one)}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.selectionNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

function initialOf(action: Step, one: shapes.SelectionRecord): Record<string, unknown> {
  if (action === 'edit') {
    const { softwareName, category, requirement, weights } = one;
    return { softwareName, category, requirement, weights };
  }
  if (action !== 'select') return {};
  const [best] = [...one.candidates].sort((a, b) => (b.total ?? -1) - (a.total ?? -1));
  return { candidateId: best?.id };
}

function useFields(action: Step, one: shapes.SelectionRecord): Field[] {
  const t = useT();
  const reason: Field = {
    name: 'reason',
    label: t('理由'),
    kind: 'area',
    maxLength: 500,
    required: true,
    wide: true,
  };
  if (action === 'select') {
    const options = one.candidates.map((row) => ({
      value: row.id,
      label: `${row.softwareName} ${row.softwareVersion}（${row.total ?? t('评分未齐')}）`,
    }));
    return [
      {
        name: 'candidateId',
        label: t('候选软件'),
        kind: 'options',
        options,
        required: true,
        wide: true,
      },
      reason,
    ];
  }
  if (action !== 'edit') return [reason];
  return [
    { name: 'softwareName', label: t('需求软件'), required: true, maxLength: 200 },
    {
      name: 'category',
      label: t('软件类别'),
      kind: 'choice',
      set: SOFTWARE_CATEGORIES,
      required: true,
    },
    ...(Object.keys(shapes.CRITERIA) as shapes.Criterion[]).map(
      (key): Field => ({
        name: `weights.${key}`,
        label: t('{{what}}权重', { what: t(shapes.CRITERIA[key].label) }),
        kind: 'number',
        min: 0,
        max: 100,
        unit: '%',
        required: true,
      }),
    ),
    { name: 'requirement', label: t('选型要求'), kind: 'area', maxLength: 2000, wide: true },
  ];
}
