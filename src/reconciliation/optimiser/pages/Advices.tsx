/** 采购优化: plans worked out so far. */
import { Button, Space } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  EMPTY,
  Go,
  ListPage,
  MoneyText,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { ADVICE_PROOFS, ADVICE_STATES, listAdvices } from '../shapes.ts';

export default function Advices(): ReactNode {
  const t = useT();
  const go = useGo();
  return (
    <ListPage
      title={t('采购优化')}
      list={listAdvices}
      rowTo={(row) => `/purchase-advices/${row.id}`}
      every={(rows) => rows.some((row) => row.state === 'running') && 2000}
      columns={[
        {
          key: 'startedAt',
          title: t('计算时间'),
          sort: true,
          width: 170,
          render: (row) => <DateText value={row.startedAt} time />,
        },
        { key: 'planYear', title: t('年度'), width: 80, render: (row) => String(row.planYear) },
        {
          key: 'state',
          title: t('状态'),
          width: 100,
          render: (row) => <ChoiceTag set={ADVICE_STATES} value={row.state} />,
        },
        {
          key: 'firstYearFen',
          title: t('第一年支出'),
          width: 140,
          render: (row) => (row.figures ? <MoneyText fen={row.figures.firstYearFen} /> : EMPTY),
        },
        {
          key: 'costFen',
          title: t('计算年限内总费用'),
          width: 150,
          render: (row) => (row.figures ? <MoneyText fen={row.figures.costFen} /> : EMPTY),
        },
        {
          key: 'met',
          title: t('满足需求'),
          width: 110,
          render: (row) => (row.figures ? `${row.figures.met} / ${row.figures.places}` : EMPTY),
        },
        {
          key: 'proof',
          title: t('证明情况'),
          width: 130,
          render: (row) =>
            row.figures ? <ChoiceTag set={ADVICE_PROOFS} value={row.figures.proof} /> : EMPTY,
        },
        {
          key: 'planId',
          title: t('采购计划'),
          width: 110,
          render: (row) =>
            row.planId ? <Go to={`/purchase-plans/${row.planId}`}>{t('已写入')}</Go> : EMPTY,
        },
        { key: 'startedBy', title: t('计算人'), width: 100 },
      ]}
      action={
        <Can permission="purchaseAdvice.edit">
          <Button type="primary" onClick={() => go('/purchase-advices/new')}>
            {t('计算采购方案')}
          </Button>
        </Can>
      }
      more={
        <Space>
          <Button onClick={() => go('/purchase-offers')}>{t('供货方式')}</Button>
          <Button onClick={() => go('/idle-licences')}>{t('闲置许可')}</Button>
        </Space>
      }
      empty={{ text: t('还没有计算过采购方案。先登记供货方式，再按需求计算最省的合法方案。') }}
    />
  );
}
