/** The KMS hosts the unit knows as its own; a report naming another one is flagged. */
import { App, Button, Drawer, List, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  DateText,
  EmptyState,
  FormDrawer,
  Loaded,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { addKmsHost, type KmsHost, listKmsHosts, removeKmsHost } from '../shapes.ts';

export function KmsHosts(props: { open: boolean; onClose: () => void }): ReactNode {
  const t = useT();
  const [adding, setAdding] = useState(false);
  const hosts = useEndpoint(listKmsHosts, { query: { limit: 200 } }, { enabled: props.open });
  return (
    <Drawer
      title={t('本单位KMS主机')}
      open={props.open}
      onClose={props.onClose}
      size="large"
      extra={
        <Can permission="activation.edit">
          <Button type="primary" onClick={() => setAdding(true)}>
            {t('登记KMS主机')}
          </Button>
        </Can>
      }
    >
      <p className="zc-quiet">
        {t('本单位或上级单位按批量许可协议提供的KMS主机。采集报告中的主机不在清单内时给出提示。')}
      </p>
      <Loaded query={hosts}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState text={t('还没有登记KMS主机。')} />
          ) : (
            <List dataSource={items} rowKey="id" renderItem={(host) => <Host host={host} />} />
          )
        }
      </Loaded>
      <FormDrawer
        title={t('登记KMS主机')}
        open={adding}
        onClose={() => setAdding(false)}
        endpoint={addKmsHost}
        submit={t('登记')}
        onDone={() => setAdding(false)}
        fields={[
          { name: 'host', label: t('主机名或IP地址'), required: true },
          {
            name: 'note',
            label: t('依据'),
            kind: 'area',
            required: true,
            help: t('例如批量许可协议编号，或上级单位提供激活服务的文件。'),
          },
        ]}
      />
    </Drawer>
  );
}

function Host(props: { host: KmsHost }): ReactNode {
  const t = useT();
  const { modal } = App.useApp();
  const { host } = props;
  const remove = useAction(removeKmsHost);
  const ask = () =>
    modal.confirm({
      title: t('从清单中移除 {{host}}？', { host: host.host }),
      content: t('报告这个主机的计算机会重新对照。'),
      okText: t('移除'),
      onOk: () => remove.mutate({ params: { host: host.id } }),
    });
  return (
    <List.Item
      actions={[
        <Can key="remove" permission="activation.edit">
          <Button type="link" danger onClick={ask}>
            {t('移除')}
          </Button>
        </Can>,
      ]}
    >
      <Space orientation="vertical" size={0}>
        <span>{host.host}</span>
        <span className="zc-quiet">{host.note}</span>
        <span className="zc-quiet">
          {host.addedBy} · <DateText value={host.addedAt} />
        </span>
      </Space>
    </List.Item>
  );
}
