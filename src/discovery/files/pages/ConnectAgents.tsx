/** 接入采集代理: this server's address with a token, and the lines that point each agent at it. */
import { Alert, Button, Form, Input, Popconfirm, Tabs } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  Go,
  PageHead,
  useAction,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { createToken, listTokens, revokeToken } from '../../intake/shapes.ts';
import { AGENT_TITLES, systemGuides } from '../rules.commands.ts';
import { CommandBlock } from './CommandBlock.tsx';

const HEADING = { fontSize: 16, marginBlock: '24px 12px' };
const PLACE = '<令牌>';

function isLocal(address: string): boolean {
  return /^https?:\/\/(localhost|127\.|\[::1\])/i.test(address);
}

function Tokens(): ReactNode {
  const t = useT();
  const known = useEndpoint(listTokens, {});
  const revoke = useAction(revokeToken, {});
  const live = known.data?.items.filter((token) => !token.revokedAt) ?? [];
  if (live.length === 0) return null;
  return (
    <p className="zc-quiet">
      {t('在用的令牌：')}
      {live.map((token, at) => (
        <span key={token.id}>
          {at > 0 && t('、')}
          {token.name}（…{token.tail}，<DateText value={token.createdAt} />）
          <Can permission="discovery.token">
            <Popconfirm
              title={t('撤销令牌“{{name}}”？使用它的代理将不能再上报。', { name: token.name })}
              okText={t('撤销')}
              onConfirm={() => revoke.mutate({ params: { id: token.id } })}
            >
              <Button type="link" size="small">
                {t('撤销')}
              </Button>
            </Popconfirm>
          </Can>
        </span>
      ))}
    </p>
  );
}

function NewToken(props: { onMade: (token: string) => void }): ReactNode {
  const t = useT();
  const [name, setName] = useState('');
  const create = useAction(createToken, {
    onDone: (made: { token: string }) => props.onMade(made.token),
  });
  return (
    <Can permission="discovery.token">
      <Form layout="inline" onFinish={() => create.mutate({ body: { name } })}>
        <Form.Item label={t('新建令牌')} required>
          <Input
            value={name}
            maxLength={60}
            placeholder={t('用途，例如：机关大楼')}
            onChange={(event) => setName(event.target.value)}
          />
        </Form.Item>
        <Button type="primary" htmlType="submit" disabled={!name.trim()} loading={create.isPending}>
          {t('生成')}
        </Button>
      </Form>
    </Can>
  );
}

function Guides({ url }: { url: string }): ReactNode {
  const t = useT();
  return (
    <Tabs
      items={systemGuides(url).map((system) => ({
        key: system.key,
        label: t(system.title),
        children: (
          <Tabs
            size="small"
            items={system.agents.map(({ agent, lines }) => ({
              key: agent,
              label:
                agent === 'glpi' ? `${AGENT_TITLES[agent]}（${t('推荐')}）` : AGENT_TITLES[agent],
              children: lines.map((line) => <CommandBlock key={line.command} line={line} />),
            }))}
          />
        ),
      }))}
    />
  );
}

export default function ConnectAgents(): ReactNode {
  const t = useT();
  const { can } = useSession();
  const [address, setAddress] = useState(window.location.origin);
  const [token, setToken] = useState('');
  const [made, setMade] = useState(false);
  const url = `${address.trim().replace(/\/+$/, '')}/inventory/${token.trim() || PLACE}`;
  return (
    <>
      <PageHead
        title={t('接入采集代理')}
        note={t('一个地址接收所有代理的报告。先准备令牌，再到计算机上运行对应系统的命令。')}
      />
      <h2 style={HEADING}>{t('一、地址与令牌')}</h2>
      <Form layout="vertical" style={{ maxWidth: 640 }}>
        <Form.Item
          label={t('计算机访问本服务器的地址')}
          validateStatus={isLocal(address) ? 'warning' : ''}
          help={
            isLocal(address)
              ? t(
                  '这个地址只有本机能访问。请改为服务器在单位网络中的地址，并确认服务器监听该地址（HOST）。',
                )
              : undefined
          }
        >
          <Input value={address} onChange={(event) => setAddress(event.target.value)} />
        </Form.Item>
        <Form.Item
          label={t('令牌')}
          help={t('令牌只在生成时显示一次；已有令牌请从当时的记录中粘贴。')}
        >
          <Input
            value={token}
            placeholder={t('粘贴已有令牌，或在下面新建')}
            onChange={(event) => {
              setToken(event.target.value);
              setMade(false);
            }}
          />
        </Form.Item>
      </Form>
      {made && (
        <Alert
          type="success"
          showIcon
          title={t('令牌已生成并填入下面的命令')}
          description={t('离开本页后不再显示，请现在保存。')}
        />
      )}
      <NewToken
        onMade={(text) => {
          setToken(text);
          setMade(true);
        }}
      />
      {!can('discovery.token') && (
        <p className="zc-quiet">{t('新建令牌由信息化部门管理员或系统管理员办理。')}</p>
      )}
      <Tokens />
      <h2 style={HEADING}>{t('二、在计算机上运行')}</h2>
      <Guides url={url} />
      <p className="zc-quiet">
        {t('上报后几秒内出现在采集来源中。')}
        {t('没有网络的计算机：')}
        <Go to="/discovery/files">{t('上传清单文件')}</Go>
      </p>
    </>
  );
}
