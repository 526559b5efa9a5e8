/** 责任追究: what I may see, and opening one by hand. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import {
  Can,
  FormDrawer,
  ListPage,
  type Option,
  useGo,
  useList,
  useT,
} from '../../../platform/web/index.ts';
import { CASE_RULES, CASE_STATES, listCases, openCase } from '../shapes.ts';
import { useCaseColumns } from './columns.tsx';
import { searchPeople } from './options.ts';

export default function CaseList(): ReactNode {
  const t = useT();
  const [opening, setOpening] = useState(false);
  const columns = useCaseColumns();
  const departments = useDepartmentOptions();
  return (
    <>
      <ListPage
        title={t('责任追究')}
        list={listCases}
        rowTo={(row) => `/cases/${row.id}`}
        columns={columns}
        filters={[
          { name: 'state', label: t('状态'), set: CASE_STATES },
          { name: 'department', label: t('部门'), options: departments, search: true },
        ]}
        searchHint={t('案号、事由、当事人、部门')}
        action={
          <Can permission="case.edit">
            <Button type="primary" onClick={() => setOpening(true)}>
              {t('立案')}
            </Button>
          </Can>
        }
        empty={{ text: t('没有责任追究。发现的问题可以在“发现的问题”中立案。') }}
      />
      {opening && <OpenDrawer onClose={() => setOpening(false)} />}
    </>
  );
}

function OpenDrawer(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const departments = useDepartmentOptions();
  return (
    <FormDrawer
      open
      title={t('立案')}
      endpoint={openCase}
      submit={t('立案')}
      before={t('系统只提出建议，处理由人决定；当事人在通知陈述后才能看到。')}
      onClose={props.onClose}
      onDone={(made) => {
        message.success(t('已立案 {{no}}', { no: made.caseNo }));
        go(`/cases/${made.id}`);
      }}
      fields={[
        { name: 'title', label: t('事由'), required: true, wide: true, maxLength: 100 },
        { name: 'personId', label: t('当事人'), kind: 'search', search: searchPeople, wide: true },
        {
          name: 'departmentId',
          label: t('部门'),
          kind: 'options',
          wide: true,
          help: t('不选则取当事人所在部门。'),
          options: departments,
        },
        {
          name: 'facts',
          label: t('事实'),
          kind: 'area',
          rows: 5,
          maxLength: 4000,
          required: true,
          wide: true,
        },
        {
          name: 'rules',
          label: t('违反的规定'),
          kind: 'choice',
          set: CASE_RULES,
          many: true,
          required: true,
          wide: true,
        },
        { name: 'pirated', label: t('使用盗版软件'), kind: 'flag' },
      ]}
    />
  );
}

function useDepartmentOptions(): Option[] {
  const { items } = useList(listDepartments);
  return items.filter((row) => row.active).map((row) => ({ value: row.id, label: row.path }));
}
