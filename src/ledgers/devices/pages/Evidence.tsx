/** Tab on a computer: proof that its operating system came with it (TZ-1.5), without which an OEM install is a finding. */
import { App, Button, Input, Select, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { useAction, useSession, useT } from '../../../platform/web/index.ts';
import {
  type DeviceRecord,
  OEM_EVIDENCE_KINDS,
  type OemEvidence,
  updateDevice,
} from '../shapes.ts';

function AddLine(props: { add: (line: OemEvidence) => void; busy: boolean }): ReactNode {
  const t = useT();
  const [kind, setKind] = useState<OemEvidence['kind']>('coa');
  const [text, setText] = useState('');
  const options = Object.entries(OEM_EVIDENCE_KINDS).map(([value, choice]) => ({
    value: value as OemEvidence['kind'],
    label: t(choice.label),
  }));
  const submit = () => {
    props.add({ kind, text: text.trim() });
    setText('');
  };
  return (
    <p className="zc-inline">
      <Select
        aria-label={t('凭据种类')}
        value={kind}
        options={options}
        onChange={setKind}
        popupMatchSelectWidth={false}
      />
      <Input
        aria-label={t('说明')}
        placeholder={t('如：机箱标签 Windows 10 专业版')}
        value={text}
        maxLength={200}
        onChange={(event) => setText(event.target.value)}
        onPressEnter={submit}
      />
      <Button loading={props.busy} disabled={text.trim() === ''} onClick={submit}>
        {t('登记凭据')}
      </Button>
    </p>
  );
}

export function Evidence(props: { device: DeviceRecord }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const session = useSession();
  const { device } = props;
  const update = useAction(updateDevice, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  const save = (oemEvidence: OemEvidence[]) =>
    update.mutate({ params: { id: device.id }, body: { oemEvidence } });
  const mayEdit = session.can('device.edit') && !device.mergedInto;
  const rows = device.oemEvidence.map((line, at) => ({ ...line, at }));
  return (
    <>
      <Table
        className="zc-table"
        size="small"
        rowKey="at"
        pagination={false}
        dataSource={rows}
        locale={{
          emptyText: t('还没有凭据。随机预装的操作系统须有标签、预装说明或主板内置许可为证。'),
        }}
        columns={[
          {
            title: t('凭据种类'),
            width: 200,
            render: (_, row) => t(OEM_EVIDENCE_KINDS[row.kind].label),
          },
          { title: t('说明'), dataIndex: 'text' },
          {
            title: '',
            width: 90,
            render: (_, row) =>
              mayEdit && (
                <Button
                  size="small"
                  onClick={() => save(device.oemEvidence.filter((__, at) => at !== row.at))}
                >
                  {t('删除')}
                </Button>
              ),
          },
        ]}
      />
      {mayEdit && (
        <AddLine busy={update.isPending} add={(line) => save([...device.oemEvidence, line])} />
      )}
    </>
  );
}
