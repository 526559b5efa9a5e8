/** 承诺书: how far the signing is, by department and by person; campaigns and texts for whoever runs them. */
import { Button, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  ChoiceTag,
  DateText,
  Figure,
  Go,
  ListPage,
  Loaded,
  PageHead,
  useAddressSearch,
  useEndpoint,
  useGo,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  exportPledgePeople,
  listPledgePeople,
  PLEDGE_STATUS,
  type PledgePerson,
  pledgeCoverage,
} from '../shapes.ts';
import { Campaigns } from './Campaigns.tsx';
import { DepartmentCoverage } from './DepartmentCoverage.tsx';
import { PaperDrawer } from './PaperDrawer.tsx';
import { Texts } from './Texts.tsx';

export default function Pledges(): ReactNode {
  const t = useT();
  const session = useSession();
  const [search, change] = useAddressSearch();
  const wide = session.can('pledge.view') !== 'own';
  const tabs = [
    ...(wide ? [{ key: 'coverage', label: t('签署情况'), children: <Coverage /> }] : []),
    { key: 'people', label: t('人员'), children: <People /> },
    ...(wide ? [{ key: 'campaigns', label: t('签署活动'), children: <Campaigns /> }] : []),
    { key: 'texts', label: t('承诺书文本'), children: <Texts /> },
  ];
  const asked = search.status || search.department ? 'people' : undefined;
  const active = tabs.find((tab) => tab.key === search.tab)?.key ?? asked ?? tabs[0]!.key;
  return (
    <>
      <PageHead title={t('承诺书')} note={t('工作人员要签署使用正版软件承诺书（责任制度三）。')} />
      <Tabs
        activeKey={active}
        items={tabs}
        onChange={(tab) => change({ tab, status: undefined, department: undefined, q: undefined })}
      />
    </>
  );
}

function Coverage(): ReactNode {
  const t = useT();
  const go = useGo();
  const found = useEndpoint(pledgeCoverage);
  return (
    <Loaded query={found}>
      {(coverage) => (
        <>
          <div className="zc-figures zc-above">
            <Figure
              value={`${coverage.signed} / ${coverage.due}`}
              label={t('已签署 / 应签署')}
              to="/pledges?tab=people&status=signed"
            />
            <Figure
              value={coverage.due - coverage.signed}
              label={t('还没有签署')}
              tone={coverage.signed < coverage.due ? 'amber' : 'green'}
              detail={
                <span className="zc-inline">
                  {(['pending', 'superseded'] as const).map((status) => (
                    <Go key={status} to={`/pledges?tab=people&status=${status}`}>
                      {t(PLEDGE_STATUS[status].label)}
                    </Go>
                  ))}
                </span>
              }
            />
          </div>
          <DepartmentCoverage coverage={coverage} />
          <Button onClick={() => go('/print/form2')}>{t('打印空白承诺书')}</Button>
        </>
      )}
    </Loaded>
  );
}

function People(): ReactNode {
  const t = useT();
  const { items } = useList(listDepartments);
  const [paper, setPaper] = useState<{ people: PledgePerson[]; done: () => void }>();
  const departments = items
    .filter((row) => row.active)
    .map((row) => ({ value: row.id, label: row.path }));
  return (
    <>
      <ListPage
        embedded
        title={t('人员')}
        list={listPledgePeople}
        exports={exportPledgePeople}
        columns={[
          { key: 'personName', title: t('姓名'), sort: true, width: 120 },
          { key: 'staffNo', title: t('工号'), sort: true, width: 110 },
          { key: 'departmentName', title: t('部门'), sort: true },
          {
            key: 'status',
            title: t('签署情况'),
            width: 140,
            render: (row) => <ChoiceTag set={PLEDGE_STATUS} value={row.status} />,
          },
          {
            key: 'signedOn',
            title: t('签署日期'),
            sort: true,
            width: 120,
            render: (row) =>
              row.pledgeId ? (
                <Go to={`/pledges/${row.pledgeId}`}>{row.signedOn}</Go>
              ) : (
                <DateText value={row.signedOn} />
              ),
          },
        ]}
        filters={[
          { name: 'status', label: t('签署情况'), set: PLEDGE_STATUS },
          { name: 'department', label: t('部门'), options: departments, search: true },
        ]}
        searchHint={t('姓名、工号')}
        bulk={(rows, done) => (
          <Can permission="pledge.manage">
            <Button onClick={() => setPaper({ people: rows, done })}>{t('登记纸质承诺书')}</Button>
          </Can>
        )}
        empty={{ text: t('没有这样的人员。') }}
      />
      {paper && (
        <PaperDrawer
          people={paper.people}
          onClose={() => setPaper(undefined)}
          onDone={() => {
            paper.done();
            setPaper(undefined);
          }}
        />
      )}
    </>
  );
}
