/** The computers behind one figure of the three-way match. */
import type { ReactNode } from 'react';
import { Go, ListPage, useAddressSearch, useT } from '../../../platform/web/index.ts';
import {
  DIFFERENCES,
  Difference,
  type DifferenceLine,
  exportDifferences,
  listDifferences,
} from '../shapes.match.ts';

export default function Differences(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const difference = Difference.catch('seenOnly').parse(search.difference);
  const fixed = {
    difference,
    ...(typeof search.product === 'string' ? { product: search.product } : {}),
    ...(typeof search.software === 'string' ? { software: search.software } : {}),
  };
  return (
    <ListPage
      title={t(DIFFERENCES[difference].label)}
      list={listDifferences}
      query={fixed}
      exports={exportDifferences}
      exportQuery={fixed}
      searchHint={t('软件名称、计算机编号、使用人')}
      rowTo={(row) => `/verdicts/${row.id}`}
      more={<Go to="/three-way">{t('三方核对')}</Go>}
      columns={[
        { key: 'computerNo', title: t('计算机编号'), sort: true, width: 140 },
        { key: 'productName', title: t('软件'), sort: true, width: 260 },
        {
          key: 'versions',
          title: t('软件版本'),
          width: 140,
          render: (row: DifferenceLine) => row.versions.join(t('、')),
        },
        {
          key: 'softwareNos',
          title: t('软件编号'),
          width: 140,
          render: (row: DifferenceLine) => row.softwareNos.join(t('、')),
        },
        { key: 'personName', title: t('使用人'), width: 100 },
        { key: 'departmentName', title: t('部门'), width: 140 },
      ]}
      empty={{ text: t('没有这样的差异。') }}
    />
  );
}
