/** One training or publicity: its facts, who was there, papers and photos. */
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  Loaded,
  Papers,
  RecordPage,
  ToneTag,
  type Translate,
  useAddressParams,
  useEndpoint,
  useGo,
  useSession,
  useStepLines,
  useT,
} from '../../../platform/web/index.ts';
import { TRAINING_MACHINE } from '../rules.machine.ts';
import {
  downloadTrainingDocument,
  getTraining,
  listTrainingDocuments,
  PUBLICITY_FORMS,
  type TrainingRecord as Record,
  removeTrainingDocument,
  type TRAINING_ACTIONS,
  TRAINING_DOCUMENT_KINDS,
  TRAINING_KINDS,
  TRAINING_STATES,
  uploadTrainingDocument,
} from '../shapes.ts';
import { Attendance } from './Attendance.tsx';
import { TrainingDrawer } from './TrainingDrawer.tsx';
import { type Step, StepDrawer, TITLES } from './TrainingSteps.tsx';

type Action = (typeof TRAINING_ACTIONS)[number];
const ORDER: Action[] = ['record', 'hold', 'edit', 'correct', 'cancel'];
/** What the process waits for; the rest is in the menu. */
const PRIMARY: Action[] = ['record', 'hold'];

export default function TrainingRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getTraining, { params: { training: id } });
  return <Loaded query={query}>{(one) => <Shown key={one.id} one={one} />}</Loaded>;
}

function Shown(props: { one: Record }): ReactNode {
  const t = useT();
  const go = useGo();
  const { one } = props;
  const [action, setAction] = useState<Action>();
  const close = () => setAction(undefined);
  const first = PRIMARY.find((key) => one.may.includes(key));
  const rest = ORDER.filter((key) => key !== first && one.may.includes(key));
  return (
    <RecordPage
      kind={t(TRAINING_KINDS[one.kind].label)}
      title={one.title}
      state={
        <span className="zc-inline">
          <ChoiceTag set={TRAINING_STATES} value={one.state} />
          {one.attendedMyself && <ToneTag tone="green">{t('您已签到')}</ToneTag>}
        </span>
      }
      next={
        first && (
          <Button type="primary" onClick={() => setAction(first)}>
            {t(TITLES[first])}
          </Button>
        )
      }
      more={
        <>
          {one.mayList && one.state === 'planned' && (
            <Button onClick={() => go(`/trainings/${one.id}/sign-in`)}>{t('扫码签到')}</Button>
          )}
          {rest.length > 0 && (
            <Dropdown
              trigger={['click']}
              menu={{
                items: rest.map((key) => ({
                  key,
                  label: t(TITLES[key]),
                  onClick: () => setAction(key),
                })),
              }}
            >
              <Button>{t('更多操作')}</Button>
            </Dropdown>
          )}
        </>
      }
      facts={factsOf(one, t)}
      tabs={useTabs(one)}
      history={useStepLines(TRAINING_MACHINE, one.steps)}
    >
      {action === 'edit' && <TrainingDrawer one={one} onClose={close} onDone={close} />}
      {action && action !== 'edit' && (
        <StepDrawer action={action as Step} one={one} onClose={close} />
      )}
    </RecordPage>
  );
}

function factsOf(one: Record, t: Translate) {
  const audience = one.audience.map((department) => department.name).join('、');
  return [
    { label: t('日期'), value: <DateText value={one.heldOn} /> },
    { label: t('地点'), value: one.place || EMPTY },
    ...(one.form ? [{ label: t('宣传形式'), value: t(PUBLICITY_FORMS[one.form].label) }] : []),
    { label: t('主讲人'), value: one.lecturer || EMPTY },
    { label: t('组织人'), value: one.organiser },
    ...(one.kind === 'publicity'
      ? [{ label: t('受众人次'), value: one.reach ?? EMPTY }]
      : [
          {
            label: t('参加人数'),
            value: t('{{n}} 人（通知 {{invited}} 人）', { n: one.attendees, invited: one.invited }),
          },
        ]),
    ...(one.planTask
      ? [
          {
            label: t('年度计划任务'),
            value: <Go to={`/plans/${one.planTask.planId}`}>{one.planTask.content}</Go>,
          },
        ]
      : []),
    ...(one.kind === 'class'
      ? [{ label: t('参加部门'), value: audience || t('全单位'), wide: true }]
      : []),
    ...(one.content
      ? [{ label: t('内容'), value: <span className="zc-words">{one.content}</span>, wide: true }]
      : []),
    ...(one.words
      ? [
          {
            label: t('情况和成果'),
            value: <span className="zc-words">{one.words}</span>,
            wide: true,
          },
        ]
      : []),
  ];
}

function useTabs(one: Record) {
  const t = useT();
  const { message } = App.useApp();
  const { can } = useSession();
  const papers = {
    key: 'documents',
    label: t('资料和照片'),
    content: (
      <Papers
        endpoints={{
          list: listTrainingDocuments,
          upload: uploadTrainingDocument,
          download: downloadTrainingDocument,
          remove: removeTrainingDocument,
        }}
        params={{ training: one.id }}
        kinds={TRAINING_DOCUMENT_KINDS}
        writes={can('training.edit') !== undefined && one.state !== 'cancelled'}
        empty={t('还没有资料。可上传通知、课件、照片和签到表。')}
      />
    ),
  };
  if (one.kind === 'publicity') return [papers];
  const fail = (error: Error) => message.error(error.message);
  return [
    {
      key: 'attendance',
      label: t('参加人员'),
      count: one.attendees,
      content: <Attendance one={one} onFail={fail} />,
    },
    papers,
  ];
}
