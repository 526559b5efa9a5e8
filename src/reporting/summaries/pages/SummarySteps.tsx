/** Steps of a summary in a drawer. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { FormDrawer, useT } from '../../../platform/web/index.ts';
import { decideSummary, type SummaryRecord, submitSummary } from '../shapes.ts';

export type SummaryStep = 'submit' | 'approve' | 'return';

export const TITLES: Record<SummaryStep, string> = {
  submit: '报组长审定',
  approve: '审定',
  return: '退回',
};
const BEFORE: Record<SummaryStep, string> = {
  submit: '组长收到通知后审定；审定前不能再修改。',
  approve: '审定后文字只能说明原因更正。',
  return: '由信息化部门修改后重新报审。',
};

export function StepDrawer(props: {
  step: SummaryStep;
  one: SummaryRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { step, one, onClose } = props;
  return (
    <FormDrawer
      open
      title={t(TITLES[step])}
      endpoint={(step === 'submit' ? submitSummary : decideSummary) as typeof decideSummary}
      params={{ summary: one.id }}
      {...(step === 'submit' ? {} : { extra: { approve: step === 'approve' } })}
      fields={[
        {
          name: 'opinion',
          label: t('意见'),
          kind: 'area',
          maxLength: 500,
          required: step === 'return',
          wide: true,
        },
      ]}
      before={t(BEFORE[step])}
      submit={t(TITLES[step])}
      onClose={onClose}
      onDone={() => {
        message.success(
          t('{{year}} 年度总结：{{what}}', { year: one.year, what: t(TITLES[step]) }),
        );
        onClose();
      }}
    />
  );
}
