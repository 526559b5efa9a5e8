/** 附件3: the open round with who has answered, and all forms. */
import { Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  ChoiceTag,
  DateText,
  ListPage,
  useGo,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { DEMAND_STATES, exportDemands, listDemands } from '../shapes.ts';
import { OpenRound, Rounds } from './Rounds.tsx';

export default function DemandList(): ReactNode {
  const t = useT();
  const go = useGo();
  const { can } = useSession();
  const [opening, setOpening] = useState(false);
  const departments = useList(listDepartments, {});
  const manages = can('demand.manage') !== undefined;
  return (
    <>
      <ListPage
        title={t('软件需求（附件3）')}
        list={listDemands}
        rowTo={(row) => `/demands/${row.id}`}
        above={<Rounds />}
        columns={[
          { key: 'demandNo', title: t('编号'), sort: true, width: 140 },
          { key: 'planYear', title: t('年度'), width: 80, render: (row) => String(row.planYear) },
          { key: 'departmentName', title: t('部门'), sort: true },
          {
            key: 'state',
            title: t('状态'),
            width: 170,
            render: (row) => <ChoiceTag set={DEMAND_STATES} value={row.state} />,
          },
          {
            key: 'lines',
            title: t('软件'),
            width: 120,
            render: (row) =>
              row.nothingNeeded
                ? t('无需求')
                : t('{{n}} 项，{{quantity}} 套', { n: row.lines, quantity: row.quantity }),
          },
          { key: 'preparedBy', title: t('填表人'), width: 110 },
          {
            key: 'preparedOn',
            title: t('填表日期'),
            sort: true,
            width: 120,
            render: (row) => <DateText value={row.preparedOn} />,
          },
        ]}
        filters={[
          { name: 'state', label: t('状态'), set: DEMAND_STATES },
          {
            name: 'department',
            label: t('部门'),
            search: true,
            options: departments.items.map((row) => ({ value: row.id, label: row.path })),
          },
        ]}
        searchHint={t('编号、部门、填表人、软件')}
        exports={exportDemands}
        action={
          manages ? (
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('发起年度填报')}
            </Button>
          ) : (
            <Can permission="demand.edit">
              <Button type="primary" onClick={() => go('/demands/new')}>
                {t('填报软件需求')}
              </Button>
            </Can>
          )
        }
        more={
          manages && (
            <Can permission="demand.edit">
              <Button onClick={() => go('/demands/new')}>{t('填报软件需求')}</Button>
            </Can>
          )
        }
        empty={{ text: t('还没有软件需求申请表。') }}
      />
      {opening && <OpenRound onClose={() => setOpening(false)} />}
    </>
  );
}
