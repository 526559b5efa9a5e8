/** 代理设置: who acts for which head, from when to when. */
import { App, Button } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  FormDrawer,
  ListPage,
  useAddressSearch,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  DELEGATION_STATES,
  type Delegation,
  listDelegations,
  revokeDelegation,
} from '../shapes.ts';
import { DelegationDrawer } from './DelegationDrawer.tsx';

function RevokeDrawer(props: { one: Delegation; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { one, close } = props;
  return (
    <FormDrawer
      open
      danger
      title={t('撤销{{substitute}}对{{head}}的代理', {
        substitute: one.toName,
        head: one.fromName,
      })}
      endpoint={revokeDelegation}
      params={{ id: one.id }}
      submit={t('撤销代理')}
      onClose={close}
      onDone={() => {
        message.success(t('代理已撤销，双方都会收到通知。'));
        close();
      }}
      before={t('撤销后立即生效：代理人不再能办理该部门的审核。')}
      fields={[{ name: 'reason', label: t('原因'), required: true, wide: true, maxLength: 500 }]}
    />
  );
}

type T = ReturnType<typeof useT>;

function columns(t: T, revoke: (one: Delegation) => void) {
  return [
    { key: 'fromName', title: t('离岗负责人'), width: 130, sort: true },
    {
      key: 'departments',
      title: t('负责部门'),
      width: 220,
      render: (row: Delegation) => row.departments.join(t('、')),
    },
    { key: 'toName', title: t('代理人'), width: 130 },
    {
      key: 'fromOn',
      title: t('代理期间'),
      width: 210,
      sort: true,
      render: (row: Delegation) => (
        <>
          <DateText value={row.fromOn} /> – <DateText value={row.toOn} />
        </>
      ),
    },
    {
      key: 'state',
      title: t('状态'),
      width: 100,
      render: (row: Delegation) => <ChoiceTag set={DELEGATION_STATES} value={row.state} />,
    },
    {
      key: 'reason',
      title: t('原因'),
      width: 240,
      render: (row: Delegation) => (
        <>
          {row.reason}
          {row.revokedBy && (
            <div className="zc-quiet">
              {t('{{by}} 撤销：{{reason}}', { by: row.revokedBy, reason: row.revokeReason ?? '' })}
            </div>
          )}
        </>
      ),
    },
    {
      key: 'actions',
      title: t('操作'),
      width: 110,
      render: (row: Delegation) =>
        row.may.includes('revoke') && (
          <Button size="small" onClick={() => revoke(row)}>
            {t('撤销代理')}
          </Button>
        ),
    },
  ];
}

export default function Delegations(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const session = useSession();
  // `?new=1` opens the form at once: the way from my page.
  const [search, change] = useAddressSearch();
  const [naming, setNaming] = useState(search.new !== undefined);
  const [revoking, setRevoking] = useState<Delegation>();
  const name = session.can('delegation.edit') ? (
    <Button type="primary" onClick={() => setNaming(true)}>
      {t('设置代理人')}
    </Button>
  ) : undefined;
  return (
    <>
      <ListPage
        title={t('代理设置')}
        list={listDelegations}
        columns={columns(t, setRevoking)}
        filters={[{ name: 'state', label: t('状态'), set: DELEGATION_STATES }]}
        searchHint={t('负责人或代理人姓名')}
        action={<Can permission="delegation.edit">{name}</Can>}
        empty={{
          text: t(
            '没有代理设置。部门负责人出差、休假前，可以先设置代理人，本部门的申请就不会等人。',
          ),
          ...(name ? { action: name } : {}),
        }}
      />
      {naming && (
        <DelegationDrawer
          close={() => {
            setNaming(false);
            if (search.new !== undefined) change({ new: undefined });
          }}
          done={() => message.success(t('已设置代理人，双方都会收到通知。'))}
        />
      )}
      {revoking && <RevokeDrawer one={revoking} close={() => setRevoking(undefined)} />}
    </>
  );
}
