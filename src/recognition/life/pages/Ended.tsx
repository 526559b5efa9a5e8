/** 停止支持的软件: versions in use that their makers mend no more, most computers first. */
import type { ReactNode } from 'react';
import { ChoiceTag, DateText, Go, ListPage, useT } from '../../../platform/web/index.ts';
import { LIFE_STATES, listEnded } from '../shapes.ts';

const { supported: _supported, ...SHOWN } = LIFE_STATES;

export default function Ended(): ReactNode {
  const t = useT();
  return (
    <ListPage
      title={t('停止支持的软件')}
      list={listEnded}
      filters={[{ name: 'state', label: t('厂商支持'), set: SHOWN }]}
      searchHint={t('名称、厂商')}
      columns={[
        { key: 'productName', title: t('软件名称') },
        { key: 'publisher', title: t('厂商'), width: 180 },
        { key: 'cycle', title: t('版本系列'), width: 120 },
        {
          key: 'versions',
          title: t('版本'),
          width: 200,
          render: (row) => row.versions.slice(0, 5).join(t('、')),
        },
        {
          key: 'state',
          title: t('厂商支持'),
          width: 140,
          render: (row) => <ChoiceTag set={LIFE_STATES} value={row.state} />,
        },
        {
          key: 'endsOn',
          title: t('停止支持日期'),
          width: 130,
          render: (row) => <DateText value={row.endsOn} />,
        },
        {
          key: 'devices',
          title: t('计算机（台次）'),
          width: 130,
          render: (row) => (
            <Go to={`/recognition?show=all&product=${encodeURIComponent(row.productId)}`}>
              {row.devices}
            </Go>
          ),
        },
      ]}
      empty={{ text: t('采集到的软件中没有已停止支持或半年内停止支持的版本。') }}
    />
  );
}
