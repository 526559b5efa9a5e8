/** What people fill in, and the steps of a table, in drawers. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useT } from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';

type Action = (typeof shapes.STATISTICS_ACTIONS)[number];
type Step = Exclude<Action, 'edit'>;

export const TITLES: Record<Action, string> = {
  edit: '填写',
  submit: '报组长审定',
  approve: '审定',
  return: '退回',
  correct: '更正',
};
const BEFORE: Record<Step, string> = {
  submit: '全部数字固定下来，此后不随记录变化；组长收到通知后审定。',
  approve: '您作为单位负责人审定这份统计表。',
  return: '退回后数字重新按记录计算。',
  correct: '更正前后的数字和原因留痕，组长收到通知。',
};
const ENDPOINTS = {
  submit: shapes.submitStatistics,
  approve: shapes.decideStatistics,
  return: shapes.decideStatistics,
  correct: shapes.correctStatistics,
};

/** A key holds dots, which a form would take for objects. */
const nameOf = (key: string) => `value_${key.replaceAll('.', '__')}`;

function useTypedFields(one: shapes.StatisticsRecord): Field[] {
  const t = useT();
  return one.rows
    .filter((row) => row.kind !== 'computed')
    .map((row): Field => {
      const name = nameOf(row.key);
      const label = row.words.map((word) => t(word)).join(' ');
      if (row.kind === 'integer') return { name, label, kind: 'number', min: 0 };
      if (row.kind === 'own') return { name, label, kind: 'text', maxLength: 300, wide: true };
      const set = { yes: { label: '是' }, no: { label: '否' } };
      return { name, label, kind: 'choice', set, radio: true, help: row.working };
    });
}

function initialOf(one: shapes.StatisticsRecord): Record<string, unknown> {
  return Object.fromEntries(
    one.rows
      .filter((row) => row.kind !== 'computed' && row.value !== null)
      .map((row) => [
        nameOf(row.key),
        row.kind === 'flag' ? (row.value === true ? 'yes' : 'no') : row.value,
      ]),
  );
}

/** Fields of the form back as values by key; a flag that says what the records say is left to them. */
function valuesOf(one: shapes.StatisticsRecord, body: Record<string, unknown>) {
  return Object.fromEntries(
    one.rows
      .filter((row) => row.kind !== 'computed')
      .flatMap((row) => {
        const value = body[nameOf(row.key)];
        if (row.kind !== 'flag') return [[row.key, value ?? null]];
        const flag = value === 'yes';
        return flag === row.value ? [] : [[row.key, flag]];
      }),
  );
}

export function FillDrawer(props: {
  one: shapes.StatisticsRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one } = props;
  return (
    <FormDrawer
      open
      title={t('填写')}
      endpoint={shapes.fillStatistics}
      params={{ statistics: one.id }}
      initial={initialOf(one)}
      fields={useTypedFields(one)}
      shape={(body) => ({ values: valuesOf(one, body) })}
      before={t('其余项目由记录计算。')}
      submit={t('保存')}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('已保存'));
        props.onClose();
      }}
    />
  );
}

export function StepDrawer(props: {
  action: Step;
  one: shapes.StatisticsRecord;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { action, one } = props;
  const decides = action === 'approve' || action === 'return';
  const typed = useTypedFields(one);
  const area = (name: string, label: string, required: boolean): Field => ({
    name,
    label,
    kind: 'area',
    maxLength: 500,
    required,
    wide: true,
  });
  const correcting = action === 'correct';
  const recompute: Field = {
    name: 'recompute',
    label: t('计算的数字'),
    kind: 'flag',
    text: t('按现在的记录重新计算'),
    wide: true,
  };
  return (
    <FormDrawer
      open
      title={t(TITLES[action])}
      endpoint={ENDPOINTS[action] as typeof shapes.decideStatistics}
      params={{ statistics: one.id }}
      {...(decides ? { extra: { approve: action === 'approve' } } : {})}
      {...(correcting
        ? {
            initial: initialOf(one),
            shape: (body: Record<string, unknown>) => ({
              values: valuesOf(one, body),
              recompute: body.recompute === true,
              reason: body.reason,
            }),
          }
        : {})}
      fields={
        correcting
          ? [...typed, recompute, area('reason', t('原因'), true)]
          : [area('opinion', t('意见'), action === 'return')]
      }
      before={t(BEFORE[action])}
      submit={t(TITLES[action])}
      onClose={props.onClose}
      onDone={() => {
        message.success(
          t('{{year}} 年统计表：{{what}}', { year: one.year, what: t(TITLES[action]) }),
        );
        props.onClose();
      }}
    />
  );
}
