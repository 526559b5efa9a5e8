/** Holding, recording, cancelling and correcting a training or publicity. */
import { App } from 'antd';
import type { ReactNode } from 'react';
import {
  call,
  type Field,
  FormDrawer,
  type FormLine,
  type FormValues,
  LinesField,
  type Option,
  useT,
} from '../../../platform/web/index.ts';
import * as shapes from '../shapes.ts';
import { searchPeople } from './Attendance.tsx';
import { emptied } from './TrainingDrawer.tsx';

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
  hold: '登记举办后扫码签到结束，法定事项据此完成；名单在归档前仍可补登。',
  record: '归档后名单和情况只能更正。',
  cancel: '取消后不再举办，原定参加的人员收到通知。',
  correct: '更正前后的内容、名单和原因留痕。',
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
      initial={initialOf(action, one)}
      shape={bodyOf}
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

const TEXTS = ['title', 'heldOn', 'place', 'lecturer'] as const;

function initialOf(action: Step, one: shapes.TrainingRecord): FormValues {
  if (action === 'cancel') return {};
  const { words, reach, title, heldOn, place, lecturer } = one;
  if (action !== 'correct') return { words, reach };
  return { words, reach, title, heldOn, place, lecturer, add: [], remove: [] };
}

const idsOf = (lines: unknown) =>
  ((lines ?? []) as FormLine[]).flatMap((line) => (line.personId as string | undefined) ?? []);

function bodyOf({ add, remove, ...body }: FormValues): FormValues {
  const texts = { ...body, ...emptied(body, [...TEXTS, 'words']) };
  return add === undefined ? texts : { ...texts, add: idsOf(add), remove: idsOf(remove) };
}

/** Who is on the list, to be taken off. */
const searchAttendees =
  (training: string) =>
  async (q: string): Promise<Option[]> => {
    const query = { q, limit: 20 };
    const { items } = await call(shapes.listAttendance, { params: { training }, query });
    return items.map((one) => ({
      value: one.id,
      label: [one.name, one.departmentName].filter(Boolean).join(' · '),
    }));
  };

function useCorrectionFields(one: shapes.TrainingRecord): Field[] {
  const t = useT();
  const list = (
    name: string,
    label: string,
    search: (text: string) => Promise<Option[]>,
  ): Field => ({
    name,
    label: t(label),
    kind: 'custom',
    wide: true,
    control: (
      <LinesField
        fields={[{ name: 'personId', label: t('人员'), kind: 'search', search }]}
        add={t('增加人员')}
        fresh={() => ({})}
      />
    ),
  });
  const facts: Field[] = [
    { name: 'title', label: t('主题'), required: true, maxLength: 200, wide: true },
    { name: 'heldOn', label: t('日期'), kind: 'date', required: true },
    { name: 'place', label: t('地点'), maxLength: 200 },
    { name: 'lecturer', label: t('主讲人'), maxLength: 100 },
  ];
  if (one.kind === 'publicity') return facts;
  return [
    ...facts,
    list('add', '漏登记的人员', searchPeople),
    list('remove', '误登记的人员', searchAttendees(one.id)),
  ];
}

function useFields(action: Step, one: shapes.TrainingRecord): Field[] {
  const t = useT();
  const facts = useCorrectionFields(one);
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
    required: action === 'record' || one.state === 'recorded',
    wide: true,
  };
  const reach: Field = { name: 'reach', label: t('受众人次'), kind: 'number', min: 0 };
  return [
    ...(action === 'correct' ? facts : []),
    ...(one.kind === 'publicity' ? [reach] : []),
    words,
    ...(action === 'correct' ? [reason] : []),
  ];
}
