/** One person: facts, moving, leaving; other slices add what belongs to the person as tabs. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  FormDrawer,
  Go,
  Loaded,
  RecordPage,
  ToneTag,
  useAction,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../platform/web/index.ts';
import { getPerson, type Person, updatePerson } from '../people/shapes.ts';
import { usePersonFields } from './personFields.ts';

function ChangeDrawer(props: { person: Person; close: () => void }): ReactNode {
  const t = useT();
  const { person, close } = props;
  const fields = usePersonFields();
  const { staffNo, name, departmentId, postId, phone, email, joinedOn } = person;
  return (
    <FormDrawer
      open
      title={t('修改{{name}}', { name })}
      endpoint={updatePerson}
      params={{ id: person.id }}
      submit={t('保存')}
      initial={{ staffNo, name, departmentId, postId, phone, email, joinedOn }}
      fields={[
        ...fields,
        {
          name: 'movedOn',
          label: t('调动日期'),
          kind: 'date',
          help: t('换了部门才用：从这一天起，此人保管的计算机随人转到新部门。不填为今天。'),
          when: (values) => values.departmentId !== departmentId,
        },
      ]}
      onClose={close}
      onDone={close}
    />
  );
}

function LeaveDrawer(props: { person: Person; close: () => void }): ReactNode {
  const t = useT();
  const { person, close } = props;
  return (
    <FormDrawer
      open
      title={t('{{name}}离职', { name: person.name })}
      endpoint={updatePerson}
      params={{ id: person.id }}
      submit={t('登记离职')}
      danger
      fields={[
        {
          name: 'leftOn',
          label: t('离职日期'),
          kind: 'date',
          required: true,
          wide: true,
          help: t('从这一天起不再计入总人数。'),
        },
      ]}
      before={t('登记后请为此人保管的计算机另定使用人；所任部门负责人一并解除。')}
      onClose={close}
      onDone={close}
    />
  );
}

export default function PersonRecord(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getPerson, { params: { id } });
  const [open, setOpen] = useState<'change' | 'leave'>();
  const back = useAction(updatePerson, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  return (
    <Loaded query={query}>
      {(person) => (
        <>
          <RecordPage
            kind={t('人员')}
            title={person.name}
            state={
              person.active ? (
                <ToneTag tone="green">{t('在职')}</ToneTag>
              ) : (
                <ToneTag tone="grey">{t('离职')}</ToneTag>
              )
            }
            next={
              <Can permission="organisation.edit">
                <Button type="primary" onClick={() => setOpen('change')}>
                  {t('修改')}
                </Button>
              </Can>
            }
            more={
              <Can permission="organisation.edit">
                {person.active ? (
                  <Button onClick={() => setOpen('leave')}>{t('登记离职')}</Button>
                ) : (
                  <Button
                    loading={back.isPending}
                    onClick={() => back.mutate({ params: { id }, body: { leftOn: null } })}
                  >
                    {t('撤销离职')}
                  </Button>
                )}
              </Can>
            }
            facts={[
              { label: t('工号'), value: person.staffNo },
              {
                label: t('部门'),
                value: person.departmentId && (
                  <Go to={`/people?department=${person.departmentId}`}>{person.departmentName}</Go>
                ),
              },
              { label: t('岗位'), value: person.postName },
              { label: t('电话'), value: person.phone },
              { label: t('电子邮箱'), value: person.email },
              { label: t('入职日期'), value: <DateText value={person.joinedOn} /> },
              { label: t('离职日期'), value: <DateText value={person.leftOn} /> },
            ]}
            extend={{ record: 'person', id }}
          />
          {open === 'change' && <ChangeDrawer person={person} close={() => setOpen(undefined)} />}
          {open === 'leave' && <LeaveDrawer person={person} close={() => setOpen(undefined)} />}
        </>
      )}
    </Loaded>
  );
}
