/** On a software number: the contracts it was bought and maintained by, and the numbers before and after it. */
import { Table } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  DateText,
  EMPTY,
  EmptyState,
  Go,
  Loaded,
  MoneyText,
  useEndpoint,
  useT,
} from '../../../platform/web/index.ts';
import { getSoftwarePurchase } from '../shapes.numbers.ts';
import { CONTRACT_STATES, LINE_KINDS } from '../shapes.ts';

export default function SoftwareContracts(props: { id: string }): ReactNode {
  const t = useT();
  const query = useEndpoint(getSoftwarePurchase, { params: { id: props.id } });
  return (
    <Loaded query={query}>
      {({ contracts, predecessors, successors }) => (
        <>
          <Numbers title={t('续订自')} numbers={predecessors} />
          <Numbers title={t('续订为')} numbers={successors} />
          {contracts.length === 0 ? (
            <EmptyState text={t('没有登记在合同里的采购；合同编号可在“修改”中填写。')} />
          ) : (
            <Table
              size="small"
              rowKey="id"
              pagination={false}
              scroll={{ x: 'max-content' }}
              dataSource={contracts}
              columns={[
                {
                  title: t('合同编号'),
                  key: 'contractNo',
                  render: (_, row) => (
                    <Go to={`/contracts/${row.contractId}`}>
                      {row.contractNo} {row.title}
                    </Go>
                  ),
                },
                {
                  title: t('内容'),
                  key: 'kind',
                  render: (_, row) => t(LINE_KINDS[row.kind].label),
                },
                {
                  title: t('到货日期'),
                  key: 'receivedOn',
                  render: (_, row) =>
                    row.receivedOn ? <DateText value={row.receivedOn} /> : t('未到货'),
                },
                {
                  title: t('数量'),
                  key: 'quantity',
                  align: 'right',
                  render: (_, row) => row.quantity ?? EMPTY,
                },
                {
                  title: t('金额'),
                  key: 'amountFen',
                  align: 'right',
                  render: (_, row) => <MoneyText fen={row.amountFen} />,
                },
                {
                  title: t('状态'),
                  key: 'state',
                  render: (_, row) => <ChoiceTag set={CONTRACT_STATES} value={row.state} />,
                },
              ]}
            />
          )}
        </>
      )}
    </Loaded>
  );
}

function Numbers(props: {
  title: string;
  numbers: readonly {
    id: string;
    softwareNo: string;
    softwareName: string;
    softwareVersion: string | null;
    termEnd: string | null;
  }[];
}): ReactNode {
  const t = useT();
  if (props.numbers.length === 0) return null;
  return (
    <p className="zc-inline">
      <span className="zc-quiet">{props.title}</span>
      {props.numbers.map((one) => (
        <Go key={one.id} to={`/software/${one.id}`}>
          {[
            one.softwareNo,
            one.softwareName,
            one.softwareVersion,
            one.termEnd && t('至 {{date}}', { date: one.termEnd }),
          ]
            .filter(Boolean)
            .join(' ')}
        </Go>
      ))}
    </p>
  );
}
