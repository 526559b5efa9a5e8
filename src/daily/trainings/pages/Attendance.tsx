/** Who was there: listed by person or department, imported, taken off again; the list as Excel. */
import { App, Button, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDepartments } from '../../../organisation/departments/shapes.ts';
import { listPeople } from '../../../organisation/people/shapes.ts';
import {
  ChoiceTag,
  call,
  download,
  FormDrawer,
  type FormLine,
  Go,
  LinesField,
  ListPage,
  type Option,
  PaperMenu,
  useAction,
  useList,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  ATTENDED_HOW,
  type Attendee,
  addAttendance,
  exportAttendance,
  listAttendance,
  removeAttendance,
  type TrainingRecord,
} from '../shapes.ts';

export async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listPeople, { query: { q: text, active: 'true', limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.departmentName].filter(Boolean).join(' · '),
  }));
}

export function Attendance(props: {
  one: TrainingRecord;
  onFail: (error: Error) => void;
}): ReactNode {
  const t = useT();
  const sheetOf = props.one.state === 'planned' ? 'asked' : 'present';
  const { one } = props;
  const { can } = useSession();
  const [adding, setAdding] = useState(false);
  const save = () =>
    void download(exportAttendance, { params: { training: one.id } }).catch(props.onFail);
  return (
    <>
      <ListPage
        embedded
        title={t('参加人员')}
        list={listAttendance}
        params={{ training: one.id }}
        columns={[
          { key: 'name', title: t('姓名'), sort: true },
          { key: 'staffNo', title: t('工号'), width: 120 },
          { key: 'departmentName', title: t('部门') },
          {
            key: 'how',
            title: t('登记方式'),
            width: 120,
            render: (row) => <ChoiceTag set={ATTENDED_HOW} value={row.how} />,
          },
          ...(one.mayList
            ? [
                {
                  key: 'remove',
                  title: '',
                  width: 80,
                  render: (row: Attendee) => <Remove training={one.id} row={row} />,
                },
              ]
            : []),
        ]}
        searchHint={t('姓名、工号、部门')}
        action={one.mayList && <Button onClick={() => setAdding(true)}>{t('登记参加人员')}</Button>}
        more={
          <>
            {can('training.edit') && (
              <PaperMenu
                of={{ kind: 'signIn', id: one.id, query: { of: sheetOf } }}
                print={`/print/sign-in/${one.id}?of=${sheetOf}`}
              />
            )}
            <Button onClick={save}>{t('导出 Excel')}</Button>
            {one.mayList && <Go to={`/trainings/${one.id}/import`}>{t('从 Excel 导入')}</Go>}
          </>
        }
        empty={{ text: t('还没有登记参加人员。') }}
      />
      {adding && <Add training={one.id} onClose={() => setAdding(false)} />}
    </>
  );
}

function Remove(props: { training: string; row: Attendee }): ReactNode {
  const t = useT();
  const remove = useAction(removeAttendance);
  const params = { training: props.training, person: props.row.id };
  return (
    <Popconfirm
      title={t('去掉 {{name}}？', { name: props.row.name })}
      okText={t('去掉')}
      cancelText={t('取消')}
      onConfirm={() => remove.mutate({ params })}
    >
      <Button size="small" type="text">
        {t('去掉')}
      </Button>
    </Popconfirm>
  );
}

function Add(props: { training: string; onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const departments = useList(listDepartments, {});
  return (
    <FormDrawer
      open
      title={t('登记参加人员')}
      endpoint={addAttendance}
      params={{ training: props.training }}
      initial={{ people: [] }}
      fields={[
        {
          name: 'departmentIds',
          label: t('整个部门'),
          kind: 'options',
          many: true,
          wide: true,
          options: departments.items
            .filter((row) => row.active)
            .map((row) => ({ value: row.id, label: row.path })),
        },
        {
          name: 'people',
          label: t('人员'),
          kind: 'custom',
          wide: true,
          control: (
            <LinesField
              fields={[
                { name: 'personId', label: t('人员'), kind: 'search', search: searchPeople },
              ]}
              add={t('增加人员')}
              fresh={() => ({})}
            />
          ),
        },
      ]}
      shape={({ people, ...body }) => ({
        ...body,
        personIds: ((people ?? []) as FormLine[]).flatMap((line) => line.personId ?? []),
      })}
      submit={t('登记')}
      onClose={props.onClose}
      onDone={({ added }) => {
        message.success(t('已登记 {{n}} 人', { n: added }));
        props.onClose();
      }}
    />
  );
}
