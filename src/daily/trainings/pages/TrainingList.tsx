/** 培训宣传: classes, external training, publicity; and who has not been trained this year. */
import { Button, Drawer, Progress } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  ChoiceTag,
  DateText,
  ListPage,
  Loaded,
  useEndpoint,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  type Coverage,
  listTrainings,
  PUBLICITY_FORMS,
  TRAINING_KINDS,
  TRAINING_STATES,
  trainingCoverage,
} from '../shapes.ts';
import { TrainingDrawer } from './TrainingDrawer.tsx';

export default function TrainingList(): ReactNode {
  const t = useT();
  const go = useGo();
  const { can } = useSession();
  const [open, setOpen] = useState<'create' | 'coverage'>();
  const edits = can('training.edit') !== undefined;
  const close = () => setOpen(undefined);
  return (
    <>
      <ListPage
        title={t('培训宣传')}
        list={listTrainings}
        rowTo={(row) => `/trainings/${row.id}`}
        columns={[
          { key: 'title', title: t('主题') },
          {
            key: 'kind',
            title: t('类型'),
            width: 190,
            render: (row) =>
              [t(TRAINING_KINDS[row.kind].label), row.form && t(PUBLICITY_FORMS[row.form].label)]
                .filter(Boolean)
                .join(' · '),
          },
          {
            key: 'heldOn',
            title: t('日期'),
            sort: true,
            width: 120,
            render: (row) => <DateText value={row.heldOn} />,
          },
          { key: 'place', title: t('地点') },
          {
            key: 'state',
            title: t('状态'),
            width: 110,
            render: (row) => <ChoiceTag set={TRAINING_STATES} value={row.state} />,
          },
          {
            key: 'attendees',
            title: t('人次'),
            width: 80,
            render: (row) => (row.kind === 'publicity' ? row.reach : row.attendees),
          },
        ]}
        filters={[
          { name: 'kind', label: t('类型'), set: TRAINING_KINDS },
          { name: 'state', label: t('状态'), set: TRAINING_STATES },
        ]}
        searchHint={t('主题、地点')}
        action={
          edits && (
            <Button type="primary" onClick={() => setOpen('create')}>
              {t('安排培训或宣传')}
            </Button>
          )
        }
        more={edits && <Button onClick={() => setOpen('coverage')}>{t('培训覆盖')}</Button>}
        empty={{ text: t('还没有培训和宣传。') }}
      />
      {open === 'create' && (
        <TrainingDrawer onClose={close} onDone={(id) => go(`/trainings/${id}`)} />
      )}
      {open === 'coverage' && <CoverageDrawer onClose={close} />}
    </>
  );
}

function CoverageDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const year = dateInChina(new Date()).slice(0, 4);
  const found = useEndpoint(trainingCoverage, { query: { year } as never });
  return (
    <Drawer open size={560} title={t('{{year}} 年培训覆盖', { year })} onClose={props.onClose}>
      <Loaded query={found}>
        {({ items }) => items.map((one) => <Department key={one.departmentId} one={one} />)}
      </Loaded>
    </Drawer>
  );
}

function Department(props: { one: Coverage }): ReactNode {
  const t = useT();
  const { one } = props;
  return (
    <article className="zc-card">
      <header>{one.departmentName}</header>
      <Progress percent={Math.floor((one.attended / one.people) * 100)} size="small" />
      <div className="zc-quiet">
        {t('{{attended}} / {{people}} 人参加过培训', {
          attended: one.attended,
          people: one.people,
        })}
        {one.missing.length > 0 &&
          ` · ${t('未参加：{{names}}', { names: one.missing.join('、') })}`}
      </div>
    </article>
  );
}
