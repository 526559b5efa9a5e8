/** What the technician found and did, line by line, and his signature: a few taps on a phone. */
import { App, Drawer, Input, Segmented } from 'antd';
import type { ReactNode } from 'react';
import { dateInChina } from '../../../base/dates.ts';
import { EndpointForm, SignatureField, useT } from '../../../platform/web/index.ts';
import { workOf } from '../rules.ts';
import { performOrder } from '../shapes.api.ts';
import { type OrderRecord, PERFORMER_STATEMENT } from '../shapes.ts';
import { Statement } from './SignPanel.tsx';
import { useTellState } from './told.ts';

type Report = { lineNo: number; done: boolean; version?: string; note: string };

function Line(props: {
  line: OrderRecord['lines'][number];
  report: Report;
  change: (report: Report) => void;
}): ReactNode {
  const t = useT();
  const { line, report, change } = props;
  return (
    <div className="zc-panel zc-signature">
      <div>{t('{{line}}. {{work}}', { line: line.lineNo, work: workOf([line]) })}</div>
      <Segmented
        block
        size="large"
        aria-label={t('第 {{line}} 行完成情况', { line: line.lineNo })}
        value={report.done ? 'done' : 'notDone'}
        options={[
          { value: 'done', label: t('完成') },
          { value: 'notDone', label: t('未完成') },
        ]}
        onChange={(value) => change({ ...report, done: value === 'done' })}
      />
      {report.done && line.kind !== 'uninstall' && (
        <Input
          maxLength={100}
          aria-label={t('实装版本')}
          placeholder={t('实装版本（与 {{version}} 不同时填写）', { version: line.version })}
          value={report.version ?? ''}
          onChange={({ target }) => change({ ...report, version: target.value })}
        />
      )}
      <Input.TextArea
        rows={report.done ? 1 : 2}
        maxLength={500}
        status={report.done || report.note.trim() !== '' ? '' : 'warning'}
        placeholder={report.done ? t('说明（可不填）') : t('没有完成的原因（必填）')}
        value={report.note}
        onChange={({ target }) => change({ ...report, note: target.value })}
      />
    </div>
  );
}

function LineReports(props: {
  order: OrderRecord;
  value?: Report[];
  onChange?: (reports: Report[]) => void;
}): ReactNode {
  const reports = props.value ?? [];
  return (
    <div className="zc-cards">
      {props.order.lines.map((line, at) => (
        <Line
          key={line.lineNo}
          line={line}
          report={reports[at]!}
          change={(report) => props.onChange?.(reports.with(at, report))}
        />
      ))}
    </div>
  );
}

export function PerformDrawer(props: {
  order: OrderRecord;
  close: () => void;
  onDone: (order: OrderRecord) => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const tell = useTellState();
  const { order } = props;
  return (
    <Drawer open title={t('填报完成情况')} size={560} onClose={props.close}>
      <EndpointForm
        endpoint={performOrder}
        params={{ order: order.id }}
        narrow
        initial={{
          performedOn: dateInChina(new Date()),
          lines: order.lines.map(({ lineNo }) => ({ lineNo, done: true, note: '' })),
        }}
        submit={t('签字并提交')}
        before={<Statement text={t(PERFORMER_STATEMENT)} />}
        fields={[
          {
            name: 'lines',
            label: t('完成情况'),
            kind: 'custom',
            control: <LineReports order={order} />,
          },
          { name: 'performedOn', label: t('完成日期'), kind: 'date', required: true },
          {
            name: 'signature',
            label: t('安装维护人签字'),
            kind: 'custom',
            required: true,
            control: <SignatureField kinds={['drawn', 'password']} />,
          },
        ]}
        onDone={(performed) => {
          message.success(tell(performed), 6);
          props.onDone(performed);
        }}
      />
    </Drawer>
  );
}
