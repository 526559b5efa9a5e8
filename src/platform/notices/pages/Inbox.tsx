/** 待办与消息: what waits for me, and what I was told. Opening a notice reads it and leads to its thing. */
import { App, Button, Drawer, Select, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  DateText,
  ListPage,
  PageHead,
  useAction,
  useAddressSearch,
  useEndpoint,
  useGo,
  useT,
} from '../../web/index.ts';
import {
  getPreferences,
  listNotices,
  MAIL_MODES,
  type MailMode,
  NOTICE_KINDS,
  type Notice,
  type NoticeKind,
  readNotices,
  savePreferences,
} from '../shapes.ts';
import { TodoList } from './TodoList.tsx';

export default function Inbox(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [search, change] = useAddressSearch();
  const [settings, setSettings] = useState(false);
  const readAll = useAction(readNotices, {
    onDone: ({ read }) => message.success(t('已标为已读：{{n}} 条', { n: read })),
  });
  return (
    <>
      <PageHead
        title={t('待办与消息')}
        action={
          <Button onClick={() => readAll.mutate({ body: {} })} loading={readAll.isPending}>
            {t('全部已读')}
          </Button>
        }
        more={<Button onClick={() => setSettings(true)}>{t('邮件提醒')}</Button>}
      />
      <Tabs
        activeKey={search.tab === 'notices' ? 'notices' : 'todos'}
        onChange={(tab) => change({ tab })}
        items={[
          { key: 'todos', label: t('待办'), children: <TodoList /> },
          { key: 'notices', label: t('消息'), children: <Notices /> },
        ]}
      />
      {settings && <MailModes onClose={() => setSettings(false)} />}
    </>
  );
}

function Notices(): ReactNode {
  const t = useT();
  const go = useGo();
  const read = useAction(readNotices);
  const open = (notice: Notice) => {
    if (!notice.read) read.mutate({ body: { ids: [notice.id] } });
    go(notice.link);
  };
  return (
    <ListPage
      embedded
      title={t('消息')}
      list={listNotices}
      onOpen={open}
      columns={[
        {
          key: 'text',
          title: t('消息'),
          render: (row) => (row.read ? row.text : <strong>{row.text}</strong>),
        },
        {
          key: 'kind',
          title: t('类型'),
          width: 180,
          render: (row) => <ChoiceTag set={NOTICE_KINDS} value={row.kind} />,
        },
        {
          key: 'createdAt',
          title: t('时间'),
          width: 160,
          sort: true,
          render: (row) => <DateText value={row.createdAt} time />,
        },
      ]}
      filters={[{ name: 'kind', label: t('类型'), set: NOTICE_KINDS }]}
      empty={{ text: t('没有消息。') }}
    />
  );
}

function MailModes(props: { onClose: () => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const found = useEndpoint(getPreferences);
  const save = useAction(savePreferences, {
    onDone: () => message.success(t('邮件提醒设置已保存。')),
    onRefused: (error) => message.error(error.message),
  });
  const modes = found.data?.modes;
  const options = Object.entries(MAIL_MODES).map(([value, { label }]) => ({
    value: value as MailMode,
    label: t(label),
  }));
  return (
    <Drawer open title={t('邮件提醒设置')} size={420} onClose={props.onClose}>
      <p className="zc-quiet">{t('有消息时是否发邮件，按类别选择。')}</p>
      {modes &&
        (Object.keys(NOTICE_KINDS) as NoticeKind[]).map((kind) => (
          <label key={kind} className="zc-mode" htmlFor={`mode-${kind}`}>
            <span>{t(NOTICE_KINDS[kind].label)}</span>
            <Select<MailMode>
              id={`mode-${kind}`}
              value={modes[kind]}
              options={options}
              onChange={(mode) => save.mutate({ body: { modes: { ...modes, [kind]: mode } } })}
            />
          </label>
        ))}
    </Drawer>
  );
}
