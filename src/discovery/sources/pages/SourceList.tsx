/** 采集来源: every agent and file, what it covers and which computer it is. */
import { App, Button, Card, Popconfirm } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  Figure,
  Go,
  ListPage,
  Loaded,
  useAction,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { COVERAGES } from '../rules.ts';
import {
  detachSource,
  getCoverage,
  listSources,
  SOURCE_KINDS,
  SOURCE_STATES,
  type Source,
} from '../shapes.ts';
import { sourceColumns } from './columns.tsx';

export default function SourceList(): ReactNode {
  const t = useT();
  const { hostName, computerNo, kind, state, machine, serial, os, coverage, software, seen } =
    sourceColumns(t);
  const silent = [30, 90, 180].map((days) => ({
    value: String(days),
    label: t('超过 {{n}} 天未上报', { n: days }),
  }));
  return (
    <ListPage
      title={t('采集来源')}
      list={listSources}
      rowTo={(row) => `/discovery/sources/${row.id}`}
      searchHint={t('主机名、编号、序列号')}
      above={<CoverageCard />}
      columns={[
        hostName!,
        computerNo!,
        kind!,
        coverage!,
        software!,
        seen!,
        state!,
        { ...machine!, hidden: true },
        { ...serial!, hidden: true },
        { ...os!, hidden: true },
        {
          key: 'actions',
          title: t('操作'),
          width: 110,
          render: (row: Source) => (row.deviceId ? <Detach source={row} /> : null),
        },
      ]}
      filters={[
        { name: 'state', label: t('状态'), set: SOURCE_STATES },
        { name: 'kind', label: t('来自'), set: SOURCE_KINDS },
        { name: 'coverage', label: t('采集程度'), set: COVERAGES },
        { name: 'silentDays', label: t('未上报'), options: silent },
      ]}
      empty={{
        text: t('还没有采集代理上报，也没有上传过清单文件。'),
        action: <Go to="/discovery/connect">{t('接入采集代理')}</Go>,
      }}
    />
  );
}

function CoverageCard(): ReactNode {
  const t = useT();
  const coverage = useEndpoint(getCoverage, {});
  return (
    <Loaded query={coverage}>
      {(data) => (
        <Card size="small">
          <div className="zc-figures">
            <Figure label={t('已对应的计算机')} value={data.devices} to="/devices" />
            <Figure
              label={t('近30天采集到')}
              value={data.devicesSeen}
              {...(data.devicesSeen < data.devices ? { tone: 'amber' as const } : {})}
            />
            <Figure label={t('待确认')} value={data.waiting} to="/discovery/candidates" />
            <Figure label={t('隔离区')} value={data.quarantined} to="/discovery/quarantine" />
            {data.byCoverage.map((row) => (
              <Figure
                key={row.coverage}
                label={t(COVERAGES[row.coverage].label)}
                value={row.sources}
                to={`/discovery/sources?coverage=${row.coverage}`}
              />
            ))}
          </div>
        </Card>
      )}
    </Loaded>
  );
}

function Detach(props: { source: Source }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const detach = useAction(detachSource, {
    onRefused: (error) => message.error(error.message, 8),
  });
  return (
    <Can permission="discovery.edit">
      <Popconfirm
        title={t('解除与 {{no}} 的对应？', { no: props.source.computerNo ?? '' })}
        okText={t('解除')}
        onConfirm={() => detach.mutate({ params: { id: props.source.id } })}
      >
        <Button size="small">{t('解除对应')}</Button>
      </Popconfirm>
    </Can>
  );
}
