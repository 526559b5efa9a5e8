/** A trial of a candidate: when, by whom, where, how it went. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { FormDrawer, ScanField, useT } from '../../../platform/web/index.ts';
import { addTrial, type Candidate, type SelectionRecord, TRIAL_RESULTS } from '../shapes.ts';

export function TrialDrawer(props: {
  selection: SelectionRecord;
  candidate: Candidate;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { selection, candidate } = props;
  return (
    <FormDrawer
      open
      title={t('登记试用')}
      above={
        <p>
          {candidate.softwareName} {candidate.softwareVersion}
        </p>
      }
      endpoint={addTrial}
      params={{ selection: selection.id, candidate: candidate.id }}
      initial={{ triedOn: dateInChina(new Date()), result: 'passed' }}
      fields={[
        { name: 'triedOn', label: t('试用日期'), kind: 'date', required: true },
        {
          name: 'triedBy',
          label: t('试用人'),
          maxLength: 100,
          help: t('不填则为登记人。'),
        },
        {
          name: 'place',
          label: t('试用环境'),
          maxLength: 200,
          placeholder: t('例如 2 台办公电脑，某系统'),
        },
        {
          name: 'result',
          label: t('结论'),
          kind: 'choice',
          set: TRIAL_RESULTS,
          radio: true,
          required: true,
        },
        {
          name: 'words',
          label: t('试用情况'),
          kind: 'area',
          maxLength: 1000,
          required: true,
          wide: true,
        },
        {
          name: 'fileId',
          label: t('测试报告'),
          kind: 'custom',
          wide: true,
          control: <ScanField />,
        },
      ]}
      submit={t('登记试用')}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('已登记'));
        props.onClose();
      }}
    />
  );
}
