/** 安装维护申请: what waits for my opinion, my own, and everything I may see. */
import { Button, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  ChoiceTag,
  type Filter,
  ListPage,
  useAddressSearch,
  useGo,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { MAINTENANCE_TYPES } from '../../orders/shapes.ts';
import { APPLICATION_STATES, exportApplications, listApplications } from '../shapes.ts';
import { useWork } from './words.ts';

type View = 'waiting' | 'mine' | 'orphaned' | 'all';
const KEYS = ['waiting', 'mine', 'orphaned', 'state', 'kind', 'department', 'cursor', 'q'];

function Views(): ReactNode {
  const t = useT();
  const session = useSession();
  const [search, change] = useAddressSearch();
  const reviews = session.can('application.deptReview') || session.can('application.itReview');
  const labels: Record<View, string> = {
    waiting: t('待我审核'),
    mine: t('我的申请'),
    orphaned: t('没有审核人'),
    all: t('全部'),
  };
  const views: View[] = [
    ...(reviews ? ['waiting' as const] : []),
    ...(session.can('application.create') ? ['mine' as const] : []),
    ...(session.can('application.itReview') ? ['orphaned' as const] : []),
    'all',
  ];
  if (views.length < 2) return null;
  const view = views.find((one) => search[one]) ?? 'all';
  return (
    <Segmented
      className="zc-tabs"
      value={view}
      options={views.map((value) => ({ value, label: labels[value] }))}
      onChange={(chosen) =>
        change({
          ...Object.fromEntries(KEYS.map((key) => [key, undefined])),
          ...(chosen === 'all' ? {} : { [chosen]: 'true' }),
        })
      }
    />
  );
}

function useFilters(): Filter[] {
  const t = useT();
  const session = useSession();
  const { items } = useList(listDepartments);
  const departments = items
    .filter((row) => row.active)
    .map((row) => ({ value: row.id, label: row.path }));
  const wide = session.can('application.view') !== 'own';
  return [
    { name: 'state', label: t('状态'), set: APPLICATION_STATES },
    { name: 'kind', label: t('申请类型'), set: MAINTENANCE_TYPES },
    ...(wide
      ? [{ name: 'department', label: t('部门'), options: departments, search: true } as const]
      : []),
  ];
}

export default function ApplicationList(): ReactNode {
  const t = useT();
  const go = useGo();
  const work = useWork();
  const [search] = useAddressSearch();
  const filters = useFilters();
  const fixed = Object.fromEntries(
    ['waiting', 'mine', 'orphaned'].filter((key) => search[key]).map((key) => [key, 'true']),
  );
  const apply = (
    <Can permission="application.create">
      <Button type="primary" onClick={() => go('/applications/new')}>
        {t('申请安装维护')}
      </Button>
    </Can>
  );
  return (
    <>
      <Views />
      <ListPage
        title={t('安装维护申请')}
        list={listApplications}
        query={fixed}
        exports={exportApplications}
        rowTo={(row) => `/applications/${row.id}`}
        columns={[
          { key: 'applicationNo', title: t('申请编号'), sort: true, width: 130 },
          {
            key: 'state',
            title: t('状态'),
            width: 180,
            render: (row) => <ChoiceTag set={APPLICATION_STATES} value={row.state} />,
          },
          { key: 'work', title: t('申请内容'), render: (row) => work(row) },
          { key: 'applicantName', title: t('申请人'), sort: true, width: 100 },
          { key: 'departmentName', title: t('部门'), sort: true, width: 140 },
          { key: 'computerNo', title: t('计算机编号'), sort: true, width: 130 },
          { key: 'appliedOn', title: t('申请日期'), sort: true, width: 110 },
        ]}
        filters={filters}
        searchHint={t('编号、申请人、部门、计算机、软件')}
        action={apply}
        empty={{ text: t('没有这样的申请。'), action: apply }}
      />
    </>
  );
}
