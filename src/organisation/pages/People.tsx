/** 人员: who belongs to the unit. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  EMPTY,
  FormDrawer,
  Go,
  ListPage,
  ToneTag,
  useGo,
  useT,
} from '../../platform/web/index.ts';
import { createPerson, exportPeople, listPeople } from '../people/shapes.ts';
import { useDepartmentOptions, usePostOptions } from './options.ts';
import { usePersonFields } from './personFields.ts';

const SERVICE = { true: { label: '在职' }, false: { label: '离职' } };

export default function People(): ReactNode {
  const t = useT();
  const go = useGo();
  const { message } = App.useApp();
  const [creating, setCreating] = useState(false);
  const fields = usePersonFields();
  const departments = useDepartmentOptions();
  const posts = usePostOptions();
  return (
    <>
      <ListPage
        title={t('人员')}
        list={listPeople}
        query={{ below: true }}
        rowTo={(row) => `/people/${row.id}`}
        searchHint={t('姓名、拼音首字母、工号、电话')}
        exports={exportPeople}
        tabs={{ name: 'active', set: SERVICE, all: t('全部') }}
        filters={[
          { name: 'department', label: t('部门'), options: departments, search: true },
          { name: 'post', label: t('岗位'), options: posts, search: true },
        ]}
        columns={[
          { key: 'name', title: t('姓名'), sort: true, width: 120 },
          { key: 'staffNo', title: t('工号'), sort: true, width: 120 },
          { key: 'departmentName', title: t('部门'), sort: true },
          { key: 'postName', title: t('岗位'), width: 140 },
          { key: 'phone', title: t('电话'), width: 150 },
          { key: 'email', title: t('电子邮箱'), hidden: true },
          {
            key: 'joinedOn',
            title: t('入职日期'),
            sort: true,
            width: 120,
            render: (row) => (row.joinedOn ? <DateText value={row.joinedOn} /> : EMPTY),
          },
          {
            key: 'active',
            title: t('在职'),
            width: 140,
            render: (row) =>
              row.active ? (
                <ToneTag tone="green">{t('在职')}</ToneTag>
              ) : (
                <ToneTag tone="grey">{t('{{date}} 离职', { date: row.leftOn ?? '' })}</ToneTag>
              ),
          },
        ]}
        more={
          <Can permission="organisation.edit">
            <Button onClick={() => go('/people/import')}>{t('从 Excel 导入')}</Button>
          </Can>
        }
        action={
          <Can permission="organisation.edit">
            <Button type="primary" onClick={() => setCreating(true)}>
              {t('新增人员')}
            </Button>
          </Can>
        }
        empty={{
          text: t('还没有人员。从 Excel 导入人员名册，部门和岗位会一并建立。'),
          action: (
            <Can permission="organisation.edit">
              <Go to="/people/import">{t('从 Excel 导入')}</Go>
            </Can>
          ),
        }}
      />
      <FormDrawer
        open={creating}
        title={t('新增人员')}
        endpoint={createPerson}
        submit={t('新增人员')}
        draft="person.new"
        fields={fields}
        onClose={() => setCreating(false)}
        onDone={({ id }) => {
          setCreating(false);
          void message.success(t('已新增人员。'));
          go(`/people/${id}`);
        }}
      />
    </>
  );
}
