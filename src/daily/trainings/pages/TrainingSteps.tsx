/** Holding, recording, cancelling and correcting a training or publicity. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';

type Action = (typeof shapes.TRAINING_ACTIONS)[number];
export type Step = Exclude<Action, 'edit'>;

export const TITLES: Record<Action, string> = {
  edit: '修改安排',
  hold: '登记举办',
  record: '归档',
  cancel: '取消',
  correct: '更正',
};
const BEFORE: Record<Step, string> = {
  hold: '登记举办后扫码签到结束；名单在归档前仍可补登。',
  record: '归档后名单和情况不再改变，法定事项据此完成。',
  cancel: '取消后不再举办。',
  correct: '更正前后的情况和原因留痕。',
};
const ENDPOINTS = {
  hold: shapes.holdTraining,
  record: shapes.recordTraining,
  cancel: shapes.cancelTraining,
  correct: shapes.correctTraining,
};

export function StepDrawer(props: {
  action: Step;
  one: shapes.TrainingRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.cancelTraining}
      params={{ training: one.id }}
      initial={action === 'cancel' ? {} : { words: one.words, reach: one.reach }}
      fields={useFields(action, one)}
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('{{no}}：{{what}}', { no: one.trainingNo, what: t(TITLES[action]) }));
        props.onClose();
      }}
    />
  );
}

function useFields(action: Step, one: shapes.TrainingRecord): Field[] {
  const t = useT();
  const reason: Field = {
    name: 'reason',
    label: t('原因'),
    kind: 'area',
    maxLength: 500,
    required: true,
    wide: true,
  };
  if (action === 'cancel') return [reason];
  const words: Field = {
    name: 'words',
    label: t('情况和成果'),
    kind: 'area',
    rows: 5,
    maxLength: 2000,
    required: action !== 'hold',
    wide: true,
  };
  const reach: Field = { name: 'reach', label: t('受众人次'), kind: 'number', min: 0 };
  return [
    ...(one.kind === 'publicity' ? [reach] : []),
    words,
    ...(action === 'correct' ? [reason] : []),
  ];
}
