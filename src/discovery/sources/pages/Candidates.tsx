/** 待确认的计算机: machines that reported and belong to no computer yet; one click places each. */
import { App, Button, Space, Tag } from 'antd';
import type { ReactNode } from 'react';
import { Can, Go, ListPage, useAction, useT } from '../../../platform/web/index.ts';
import { MATCH_REASONS } from '../rules.ts';
import { createDevicesFromSources, ignoreSources, listSources, type Source } from '../shapes.ts';
import { AssignButton } from './AssignButton.tsx';
import { sourceColumns } from './columns.tsx';

export default function Candidates(): ReactNode {
  const t = useT();
  const { hostName, kind, machine, serial, os, coverage, software, seen } = sourceColumns(t);
  return (
    <ListPage
      title={t('待确认的计算机')}
      list={listSources}
      query={{ waiting: 'true' }}
      rowTo={(row) => `/discovery/sources/${row.id}`}
      searchHint={t('主机名、序列号')}
      above={
        <p className="zc-quiet">
          {t(
            '这些机器已上报，但与登记的计算机都对不上。可能的对应列在右边；同一台机器的多个来源会一并处理。',
          )}
        </p>
      }
      columns={[
        hostName!,
        machine!,
        serial!,
        { ...os!, hidden: true },
        { ...kind!, hidden: true },
        software!,
        { ...coverage!, hidden: true },
        seen!,
        {
          key: 'likely',
          title: t('可能是'),
          width: 230,
          render: (row: Source) => <LikelyDevices source={row} />,
        },
        {
          key: 'actions',
          title: t('操作'),
          width: 210,
          render: (row: Source) => <Place sources={[row]} />,
        },
      ]}
      bulk={(rows, done) => <Place sources={rows} done={done} bulk />}
      empty={{
        text: t('没有待确认的计算机：上报的机器都已对应到登记的计算机。'),
        action: <Go to="/discovery/sources">{t('查看全部来源')}</Go>,
      }}
    />
  );
}

function LikelyDevices(props: { source: Source }): ReactNode {
  const t = useT();
  const { likely, together } = props.source;
  if (likely.length === 0) {
    return together.length > 0
      ? t('与另外 {{n}} 个来源是同一台', { n: together.length })
      : t('没有相近的');
  }
  return (
    <Space orientation="vertical" size={2}>
      {likely.slice(0, 3).map((one) => (
        <span key={one.deviceId} className="zc-inline">
          <Can permission="discovery.edit">
            <AssignButton source={props.source} deviceId={one.deviceId} label={one.computerNo} />
          </Can>
          {one.reasons.map((reason) => (
            <Tag key={reason}>{t(MATCH_REASONS[reason].label)}</Tag>
          ))}
        </span>
      ))}
    </Space>
  );
}

/** Registers the machines as new computers, or says they are none of the unit's. */
function Place(props: { sources: Source[]; done?: () => void; bulk?: boolean }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const onRefused = (error: Error) => message.error(error.message, 8);
  const create = useAction(createDevicesFromSources, {
    onDone: (placed) => {
      message.success(t('已登记 {{n}} 台计算机', { n: placed.deviceIds.length }));
      props.done?.();
    },
    onRefused,
  });
  const ignore = useAction(ignoreSources, { onDone: () => props.done?.(), onRefused });
  const sourceIds = [...new Set(props.sources.flatMap((one) => [one.id, ...one.together]))];
  return (
    <Can permission="discovery.edit">
      <Space>
        <Button
          size={props.bulk ? 'middle' : 'small'}
          type="primary"
          loading={create.isPending}
          onClick={() => create.mutate({ body: { sourceIds } })}
        >
          {t('登记为新计算机')}
        </Button>
        <Button
          size={props.bulk ? 'middle' : 'small'}
          loading={ignore.isPending}
          onClick={() => ignore.mutate({ body: { sourceIds } })}
        >
          {t('忽略')}
        </Button>
      </Space>
    </Can>
  );
}
