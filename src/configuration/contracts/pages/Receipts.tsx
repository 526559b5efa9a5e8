/** Deliveries of a contract: what came, under which numbers, and the papers that came with it. */
import { Button, Drawer, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import { EMPTY, Go, MoneyText, useT } from '../../../platform/web/index.ts';
import { Documents } from '../../documents/pages/DocumentsTab.tsx';
import {
  downloadReceiptDocument,
  listReceiptDocuments,
  removeReceiptDocument,
  uploadReceiptDocument,
} from '../shapes.papers.ts';
import type { ContractRecord, Receipt } from '../shapes.ts';

export function Receipts(props: { one: ContractRecord; writes: boolean }): ReactNode {
  const t = useT();
  const [papersOf, setPapersOf] = useState<Receipt>();
  if (props.one.receipts.length === 0) return <p className="zc-quiet">{t('还没有到货。')}</p>;
  return (
    <>
      {props.one.receipts.map((receipt) => (
        <ReceiptCard key={receipt.id} receipt={receipt} openPapers={() => setPapersOf(receipt)} />
      ))}
      <Drawer
        open={papersOf !== undefined}
        size={760}
        title={t('{{date}} 到货的资料', { date: papersOf?.receivedOn ?? '' })}
        onClose={() => setPapersOf(undefined)}
      >
        <p className="zc-quiet">
          {t('这里的资料只归入这次到货的软件编号；整份合同的资料请在“资料”页上传。')}
        </p>
        {papersOf && (
          <Documents
            endpoints={{
              list: listReceiptDocuments,
              upload: uploadReceiptDocument,
              download: downloadReceiptDocument,
              remove: removeReceiptDocument,
            }}
            params={{ contract: props.one.id, receipt: papersOf.id }}
            writes={props.writes}
            usual="certificate"
          />
        )}
      </Drawer>
    </>
  );
}

function ReceiptCard(props: { receipt: Receipt; openPapers: () => void }): ReactNode {
  const t = useT();
  const { receipt } = props;
  return (
    <article className="zc-card" aria-label={receipt.receivedOn}>
      <header className="zc-inline">
        {receipt.receivedOn} <span className="zc-quiet">{receipt.receivedBy}</span>
        <Button size="small" onClick={props.openPapers}>
          {t('到货资料')}
        </Button>
      </header>
      {receipt.words && <p className="zc-words">{receipt.words}</p>}
      <Table
        size="small"
        rowKey="contractLineId"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={receipt.lines}
        columns={[
          { title: t('软件名称'), dataIndex: 'softwareName' },
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
            title: t('软件编号'),
            key: 'softwareNo',
            render: (_, row) => <Go to={`/software/${row.softwareId}`}>{row.softwareNo}</Go>,
          },
        ]}
      />
    </article>
  );
}
