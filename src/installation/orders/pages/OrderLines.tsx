/** The lines of 附件11; cards on a phone. Serial numbers are read by the technician while the order is his. */
import { App, Button, Table } from 'antd';
import type { ReactNode } from 'react';
import {
  ChoiceTag,
  EMPTY,
  Go,
  useAction,
  useNarrow,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { orderSerials } from '../shapes.api.ts';
import {
  LINE_RESULTS,
  MAINTENANCE_TYPES,
  type OrderLine,
  type OrderRecord,
  VERIFICATIONS,
} from '../shapes.ts';

function Before(props: { line: OrderLine }): ReactNode {
  const t = useT();
  const { line } = props;
  if (line.kind !== 'upgrade') return null;
  const from = [line.fromSoftwareNo, line.fromSoftwareName, line.fromVersion].filter(Boolean);
  return <div className="zc-quiet">{t('升级前：{{from}}', { from: from.join(' ') })}</div>;
}

function Outcome(props: { line: OrderLine }): ReactNode {
  const t = useT();
  const session = useSession();
  const { line } = props;
  return (
    <>
      <span className="zc-inline">
        <ChoiceTag set={LINE_RESULTS} value={line.result} />
        {line.verification && <ChoiceTag set={VERIFICATIONS} value={line.verification} />}
      </span>
      {line.note && <div className="zc-quiet">{line.note}</div>}
      {line.entryNos.length > 0 && (
        <div className="zc-quiet">
          {session.can('form9.view') && line.softwareId ? (
            <Go to={`/registers/9?software=${line.softwareId}`}>
              {t('台账流水 {{no}}', { no: line.entryNos.join('、') })}
            </Go>
          ) : (
            t('台账流水 {{no}}', { no: line.entryNos.join('、') })
          )}
        </div>
      )}
    </>
  );
}

/** Each reading is written to the audit log; what is read stays on this page only. */
function Serials(props: { order: OrderRecord }): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const reveal = useAction(orderSerials, {
    onRefused: (error) => void message.error(error.message, 8),
  });
  if (!reveal.data) {
    return (
      <Button
        loading={reveal.isPending}
        title={t('读取会记入审计日志')}
        onClick={() => reveal.mutate({ params: { order: props.order.id } })}
      >
        {t('查看安装序列号')}
      </Button>
    );
  }
  return (
    <ul className="zc-rows zc-panel">
      {reveal.data.items.map((item) => (
        <li key={item.softwareNo}>
          <span>{item.softwareNo}</span>
          <span className="zc-number">
            {item.serialNumbers.join('，') || t('没有登记安装序列号')}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function OrderLines(props: { order: OrderRecord }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const { order } = props;
  const installs = order.lines.some((line) => line.softwareId && line.kind !== 'uninstall');
  const working = order.state === 'assigned' || order.state === 'executing';
  const serials = installs && working && order.may.includes('perform') && <Serials order={order} />;
  if (narrow) {
    return (
      <div className="zc-cards">
        {order.lines.map((line) => (
          <article key={line.lineNo} className="zc-card">
            <header>
              <ChoiceTag set={MAINTENANCE_TYPES} value={line.kind} />
              {[line.softwareName, line.version].filter(Boolean).join(' ')}
            </header>
            {line.softwareNo && <div className="zc-quiet zc-number">{line.softwareNo}</div>}
            <Before line={line} />
            <Outcome line={line} />
          </article>
        ))}
        {serials}
      </div>
    );
  }
  return (
    <>
      <Table
        className="zc-table"
        size="small"
        rowKey="lineNo"
        pagination={false}
        dataSource={order.lines}
        columns={[
          {
            title: t('维护类型'),
            width: 100,
            render: (_, line) => <ChoiceTag set={MAINTENANCE_TYPES} value={line.kind} />,
          },
          { title: t('软件编号'), width: 130, render: (_, line) => line.softwareNo || EMPTY },
          {
            title: t('软件名称'),
            render: (_, line) => (
              <>
                {line.softwareName}
                <Before line={line} />
              </>
            ),
          },
          { title: t('软件版本'), width: 110, render: (_, line) => line.version || EMPTY },
          { title: t('完成情况'), width: 220, render: (_, line) => <Outcome line={line} /> },
        ]}
      />
      {serials && <div className="zc-gap">{serials}</div>}
    </>
  );
}
