/** 采购合同: what was bought of whom, and how much of it has arrived. */
import { Button } from 'antd';
import type { ReactNode } from 'react';
import {
  Can,
  ChoiceTag,
  DateText,
  Go,
  ListPage,
  MoneyText,
  ToneTag,
  useGo,
  useT,
} from '../../../platform/web/index.ts';
import { CONTRACT_STATES, exportContracts, listContracts } from '../shapes.ts';

export default function ContractList(): ReactNode {
  const t = useT();
  const go = useGo();
  return (
    <ListPage
      title={t('采购合同')}
      list={listContracts}
      rowTo={(row) => `/contracts/${row.id}`}
      columns={[
        { key: 'contractNo', title: t('合同编号'), sort: true, width: 180 },
        { key: 'title', title: t('合同名称') },
        { key: 'supplier', title: t('供应商') },
        {
          key: 'signedOn',
          title: t('签订日期'),
          sort: true,
          width: 120,
          render: (row) => <DateText value={row.signedOn} />,
        },
        {
          key: 'amountFen',
          title: t('金额'),
          width: 140,
          render: (row) => <MoneyText fen={row.amountFen} />,
        },
        {
          key: 'state',
          title: t('状态'),
          width: 200,
          render: (row) => (
            <span className="zc-inline">
              <ChoiceTag set={CONTRACT_STATES} value={row.state} />
              {row.outsidePlan > 0 && <ToneTag tone="amber">{t('计划外')}</ToneTag>}
            </span>
          ),
        },
      ]}
      filters={[{ name: 'state', label: t('状态'), set: CONTRACT_STATES }]}
      searchHint={t('编号、名称、供应商、软件')}
      exports={exportContracts}
      more={
        <Can permission="contract.edit">
          <Go to="/contracts/import">{t('从 Excel 导入')}</Go>
        </Can>
      }
      action={
        <Can permission="contract.edit">
          <Button type="primary" onClick={() => go('/contracts/new')}>
            {t('登记合同')}
          </Button>
        </Can>
      }
      empty={{ text: t('还没有采购合同。') }}
    />
  );
}
