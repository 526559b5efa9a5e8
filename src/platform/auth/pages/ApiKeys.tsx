/** API 密钥: for programs of the unit; the key itself is shown once. */
import { Alert, App, Button, Modal, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { addDays, addMonths, dateInChina } from '../../../base/dates.ts';
import { DateText, FormDrawer, ListPage, ToneTag, useAction, useT } from '../../web/index.ts';
import { ROLES } from '../permissions.ts';
import { type ApiKey, createApiKey, listApiKeys, revokeApiKey } from '../shapes.ts';

/** A program never looks after accounts; the server refuses such a key. */
const { sysAdmin: _, ...KEY_ROLES } = ROLES;

function State(props: { row: ApiKey }): ReactNode {
  const t = useT();
  if (props.row.revokedAt) return <ToneTag tone="grey">{t('已撤销')}</ToneTag>;
  if (Date.parse(props.row.expiresAt) < Date.now()) {
    return <ToneTag tone="amber">{t('已过期')}</ToneTag>;
  }
  return <ToneTag tone="green">{t('可用')}</ToneTag>;
}

function Revoke(props: { row: ApiKey }): ReactNode {
  const t = useT();
  const { modal, message } = App.useApp();
  const revoke = useAction(revokeApiKey, {
    onDone: () => message.success(t('密钥已撤销，使用它的程序立即失去访问。')),
    onRefused: (error) => message.error(error.message, 8),
  });
  if (props.row.revokedAt) return null;
  const ask = () =>
    modal.confirm({
      title: t('撤销密钥“{{name}}”？', { name: props.row.name }),
      content: t('使用它的程序会立即被拒绝，撤销后不能恢复。'),
      okText: t('撤销'),
      okButtonProps: { danger: true },
      onOk: () => revoke.mutate({ params: { key: props.row.id } }),
    });
  return (
    <Button size="small" onClick={ask}>
      {t('撤销')}
    </Button>
  );
}

/** The only moment the key can be read. */
function ShownOnce(props: { value: string | undefined; close: () => void }): ReactNode {
  const t = useT();
  // Not merely hidden: the key must leave the page.
  if (props.value === undefined) return null;
  return (
    <Modal
      open
      title={t('密钥已建立')}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={
        <Button type="primary" onClick={props.close}>
          {t('我已存好')}
        </Button>
      }
    >
      <Alert
        type="warning"
        showIcon
        title={t('只显示这一次。请现在复制到使用它的程序里；遗失后只能撤销并新建。')}
      />
      <Typography.Paragraph copyable code className="zc-secret">
        {props.value}
      </Typography.Paragraph>
      <p className="zc-quiet">{t('请求时放在头部：Authorization: Bearer <密钥>')}</p>
    </Modal>
  );
}

export default function ApiKeys(): ReactNode {
  const t = useT();
  const [creating, setCreating] = useState(false);
  const [secret, setSecret] = useState<string>();
  const today = dateInChina(new Date());
  return (
    <>
      <ListPage
        title={t('API 密钥')}
        list={listApiKeys}
        columns={[
          { key: 'name', title: t('用途'), width: 200 },
          { key: 'prefix', title: t('密钥开头'), width: 140 },
          { key: 'role', title: t('角色'), width: 180, render: (row) => t(ROLES[row.role].label) },
          { key: 'state', title: t('状态'), width: 110, render: (row) => <State row={row} /> },
          {
            key: 'expiresAt',
            title: t('有效期至'),
            width: 120,
            // The key ends with the last instant of its day.
            render: (row) => <DateText value={row.expiresAt} />,
          },
          { key: 'createdBy', title: t('建立人'), width: 120 },
          {
            key: 'createdAt',
            title: t('建立日期'),
            width: 120,
            render: (row) => <DateText value={row.createdAt} />,
          },
          { key: 'actions', title: t('操作'), width: 90, render: (row) => <Revoke row={row} /> },
        ]}
        action={
          <Button type="primary" onClick={() => setCreating(true)}>
            {t('新建密钥')}
          </Button>
        }
        empty={{
          text: t('还没有密钥。要让本单位的其他程序读取台账或登记数据时，为每个程序新建一个。'),
        }}
      />
      <FormDrawer
        open={creating}
        title={t('新建密钥')}
        onClose={() => setCreating(false)}
        endpoint={createApiKey}
        submit={t('新建密钥')}
        initial={{ expiresOn: addDays(addMonths(today, 12), -1) }}
        fields={[
          { name: 'name', label: t('用途'), required: true, wide: true, help: t('哪个程序用它。') },
          {
            name: 'role',
            label: t('角色'),
            kind: 'choice',
            set: KEY_ROLES,
            required: true,
            help: t('程序能做的与此角色的人相同。'),
          },
          { name: 'expiresOn', label: t('有效期至'), kind: 'date', required: true },
        ]}
        onDone={(made) => {
          setCreating(false);
          setSecret(made.key);
        }}
      />
      <ShownOnce value={secret} close={() => setSecret(undefined)} />
    </>
  );
}
