/** Names a substitute: one's own, or — for the information department — anybody's. */
import type { ReactNode } from 'react';
import { type Field, FormDrawer, useList, useSession, useT } from '../../../platform/web/index.ts';
import { listDepartments } from '../../departments/shapes.ts';
import { searchPeople } from '../../pages/options.ts';
import { createDelegation, MAX_DAYS } from '../shapes.ts';

/** Heads with the departments they answer for. */
function useHeadField(): Field {
  const t = useT();
  const { items } = useList(listDepartments);
  const heads = new Map<string, { name: string; departments: string[] }>();
  for (const { active, headPersonId, headName, name } of items) {
    if (!active || headPersonId === null) continue;
    const head = heads.get(headPersonId) ?? { name: headName ?? '', departments: [] };
    head.departments.push(name);
    heads.set(headPersonId, head);
  }
  return {
    name: 'fromPersonId',
    label: t('离岗负责人'),
    kind: 'options',
    required: true,
    wide: true,
    options: [...heads].map(([value, head]) => ({
      value,
      label: `${head.name} · ${head.departments.join(t('、'))}`,
    })),
  };
}

export function DelegationDrawer(props: { close: () => void; done?: () => void }): ReactNode {
  const t = useT();
  const session = useSession();
  const head = useHeadField();
  const anybody = session.can('delegation.edit') === 'all';
  return (
    <FormDrawer
      open
      title={t('设置代理人')}
      endpoint={createDelegation}
      submit={t('设置代理')}
      onClose={props.close}
      onDone={() => {
        props.done?.();
        props.close();
      }}
      before={t(
        '部门负责人离岗期间，由代理人审核本部门的申请、签办本部门的事项；双方都会收到通知。代理人不能把职责再转给他人，也不能审核自己的申请。',
      )}
      fields={[
        ...(anybody ? [head] : []),
        {
          name: 'toPersonId',
          label: t('代理人'),
          kind: 'search',
          search: searchPeople,
          required: true,
          wide: true,
        },
        { name: 'fromOn', label: t('开始日期'), kind: 'date', required: true },
        {
          name: 'toOn',
          label: t('结束日期'),
          kind: 'date',
          required: true,
          help: t('含当天；最长 {{days}} 天。', { days: MAX_DAYS }),
        },
        {
          name: 'reason',
          label: t('原因'),
          required: true,
          wide: true,
          maxLength: 500,
          placeholder: t('出差、休假、学习等'),
        },
      ]}
    />
  );
}
