/** One computer: what it is, who holds it, in what state; other slices add their tabs. */
import { Alert, App, Button, Dropdown, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  type Fact,
  Go,
  Loaded,
  RecordPage,
  ToneTag,
  useAction,
  useAddressParams,
  useEndpoint,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  DEVICE_STATUSES,
  DEVICE_TYPES,
  type DeviceRecord as Device,
  getDevice,
  revealDevice,
  undoMerge,
} from '../shapes.ts';
import {
  FactsDrawer,
  HolderDrawer,
  MergeDrawer,
  RetireDrawer,
  StatusDrawer,
} from './DeviceDrawers.tsx';
import { Evidence } from './Evidence.tsx';

type Open =
  | 'facts'
  | 'holder'
  | 'status'
  | 'retire'
  | 'merge'
  | { drop: { id: string; computerNo: string } };

/** The last four characters; the whole at a click, which is written to the audit log. */
function Serial(props: { device: Device }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const session = useSession();
  const reveal = useAction(revealDevice, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  const { device } = props;
  if (!device.serialMasked) return EMPTY;
  return (
    <span className="zc-inline zc-number">
      {reveal.data?.serialNo ?? device.serialMasked}
      {session.can('device.edit') && !reveal.data && (
        <Button
          size="small"
          loading={reveal.isPending}
          title={t('读取会记入审计日志')}
          onClick={() => reveal.mutate({ params: { id: device.id } })}
        >
          {t('显示')}
        </Button>
      )}
    </span>
  );
}

function useFacts(device: Device): Fact[] {
  const t = useT();
  return [
    {
      label: t('使用人'),
      value: device.holderId && (
        <span className="zc-inline">
          <Go to={`/people/${device.holderId}`}>{device.holderName}</Go>
          {device.holderLeft && <ToneTag tone="amber">{t('已离职，请另定使用人')}</ToneTag>}
        </span>
      ),
    },
    { label: t('使用部门'), value: device.departmentName },
    {
      label: t('设备类型'),
      value: [t(DEVICE_TYPES[device.deviceType].label), device.typeName]
        .filter(Boolean)
        .join(' · '),
    },
    { label: t('计算机品牌'), value: [device.brand, device.model].filter(Boolean).join(' ') },
    { label: t('资产编号'), value: device.assetNo },
    { label: t('序列号'), value: <Serial device={device} /> },
    { label: t('计算机名'), value: device.hostName },
    { label: t('操作系统'), value: device.osName },
    { label: t('存放地点'), value: device.location },
    { label: t('购置日期'), value: <DateText value={device.acquiredOn} /> },
    { label: t('MAC 地址'), value: device.macs.join('，'), wide: true },
    { label: t('备注'), value: device.remark, wide: true },
  ];
}

function period(row: { fromOn: string; toOn: string | null }, now: string): ReactNode {
  return (
    <span className="zc-number">
      {row.fromOn} – {row.toOn ?? now}
    </span>
  );
}

function Holders(props: { device: Device }): ReactNode {
  const t = useT();
  return (
    <Table
      className="zc-table"
      size="small"
      rowKey="fromOn"
      pagination={false}
      dataSource={props.device.holders}
      locale={{ emptyText: t('还没有使用人。') }}
      columns={[
        { title: t('期间'), width: 200, render: (_, row) => period(row, t('至今')) },
        {
          title: t('使用人'),
          render: (_, row) =>
            row.personId ? <Go to={`/people/${row.personId}`}>{row.personName}</Go> : t('部门公用'),
        },
        { title: t('使用部门'), render: (_, row) => row.departmentName ?? EMPTY },
      ]}
    />
  );
}

function States(props: { device: Device }): ReactNode {
  const t = useT();
  return (
    <Table
      className="zc-table"
      size="small"
      rowKey="fromOn"
      pagination={false}
      dataSource={props.device.statuses}
      columns={[
        { title: t('期间'), width: 200, render: (_, row) => period(row, t('至今')) },
        {
          title: t('状态'),
          width: 120,
          render: (_, row) => <ChoiceTag set={DEVICE_STATUSES} value={row.status} />,
        },
        { title: t('原因'), render: (_, row) => row.reason || EMPTY },
      ]}
    />
  );
}

function Merges(props: { device: Device; open: (open: Open) => void }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const undo = useAction(undoMerge, {
    onDone: () => void message.success(t('已撤销合并，两条记录各自恢复。')),
    onRefused: (error) => void message.error(error.message, 8),
  });
  const { device } = props;
  return (
    <>
      {device.mergedInto && (
        <Alert
          type="warning"
          showIcon
          className="zc-form-notice"
          title={t('这条记录已并入另一台计算机，只供查阅。')}
          action={<Go to={`/devices/${device.mergedInto.id}`}>{device.mergedInto.computerNo}</Go>}
        />
      )}
      {device.alike.map((other) => (
        <Alert
          key={other.id}
          type="warning"
          showIcon
          className="zc-form-notice"
          title={
            <>
              {t('序列号或 UUID 与这条记录相同，可能是同一台：')}
              <Go to={`/devices/${other.id}`}>{other.computerNo}</Go>
            </>
          }
          action={
            <Can permission="device.edit">
              <Button size="small" onClick={() => props.open({ drop: other })}>
                {t('并入本机')}
              </Button>
            </Can>
          }
        />
      ))}
      {device.merges.map((merge) => (
        <Alert
          key={merge.id}
          type="info"
          showIcon
          className="zc-form-notice"
          title={
            <>
              {t('{{who}} 于 {{date}} 并入了 ', {
                who: merge.mergedBy,
                date: merge.mergedAt.slice(0, 10),
              })}
              <Go to={`/devices/${merge.dropId}`}>{merge.computerNo}</Go>
            </>
          }
          action={
            <Can permission="device.edit">
              <Button
                size="small"
                loading={undo.isPending}
                onClick={() => undo.mutate({ params: { mergeId: merge.id } })}
              >
                {t('撤销合并')}
              </Button>
            </Can>
          }
        />
      ))}
    </>
  );
}

function Page(props: { device: Device }): ReactNode {
  const t = useT();
  const { device } = props;
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  const facts = useFacts(device);
  const live = !device.mergedInto;
  const menu = [
    { key: 'facts', label: t('修改信息'), onClick: () => setOpen('facts') },
    { key: 'status', label: t('变更状态'), onClick: () => setOpen('status') },
    ...(device.retiredOn
      ? []
      : [{ key: 'retire', label: t('报废或调出'), onClick: () => setOpen('retire') }]),
    { key: 'merge', label: t('与另一条记录合并'), onClick: () => setOpen('merge') },
  ];
  return (
    <>
      <Merges device={device} open={setOpen} />
      <RecordPage
        kind={t('计算机')}
        title={device.computerNo}
        state={<ChoiceTag set={DEVICE_STATUSES} value={device.status} />}
        next={
          live && (
            <Can permission="device.edit">
              <Button type="primary" onClick={() => setOpen('holder')}>
                {t('变更使用人')}
              </Button>
            </Can>
          )
        }
        more={
          live && (
            <Can permission="device.edit">
              <Dropdown menu={{ items: menu }} trigger={['click']}>
                <Button>{t('更多操作')}</Button>
              </Dropdown>
            </Can>
          )
        }
        facts={facts}
        tabs={[
          { key: 'holders', label: t('历任使用人'), content: <Holders device={device} /> },
          { key: 'states', label: t('状态变更'), content: <States device={device} /> },
          {
            key: 'evidence',
            label: t('随机预装凭据'),
            content: <Evidence device={device} />,
            count: device.oemEvidence.length,
          },
        ]}
        extend={{ record: 'device', id: device.id }}
      />
      {open === 'facts' && <FactsDrawer device={device} close={close} />}
      {open === 'holder' && <HolderDrawer device={device} close={close} />}
      {open === 'status' && <StatusDrawer device={device} close={close} />}
      {open === 'retire' && <RetireDrawer device={device} close={close} />}
      {open === 'merge' && <MergeDrawer device={device} close={close} />}
      {typeof open === 'object' && <MergeDrawer device={device} close={close} drop={open.drop} />}
    </>
  );
}

export default function DeviceRecord(): ReactNode {
  const { id = '' } = useAddressParams();
  const query = useEndpoint(getDevice, { params: { id } });
  return <Loaded query={query}>{(device) => <Page key={device.id} device={device} />}</Loaded>;
}
