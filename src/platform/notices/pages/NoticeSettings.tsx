/** 系统 → 邮件与机器人: where notices go besides the inbox, each with a button that tries it. */
import { App, Button, Card, Form, Input, Popconfirm } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  DateText,
  EmptyState,
  EndpointForm,
  FormDrawer,
  Loaded,
  PageHead,
  ToneTag,
  useAction,
  useEndpoint,
  useT,
} from '../../web/index.ts';
import {
  addWebhook,
  getNoticeSettings,
  NOTICE_KINDS,
  removeWebhook,
  saveMailSettings,
  TLS_MODES,
  testMail,
  testWebhook,
  WEBHOOK_KINDS,
  type Webhook,
} from '../shapes.ts';

export default function NoticeSettings(): ReactNode {
  const t = useT();
  const found = useEndpoint(getNoticeSettings);
  return (
    <>
      <PageHead
        title={t('邮件与机器人')}
        note={t(
          '消息除了在系统内显示，还可以发到邮箱和群聊。密码、机器人地址和密钥加密保存，不再显示。',
        )}
      />
      <Loaded query={found}>
        {(settings) => (
          <div className="zc-columns">
            <Card title={t('邮件')}>
              <MailForm mail={settings.mail} />
              <TestMail />
            </Card>
            <Card title={t('群机器人和网络钩子')}>
              <Webhooks webhooks={settings.webhooks} />
            </Card>
            {settings.failures.length > 0 && (
              <Card title={t('没有发出的消息')}>
                <ul>
                  {settings.failures.map((one) => (
                    <li key={`${one.to}${one.at}`}>
                      {one.to} <DateText value={one.at} time />
                      <div className="zc-quiet">{one.error}</div>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
          </div>
        )}
      </Loaded>
    </>
  );
}

function MailForm(props: { mail: { hasPassword: boolean } & Record<string, unknown> }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  return (
    <EndpointForm
      endpoint={saveMailSettings}
      submit={t('保存邮件设置')}
      initial={props.mail}
      onDone={() => message.success(t('邮件设置已保存。'))}
      fields={[
        { name: 'enabled', label: t('启用邮件'), kind: 'flag', wide: true },
        { name: 'host', label: t('服务器地址') },
        { name: 'port', label: t('端口'), kind: 'number', min: 1, max: 65535 },
        { name: 'tls', label: t('加密方式'), kind: 'choice', set: TLS_MODES, required: true },
        { name: 'userName', label: t('用户名'), autoComplete: 'off' },
        {
          name: 'password',
          label: t('密码'),
          kind: 'password',
          ...(props.mail.hasPassword ? { help: t('已有密码；不填则不变。') } : {}),
        },
        { name: 'sender', label: t('发件人') },
        {
          name: 'publicAddress',
          label: t('系统访问地址'),
          wide: true,
          help: t('邮件和群聊里的链接以它开头，例如 https://zhengce.example.gov.cn'),
        },
      ]}
    />
  );
}

function TestMail(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [to, setTo] = useState('');
  const send = useAction(testMail, {
    onDone: ({ answer }) =>
      message.success(t('测试邮件已发出，服务器答复：{{answer}}', { answer })),
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Form layout="vertical" className="zc-form-next" onFinish={() => send.mutate({ body: { to } })}>
      <Form.Item label={t('收件人')} htmlFor="test-mail-to">
        <Input id="test-mail-to" value={to} onChange={(event) => setTo(event.target.value)} />
      </Form.Item>
      <Button htmlType="submit" loading={send.isPending} disabled={to.trim() === ''}>
        {t('发送测试邮件')}
      </Button>
    </Form>
  );
}

function Webhooks(props: { webhooks: Webhook[] }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [adding, setAdding] = useState(false);
  const refused = (error: { message: string }) => message.error(error.message, 8);
  const remove = useAction(removeWebhook, { onRefused: refused });
  const send = useAction(testWebhook, {
    onDone: () => message.success(t('测试消息已送达。')),
    onRefused: refused,
  });
  return (
    <>
      {props.webhooks.length === 0 && <EmptyState text={t('还没有群机器人。')} />}
      {props.webhooks.map((hook) => (
        <div key={hook.id} className="zc-hook">
          <strong>{hook.name}</strong>{' '}
          <ToneTag tone="blue">{t(WEBHOOK_KINDS[hook.kind].label)}</ToneTag>{' '}
          <span className="zc-quiet">{hook.host}</span>
          {hook.lastError && <div>{t('最近出错：{{error}}', { error: hook.lastError })}</div>}
          <div className="zc-inline">
            <Button size="small" onClick={() => send.mutate({ params: { webhook: hook.id } })}>
              {t('发送测试消息')}
            </Button>
            <Popconfirm
              title={t('删除')}
              onConfirm={() => remove.mutate({ params: { webhook: hook.id } })}
            >
              <Button size="small" danger>
                {t('删除')}
              </Button>
            </Popconfirm>
          </div>
        </div>
      ))}
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('添加')}
      </Button>
      <FormDrawer
        title={t('添加网络钩子')}
        open={adding}
        onClose={() => setAdding(false)}
        endpoint={addWebhook}
        submit={t('添加')}
        onDone={() => setAdding(false)}
        fields={[
          { name: 'name', label: t('名称'), required: true },
          { name: 'kind', label: t('类型'), kind: 'choice', set: WEBHOOK_KINDS, required: true },
          { name: 'url', label: t('地址'), required: true, wide: true },
          {
            name: 'secret',
            label: t('密钥'),
            kind: 'password',
            help: t('钉钉、飞书的“加签”密钥；通用 JSON 用它计算签名。'),
          },
          {
            name: 'noticeKinds',
            label: t('发送哪些消息'),
            kind: 'choice',
            set: NOTICE_KINDS,
            many: true,
            required: true,
            wide: true,
          },
        ]}
      />
    </>
  );
}
