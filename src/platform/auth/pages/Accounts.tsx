/** 账号与角色: who may sign in and what for. */
import { App, Button, Dropdown } from 'antd';
import { type ReactNode, useState } from 'react';
import { BulkDrawer, OpeningPanel } from '../../accounts/pages/BulkOpening.tsx';
import { listAccountPeople } from '../../accounts/shapes.ts';
import {
  Can,
  call,
  DateText,
  type Field,
  FormDrawer,
  ListPage,
  type Option,
  ToneTag,
  useAction,
  useSession,
  useT,
} from '../../web/index.ts';
import { ROLES } from '../permissions.ts';
import {
  type Account,
  createAccount,
  listAccounts,
  resetPassword,
  setAccountState,
  setRoles,
} from '../shapes.ts';

type Open = { kind: 'create' | 'bulk' } | { kind: 'roles' | 'password'; account: Account };

function State(props: { account: Account }): ReactNode {
  const t = useT();
  if (props.account.disabled) return <ToneTag tone="grey">{t('已停用')}</ToneTag>;
  if (props.account.locked) return <ToneTag tone="amber">{t('已锁定')}</ToneTag>;
  return <ToneTag tone="green">{t('可用')}</ToneTag>;
}

function RowMenu(props: { account: Account; open: (open: Open) => void }): ReactNode {
  const t = useT();
  const session = useSession();
  const { message, modal } = App.useApp();
  const { account } = props;
  const state = useAction(setAccountState, {
    onRefused: (error) => message.error(error.message, 8),
  });
  if (!session.can('account.edit')) return null;
  const act = (action: 'disable' | 'enable' | 'unlock') =>
    state.mutate({ params: { account: account.id }, body: { action } });
  const self = session.account?.id === account.id;
  const disable = () =>
    modal.confirm({
      title: t('停用账号“{{name}}”？', { name: account.displayName }),
      content: t('此人立即退出登录且不能再登录；记录保留，以后可以重新启用。'),
      okText: t('停用'),
      onOk: () => act('disable'),
    });
  const items = [
    { key: 'roles', label: t('设置角色'), onClick: () => props.open({ kind: 'roles', account }) },
    {
      key: 'password',
      label: t('重置密码'),
      onClick: () => props.open({ kind: 'password', account }),
    },
    ...(account.locked
      ? [{ key: 'unlock', label: t('解除锁定'), onClick: () => act('unlock') }]
      : []),
    account.disabled
      ? { key: 'enable', label: t('启用'), onClick: () => act('enable') }
      : { key: 'disable', label: t('停用'), disabled: self, onClick: disable },
  ];
  return (
    <Dropdown menu={{ items }} trigger={['click']}>
      <Button size="small">{t('操作')}</Button>
    </Dropdown>
  );
}

function useRolesField(): Field {
  const t = useT();
  return {
    name: 'roles',
    label: t('在本单位的角色'),
    kind: 'choice',
    set: ROLES,
    many: true,
    required: true,
    wide: true,
    help: t('系统管理员管账号和参数，不参与业务审批。'),
  };
}

async function searchPeople(text: string): Promise<Option[]> {
  const { items } = await call(listAccountPeople, { query: { q: text, limit: 20 } });
  return items.map((person) => ({
    value: person.id,
    label: [person.name, person.staffNo, person.departmentName].filter(Boolean).join(' · '),
  }));
}

/** Whose account it is: own computers, pledge and applications hang on it. */
function usePersonField(account?: Account): Field {
  const t = useT();
  const shown = account?.personId && {
    value: account.personId,
    label: account.personName ?? t('已离职人员'),
  };
  return {
    name: 'personId',
    label: t('对应人员'),
    kind: 'search',
    search: searchPeople,
    wide: true,
    help: t('本单位在职人员；对应之后即为工作人员，可以申请、签字、看到本人的计算机。'),
    ...(shown ? { shown } : {}),
  };
}

function usePasswordField(name: string): Field {
  const t = useT();
  return {
    name,
    label: t('初始密码'),
    kind: 'password',
    required: true,
    wide: true,
    help: t('当面或电话告知本人；首次登录时须改成自己的密码。'),
  };
}

function Drawers(props: { open: Open | undefined; close: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { open, close } = props;
  const roles = useRolesField();
  const initialPassword = usePasswordField('initialPassword');
  const newPassword = usePasswordField('newPassword');
  const person = usePersonField(open && 'account' in open ? open.account : undefined);
  const done = (text: string) => () => {
    message.success(text);
    close();
  };
  if (open?.kind === 'create') {
    return (
      <FormDrawer
        open
        title={t('新建账号')}
        onClose={close}
        endpoint={createAccount}
        submit={t('新建账号')}
        draft="account.new"
        onDone={(account) => done(t('已为{{name}}建立账号。', { name: account.displayName }))()}
        fields={[
          { name: 'displayName', label: t('姓名'), required: true },
          { name: 'userName', label: t('用户名'), required: true },
          { name: 'staffNo', label: t('工号'), help: t('填写后也可用工号登录。') },
          person,
          roles,
          initialPassword,
        ]}
      />
    );
  }
  if (!open || !('account' in open)) return null;
  const { account } = open;
  const name = account.displayName;
  const common = { open: true, onClose: close, params: { account: account.id } };
  return open.kind === 'roles' ? (
    <FormDrawer
      {...common}
      title={t('{{name}}的角色', { name })}
      endpoint={setRoles}
      submit={t('保存角色')}
      initial={{ roles: account.roles, personId: account.personId }}
      fields={[{ ...roles, required: false }, person]}
      onDone={done(t('{{name}}的角色已更改，下次操作起生效。', { name }))}
    />
  ) : (
    <FormDrawer
      {...common}
      title={t('重置{{name}}的密码', { name })}
      endpoint={resetPassword}
      submit={t('重置密码')}
      fields={[newPassword]}
      onDone={done(t('密码已重置，{{name}}须用新密码登录并改成自己的密码。', { name }))}
    />
  );
}

export default function Accounts(): ReactNode {
  const t = useT();
  const [open, setOpen] = useState<Open>();
  const [jobId, setJobId] = useState<string>();
  return (
    <>
      <ListPage
        title={t('账号与角色')}
        list={listAccounts}
        above={
          <Can permission="account.edit">
            <OpeningPanel jobId={jobId} />
          </Can>
        }
        more={
          <Can permission="account.edit">
            <Button onClick={() => setOpen({ kind: 'bulk' })}>{t('批量开通账号')}</Button>
          </Can>
        }
        searchHint={t('姓名、用户名')}
        columns={[
          { key: 'displayName', title: t('姓名'), width: 140 },
          { key: 'userName', title: t('用户名'), width: 140 },
          { key: 'personName', title: t('对应人员'), width: 160 },
          {
            key: 'loginNames',
            title: t('登录名'),
            width: 180,
            hidden: true,
            render: (row) => row.loginNames.join(t('、')),
          },
          {
            key: 'roles',
            title: t('角色'),
            width: 320,
            render: (row) => row.roles.map((role) => t(ROLES[role].label)).join(t('、')),
          },
          { key: 'state', title: t('状态'), width: 110, render: (row) => <State account={row} /> },
          {
            key: 'createdAt',
            title: t('建立日期'),
            width: 120,
            render: (row) => <DateText value={row.createdAt} />,
          },
          {
            key: 'actions',
            title: t('操作'),
            width: 90,
            render: (row) => <RowMenu account={row} open={setOpen} />,
          },
        ]}
        action={
          <Can permission="account.edit">
            <Button type="primary" onClick={() => setOpen({ kind: 'create' })}>
              {t('新建账号')}
            </Button>
          </Can>
        }
        empty={{ text: t('还没有账号。') }}
      />
      {open?.kind === 'bulk' && <BulkDrawer close={() => setOpen(undefined)} started={setJobId} />}
      <Drawers open={open} close={() => setOpen(undefined)} />
    </>
  );
}
