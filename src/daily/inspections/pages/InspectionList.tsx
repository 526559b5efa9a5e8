/** 软件使用检查: what was and is looked at, and how far it is put right. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { Can, ChoiceTag, DateText, ListPage, useGo, useT } from '../../../platform/web/index.ts';
import { listInspections } from '../shapes.api.ts';
import { INSPECTION_KINDS, INSPECTION_STATES } from '../shapes.ts';
import { ItemsDrawer } from './ItemsDrawer.tsx';
import { PlanDrawer } from './PlanDrawer.tsx';

export default function InspectionList(): ReactNode {
  const t = useT();
  const go = useGo();
  const [open, setOpen] = useState<'plan' | 'items'>();
  const close = () => setOpen(undefined);
  const now = Number(dateInChina(new Date()).slice(0, 4));
  return (
    <>
      <ListPage
        title={t('软件使用检查')}
        list={listInspections}
        rowTo={(row) => `/inspections/${row.id}`}
        columns={[
          { key: 'title', title: t('检查名称') },
          {
            key: 'kind',
            title: t('类型'),
            width: 100,
            render: (row) => t(INSPECTION_KINDS[row.kind].label),
          },
          {
            key: 'periodFrom',
            title: t('检查时间'),
            sort: true,
            width: 210,
            render: (row) => (
              <>
                <DateText value={row.periodFrom} /> – <DateText value={row.periodTo} />
              </>
            ),
          },
          {
            key: 'state',
            title: t('状态'),
            width: 110,
            render: (row) => <ChoiceTag set={INSPECTION_STATES} value={row.state} />,
          },
          {
            key: 'checked',
            title: t('已检查'),
            number: true,
            width: 100,
            render: (row) => `${row.checked} / ${row.computers}`,
          },
          {
            key: 'passed',
            title: t('已整改'),
            number: true,
            width: 100,
            render: (row) => `${row.passed} / ${row.problems}`,
          },
        ]}
        filters={[
          {
            name: 'year',
            label: t('年度'),
            options: [now + 1, now, now - 1, now - 2, now - 3].map((year) => ({
              value: String(year),
              label: String(year),
            })),
          },
          { name: 'kind', label: t('类型'), set: INSPECTION_KINDS },
          { name: 'state', label: t('状态'), set: INSPECTION_STATES },
        ]}
        searchHint={t('检查名称、编号')}
        action={
          <Can permission="inspection.edit">
            <Button type="primary" onClick={() => setOpen('plan')}>
              {t('制定检查计划')}
            </Button>
          </Can>
        }
        more={
          <Can permission="inspection.edit">
            <Button onClick={() => setOpen('items')}>{t('检查表项目')}</Button>
          </Can>
        }
        empty={{ text: t('还没有检查。每年至少开展一次全面检查并通报结果。') }}
      />
      {open === 'plan' && <PlanDrawer onClose={close} onDone={(id) => go(`/inspections/${id}`)} />}
      {open === 'items' && <ItemsDrawer onClose={close} />}
    </>
  );
}
