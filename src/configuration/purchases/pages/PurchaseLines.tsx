/** Lines of a plan as cards: what is bought for how much, what is to be noticed, and how the gap came about. */
import { Button, Table } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  ChoiceTag,
  EMPTY,
  EmptyState,
  Go,
  MoneyText,
  ToneTag,
  useT,
} from '../../../platform/web/index.ts';
import { LICENSE_TYPES, SOFTWARE_CATEGORIES } from '../../software/shapes.choices.ts';
import {
  type FromStock,
  type OutsidePlan,
  type PurchaseLine,
  WORKING_REASONS,
  type Working,
} from '../shapes.ts';

export function Lines(props: { lines: PurchaseLine[] }): ReactNode {
  const t = useT();
  if (props.lines.length === 0) {
    return <EmptyState text={t('没有需要采购的软件。')} />;
  }
  return props.lines.map((line) => <Line key={line.id} line={line} />);
}

function Line(props: { line: PurchaseLine }): ReactNode {
  const t = useT();
  const { line } = props;
  const [open, setOpen] = useState(false);
  const single = (
    <>
      {line.plannedQuantity} × <MoneyText fen={line.unitPriceFen} />
    </>
  );
  return (
    <article className="zc-card" aria-label={line.softwareName}>
      <header className="zc-inline">
        <strong>
          {line.softwareName} {line.softwareVersion}
        </strong>
        <span className="zc-quiet">
          {[
            t(SOFTWARE_CATEGORIES[line.category].label),
            t(LICENSE_TYPES[line.licenseType].label),
            line.usageYears === null ? t('永久') : t('{{n}} 年', { n: line.usageYears }),
          ].join(' · ')}
        </span>
      </header>
      <p className="zc-inline">
        <strong className="zc-number">
          <MoneyText fen={line.amountFen} />
        </strong>
        <span className="zc-quiet">{line.plannedQuantity === null ? t('数量不限') : single}</span>
        <span>
          {t('需求 {{demand}}，缺口 {{shortage}}', {
            demand: line.demandQuantity,
            shortage: line.shortage,
          })}
        </span>
        <Button type="link" size="small" onClick={() => setOpen(!open)}>
          {open ? t('收起计算过程') : t('查看计算过程')}
        </Button>
      </p>
      {line.contractedFen > 0 && (
        <p className="zc-inline">
          {t('已签合同')} <MoneyText fen={line.contractedFen} />
          {t('已到货')} <MoneyText fen={line.receivedFen} />
        </p>
      )}
      {line.warnings.map((warning) => (
        <ToneTag key={warning} tone="amber">
          {warning}
        </ToneTag>
      ))}
      <div className="zc-quiet">
        {[
          line.fundSource && t('资金来源：{{what}}', { what: line.fundSource }),
          line.budgetItem && t('预算科目：{{what}}', { what: line.budgetItem }),
          line.justification && t('说明：{{what}}', { what: line.justification }),
          line.remark,
        ]
          .filter(Boolean)
          .join(' · ')}
      </div>
      {open && <WorkingTable working={line.working} selectionId={line.selectionId} />}
    </article>
  );
}

/** Demand, number by number, and the sum: whoever checks it can follow it line by line. */
export function WorkingTable(props: { working: Working; selectionId: string | null }): ReactNode {
  const t = useT();
  const { working } = props;
  return (
    <section className="zc-above" aria-label={t('缺口计算')}>
      <p>
        {working.demands.length === 0
          ? t('没有对应的需求申请。')
          : working.demands.map((one) => (
              <span key={one.demandId} className="zc-inline">
                <Go to={`/demands/${one.demandId}`}>{one.demandNo}</Go>
                {one.departmentName} {one.quantity}{' '}
              </span>
            ))}
        {props.selectionId && <Go to={`/selections/${props.selectionId}`}>{t('选型')}</Go>}
      </p>
      <Table
        size="small"
        rowKey="softwareId"
        pagination={false}
        scroll={{ x: 'max-content' }}
        dataSource={working.lines}
        locale={{ emptyText: t('本单位没有这个软件的许可。') }}
        columns={[
          {
            title: t('软件编号'),
            key: 'softwareNo',
            render: (_, row) => (
              <Go to={`/software/${row.softwareId}`}>
                {row.softwareNo} {row.softwareVersion ?? ''}
              </Go>
            ),
          },
          {
            title: t('许可数量'),
            key: 'licenseQuantity',
            align: 'right',
            render: (_, row) =>
              row.reason === 'preinstalled' ? EMPTY : (row.licenseQuantity ?? t('不限')),
          },
          { title: t('已安装'), dataIndex: 'installed', align: 'right' },
          {
            title: t('剩余'),
            key: 'left',
            align: 'right',
            render: (_, row) => row.left ?? EMPTY,
          },
          { title: t('到期'), key: 'termEnd', render: (_, row) => row.termEnd ?? t('永久') },
          {
            title: t('是否计入'),
            key: 'reason',
            render: (_, row) => <ChoiceTag set={WORKING_REASONS} value={row.reason} />,
          },
        ]}
      />
      <p>
        {working.unlimited
          ? t('有不限数量的场地授权，缺口 0。')
          : t(
              '需求 {{demand}} + 到期需续 {{renewal}} − 可用许可 {{available}} = 缺口 {{shortage}}',
              {
                demand: working.demand,
                renewal: working.renewal,
                available: working.available,
                shortage: working.shortage,
              },
            )}
      </p>
      {working.site && (
        <p>
          {t('场地授权：达到 {{n}} 套起更省；', { n: working.site.breakEven })}
          {working.site.savesFen >= 0 ? t('按缺口可节省 ') : t('按缺口要多付 ')}
          <MoneyText fen={Math.abs(working.site.savesFen)} />
        </p>
      )}
    </section>
  );
}

/** RC-2.4: what was bought without standing in a plan. */
export function OutsideLines(props: { lines: OutsidePlan[] }): ReactNode {
  const t = useT();
  return props.lines.map((line) => (
    <article key={line.id} className="zc-card" aria-label={line.no}>
      <header className="zc-inline">
        <Go to={line.kind === 'contract' ? `/contracts/${line.id}` : `/software/${line.id}`}>
          {line.no}
        </Go>
        {line.name} <MoneyText fen={line.amountFen} />
        <span className="zc-quiet">{line.on}</span>
      </header>
      <div className="zc-words">
        {line.kind === 'software' ? t('直接登记为采购，没有合同。') : line.reason}
      </div>
    </article>
  ));
}

/** Nothing to buy: the licences on hand are installed by a campaign or on application. */
export function FromStockLines(props: { lines: FromStock[] }): ReactNode {
  const t = useT();
  return props.lines.map((line) => (
    <article key={line.selectionId} className="zc-card" aria-label={line.softwareName}>
      <header className="zc-inline">
        <strong>
          {line.softwareName} {line.softwareVersion}
        </strong>
        <Go to="/campaigns/new">{t('统一安装')}</Go>
      </header>
      <WorkingTable working={line.working} selectionId={line.selectionId} />
    </article>
  ));
}
