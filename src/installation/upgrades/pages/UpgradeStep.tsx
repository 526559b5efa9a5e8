/** One step of a scheme, with its opinion or reason and what happens next said before the button. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import {
  approveUpgrade,
  cancelUpgrade,
  correctUpgrade,
  returnUpgrade,
  submitUpgrade,
  UPGRADE_SECTIONS,
  type UpgradeRecord,
  type UpgradeSection,
} from '../shapes.ts';

export type StepAction = 'submit' | 'approve' | 'return' | 'cancel' | 'correct';

const STEPS = {
  submit: {
    title: '送领导小组审批',
    submit: '送审',
    before: '领导小组组长、副组长会收到通知，任一位即可审批。',
    done: '已送领导小组审批',
  },
  approve: {
    title: '批准升级方案',
    submit: '批准',
    before: '批准后建立统一部署，列入的申请转为“已列入升级方案”并通知申请人。',
    done: '已批准，统一部署已建立',
  },
  return: {
    title: '退回升级方案',
    submit: '退回',
    before: '信息化部门修改后再送审。',
    done: '已退回信息化部门',
  },
  cancel: {
    title: '取消升级方案',
    submit: '取消方案',
    before: '统一部署和未办结的工作单随之取消，未办的申请退回待汇总；已登记的不变。',
    done: '方案已取消，未办的申请已退回待汇总',
  },
  correct: {
    title: '更正升级方案',
    submit: '更正',
    before: '只改文字；更正前后的内容和原因都留痕。',
    done: '已更正并留痕',
  },
} as const;

const ENDPOINTS = {
  submit: submitUpgrade,
  approve: approveUpgrade,
  return: returnUpgrade,
  cancel: cancelUpgrade,
  correct: correctUpgrade,
};

export function UpgradeStep(props: {
  step: StepAction;
  upgrade: UpgradeRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, upgrade } = props;
  const words = STEPS[step];
  const fields = useFields(step);
  const initial =
    step === 'correct'
      ? Object.fromEntries(
          (['title', ...Object.keys(UPGRADE_SECTIONS)] as ('title' | UpgradeSection)[]).map(
            (key) => [key, upgrade[key]],
          ),
        )
      : {};
  return (
    <FormDrawer
      open
      onClose={props.onClose}
      title={t(words.title)}
      endpoint={ENDPOINTS[step] as typeof submitUpgrade}
      params={{ upgrade: upgrade.id }}
      fields={fields}
      initial={initial}
      submit={t(words.submit)}
      before={t(words.before)}
      danger={step === 'cancel'}
      onDone={() => {
        message.success(t(words.done));
        props.onClose();
      }}
    />
  );
}

function useFields(step: StepAction): Field[] {
  const t = useT();
  const area = (name: string, label: string, required: boolean): Field => ({
    name,
    label,
    kind: 'area',
    maxLength: 500,
    required,
    wide: true,
  });
  if (step === 'cancel') return [area('reason', t('取消原因'), true)];
  if (step !== 'correct') return [area('opinion', t('意见'), step === 'return')];
  return [
    { name: 'title', label: t('方案名称'), maxLength: 100, wide: true },
    ...Object.entries(UPGRADE_SECTIONS).map(
      ([name, { label }]): Field => ({
        name,
        label: t(label),
        kind: 'area',
        maxLength: 2000,
        wide: true,
      }),
    ),
    area('reason', t('更正原因'), true),
  ];
}
