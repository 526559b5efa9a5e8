/** Serial numbers: masked, opened with an audit line, replaced as a correction. */
import { EyeOutlined } from '@ant-design/icons';
import { Alert, Button, List, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { Can, EmptyState, FormDrawer, useAction, useT } from '../../../platform/web/index.ts';
import { revealSerials, type SoftwareRecord, updateSoftware } from '../shapes.api.ts';
import { SerialsInput } from './Values.tsx';

const SHOWN = 200;

export function SerialsTab(props: { record: SoftwareRecord }): ReactNode {
  const t = useT();
  const { record } = props;
  const [opened, setOpened] = useState<string[]>();
  const [editing, setEditing] = useState(false);
  const reveal = useAction(revealSerials, { onDone: (answer) => setOpened(answer.serialNumbers) });
  const shown = opened ?? record.serialNumbers;
  return (
    <>
      <p className="zc-inline">
        <Can permission="serial.view">
          {record.serialCount > 0 && !opened && (
            <Button
              icon={<EyeOutlined />}
              loading={reveal.isPending}
              onClick={() => reveal.mutate({ params: { id: record.id } })}
            >
              {t('查看完整序列号')}
            </Button>
          )}
        </Can>
        <Can permission="software.edit">
          {record.status === 'active' && (
            <Button onClick={() => setEditing(true)}>
              {record.serialCount > 0 ? t('更换序列号') : t('填写序列号')}
            </Button>
          )}
        </Can>
        <span className="zc-quiet">{t('每次查看都记入审计日志。')}</span>
      </p>
      {reveal.error && <Alert type="error" showIcon title={reveal.error.message} />}
      {shown.length === 0 ? (
        <EmptyState text={t('没有登记序列号。')} />
      ) : (
        <List
          size="small"
          dataSource={shown.slice(0, SHOWN)}
          renderItem={(serial) => (
            <List.Item>
              {opened ? (
                <Typography.Text code copyable>
                  {serial}
                </Typography.Text>
              ) : (
                <Typography.Text code>{serial}</Typography.Text>
              )}
            </List.Item>
          )}
        />
      )}
      {shown.length > SHOWN && (
        <p className="zc-quiet">
          {t('只列出前 {{n}} 个，共 {{total}} 个。', { n: SHOWN, total: shown.length })}
        </p>
      )}
      <FormDrawer
        title={t('更换 {{no}} 的序列号', { no: record.softwareNo })}
        open={editing}
        onClose={() => setEditing(false)}
        endpoint={updateSoftware}
        params={{ id: record.id }}
        extra={{ revision: record.revision }}
        submit={t('保存序列号')}
        before={t('将替换现有的全部序列号。序列号决定软件编号，已有安装登记时须写明原因。')}
        onDone={() => {
          setEditing(false);
          setOpened(undefined);
        }}
        fields={[
          {
            name: 'serialNumbers',
            label: t('序列号'),
            kind: 'custom',
            wide: true,
            required: true,
            control: <SerialsInput />,
          },
          { name: 'reason', label: t('更正原因'), kind: 'area', maxLength: 500 },
        ]}
      />
    </>
  );
}
