/** Every number with licences: how many are used, what one more would be worth. */
import type { ReactNode } from 'react';
import { formatCount, Go, ListPage, useT } from '../../../platform/web/index.ts';
import { listAllocatedNumbers } from '../shapes.ts';

export function NumberList(): ReactNode {
  const t = useT();
  return (
    <ListPage
      title={t('软件编号')}
      embedded
      list={listAllocatedNumbers}
      rowTo={(row) => `/software/${row.id}`}
      columns={[
        { key: 'softwareNo', title: t('软件编号'), sort: true, width: 120 },
        {
          key: 'softwareName',
          title: t('软件名称'),
          sort: true,
          render: (row) => [row.softwareName, row.softwareVersion].filter(Boolean).join(' '),
        },
        {
          key: 'quantity',
          title: t('许可数量'),
          width: 100,
          render: (row) => (row.quantity === null ? t('不限') : formatCount(row.quantity)),
        },
        { key: 'seats', title: t('已用许可'), sort: true, width: 100 },
        {
          key: 'covered',
          title: t('覆盖安装'),
          width: 100,
          render: (row) => (
            <Go to={`/allocation?tab=installs&software=${row.id}`}>{formatCount(row.covered)}</Go>
          ),
        },
        { key: 'recorded', title: t('台账安装数量'), width: 120 },
        {
          key: 'worth',
          title: t('再多一个值多少（权重）'),
          sort: true,
          width: 170,
          render: (row) => {
            if (row.worth > 0) return formatCount(row.worth);
            return row.wanting > 0
              ? t('已全部指定，{{n}} 处不够', { n: formatCount(row.wanting) })
              : t('不需要');
          },
        },
      ]}
      searchHint={t('软件编号、名称')}
      empty={{ text: t('还没有登记有许可的软件。') }}
    />
  );
}
