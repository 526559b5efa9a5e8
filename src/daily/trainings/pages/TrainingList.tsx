/** 培训宣传: classes, external training, publicity; and who has not been trained this year. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import {
  ChoiceTag,
  DateText,
  ListPage,
  useAddressSearch,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { listTrainings, PUBLICITY_FORMS, TRAINING_KINDS, TRAINING_STATES } from '../shapes.ts';
import { CoverageDrawer, YearFigures } from './TrainingCoverage.tsx';
import { TrainingDrawer } from './TrainingDrawer.tsx';

/** Next year's are planned now, last years' are looked up. */
const YEARS_BACK = 5;

export default function TrainingList(): ReactNode {
  const t = useT();
  const go = useGo();
  const { can } = useSession();
  const [open, setOpen] = useState<'create' | 'coverage'>();
  const edits = can('training.edit') !== undefined;
  const close = () => setOpen(undefined);
  const [search] = useAddressSearch();
  const current = Number(dateInChina(new Date()).slice(0, 4));
  const year = Number(search.year) || current;
  const years = Array.from({ length: YEARS_BACK + 2 }, (_, back) => String(current + 1 - back));
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
        above={<YearFigures key={year} year={year} />}
        filters={[
          {
            name: 'year',
            label: t('年度'),
            options: years.map((value) => ({ value, label: value })),
          },
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
      {open === 'coverage' && <CoverageDrawer year={year} onClose={close} />}
    </>
  );
}
