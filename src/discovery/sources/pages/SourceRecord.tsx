/** One source: who reports, what it was seen to have, what changed, and which computer it is. */
import { App, Button, Space } from 'antd';
import { type ReactNode, useState } from 'react';
import { listDevices } from '../../../ledgers/devices/shapes.ts';
import {
  Can,
  ChoiceTag,
  call,
  DateText,
  EMPTY,
  Go,
  Loaded,
  type Option,
  RecordPage,
  SearchSelect,
  useAction,
  useAddressParams,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { SightingTable } from '../../sightings/pages/SightingTable.tsx';
import { SourceChanges } from '../../sightings/pages/SourceChanges.tsx';
import { COVERAGES } from '../rules.ts';
import {
  createDevicesFromSources,
  getSource,
  MATCHED_BY,
  SOURCE_KINDS,
  SOURCE_STATES,
  type Source,
  undoPlacement,
} from '../shapes.ts';
import { AssignButton } from './AssignButton.tsx';

export default function SourceRecord(): ReactNode {
  const t = useT();
  const { id } = useAddressParams();
  const source = useEndpoint(getSource, { params: { id: id! } });
  return (
    <Loaded query={source}>
      {(data) => (
        <RecordPage
          kind={t('采集来源')}
          title={data.hostName || data.deviceName || EMPTY}
          state={<ChoiceTag set={SOURCE_STATES} value={data.state} />}
          next={<Next source={data} />}
          facts={[
            {
              label: t('计算机'),
              value: data.deviceId ? (
                <Go to={`/devices/${data.deviceId}`}>{data.computerNo}</Go>
              ) : (
                EMPTY
              ),
            },
            {
              label: t('对应依据'),
              value:
                data.matchedBy in MATCHED_BY ? (
                  <ChoiceTag set={MATCHED_BY} value={data.matchedBy} />
                ) : (
                  EMPTY
                ),
            },
            { label: t('来自'), value: <ChoiceTag set={SOURCE_KINDS} value={data.kind} /> },
            { label: t('代理版本'), value: data.agentVersion || EMPTY },
            { label: t('采集程度'), value: <ChoiceTag set={COVERAGES} value={data.coverage} /> },
            { label: t('最近上报'), value: <DateText value={data.seenAt} time /> },
            { label: t('首次上报'), value: <DateText value={data.createdAt} time /> },
            {
              label: t('操作系统'),
              value: [data.osName, data.osVersion].filter(Boolean).join(' ') || EMPTY,
            },
            {
              label: t('品牌型号'),
              value: [data.manufacturer, data.model].filter(Boolean).join(' ') || EMPTY,
            },
            { label: t('序列号'), value: data.serialMasked || EMPTY },
            { label: t('网卡地址'), value: data.macs.join('、') || EMPTY },
            { label: t('最近登录用户'), value: data.lastUser || EMPTY },
            { label: t('标识'), value: data.agentKey, wide: true },
          ]}
          tabs={[
            {
              key: 'software',
              label: t('采集到的软件'),
              content: <SightingTable of="source" id={data.id} />,
            },
            { key: 'changes', label: t('变化'), content: <SourceChanges id={data.id} /> },
          ]}
        />
      )}
    </Loaded>
  );
}

function Next(props: { source: Source }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { source } = props;
  const [device, setDevice] = useState<Option>();
  const onRefused = (error: Error) => message.error(error.message, 8);
  const create = useAction(createDevicesFromSources, { onRefused });
  const undo = useAction(undoPlacement, { onRefused });
  const find = async (text: string): Promise<Option[]> => {
    const found = await call(listDevices, { query: { q: text, limit: 20 } });
    return found.items.map((one) => ({ value: one.id, label: one.computerNo }));
  };
  return (
    <Can permission="discovery.edit">
      <Space wrap>
        {source.canUndo && (
          <Button
            loading={undo.isPending}
            onClick={() => undo.mutate({ params: { id: source.id } })}
          >
            {t('撤销上一次处理')}
          </Button>
        )}
        {!source.deviceId && (
          <>
            <SearchSelect
              label={t('计算机')}
              placeholder={t('查找已登记的计算机')}
              search={async (text) => {
                const options = await find(text);
                return options;
              }}
              value={device?.value ?? null}
              onChange={(value) => setDevice(value ? { value, label: t('所选计算机') } : undefined)}
            />
            {device && (
              <AssignButton source={source} deviceId={device.value} label={device.label} />
            )}
            <Button
              type="primary"
              loading={create.isPending}
              onClick={() =>
                create.mutate({ body: { sourceIds: [source.id, ...source.together] } })
              }
            >
              {t('登记为新计算机')}
            </Button>
          </>
        )}
      </Space>
    </Can>
  );
}
