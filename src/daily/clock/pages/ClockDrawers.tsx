/** Closing a duty by hand, taking that back, and the unit's own days. */
import { App, Button, Drawer, Form, Input, InputNumber } from 'antd';
import { type ReactNode, useState } from 'react';
import {
  DateInput,
  ErrorState,
  FormDrawer,
  ScanField,
  useAction,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import {
  type ClockLine,
  type ClockParameters,
  closeDuty,
  DUTIES,
  type DutyKey,
  reopenDuty,
  saveClock,
} from '../shapes.ts';

const CLOSED = { done: { label: '已完成' }, notApplicable: { label: '本期不适用' } } as const;

export function CloseDrawer(props: {
  line: ClockLine;
  today: string;
  onClose: () => void;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const { can } = useSession();
  const { line } = props;
  return (
    <FormDrawer
      open
      title={`${line.period} ${t(DUTIES[line.duty].label)}`}
      endpoint={closeDuty}
      params={{ duty: line.duty, period: line.period }}
      initial={{ state: 'done', closedOn: props.today }}
      before={t('登记后不再提醒；登记人和依据留痕，可以撤销。')}
      fields={[
        {
          name: 'state',
          label: t('情况'),
          kind: 'choice',
          set: CLOSED,
          radio: true,
          required: true,
        },
        { name: 'closedOn', label: t('完成日期'), kind: 'date', required: true },
        {
          name: 'words',
          label: t('依据'),
          kind: 'area',
          maxLength: 500,
          required: true,
          wide: true,
          help: t('文号、会议、材料所在；不适用的写明原因'),
        },
        ...(can('signature.scan')
          ? [
              {
                name: 'fileId',
                label: t('扫描件'),
                kind: 'custom' as const,
                wide: true,
                control: <ScanField />,
              },
            ]
          : []),
      ]}
      submit={t('登记')}
      onClose={props.onClose}
      onDone={() => {
        message.success(t('已登记'));
        props.onClose();
      }}
    />
  );
}

export function ReopenDrawer(props: { line: ClockLine; onClose: () => void }): ReactNode {
  const t = useT();
  const { line } = props;
  return (
    <FormDrawer
      open
      danger
      title={t('撤销登记')}
      endpoint={reopenDuty}
      params={{ duty: line.duty, period: line.period }}
      fields={[{ name: 'reason', label: t('原因'), kind: 'area', required: true, wide: true }]}
      before={t('这一项重新列为未完成；原来登记的内容留在审计日志里。')}
      submit={t('撤销登记')}
      onClose={props.onClose}
      onDone={props.onClose}
    />
  );
}

type Days = Record<string, string>;

/** `plan` → 03-31; the second half of a half-yearly duty stands under `closing 2`. */
function daysFrom(parameters: ClockParameters): Days {
  const days: Days = {};
  for (const [duty, { due }] of Object.entries(DUTIES)) {
    const own = parameters.due[duty as DutyKey] ?? due;
    own.forEach((day, at) => {
      days[`${duty} ${at}`] = day;
    });
  }
  return days;
}

function dueOf(days: Days): ClockParameters['due'] {
  return Object.fromEntries(
    Object.entries(DUTIES).map(([duty, { due }]) => [
      duty,
      due.map((_, at) => (days[`${duty} ${at}`] ?? '').trim()),
    ]),
  );
}

export function DaysDrawer(props: { parameters: ClockParameters; onClose: () => void }): ReactNode {
  const t = useT();
  const [days, setDays] = useState(() => daysFrom(props.parameters));
  const [leadDays, setLead] = useState<number | null>(props.parameters.leadDays);
  const [since, setSince] = useState<string | null>(props.parameters.since);
  const save = useAction(saveClock, { onDone: props.onClose });
  return (
    <Drawer open size={520} title={t('设定日期')} onClose={props.onClose}>
      {save.error && <ErrorState error={save.error} />}
      <Form
        layout="vertical"
        onFinish={() =>
          save.mutate({ body: { leadDays: leadDays ?? 0, since: since ?? '', due: dueOf(days) } })
        }
      >
        <p className="zc-quiet">{t('每年的完成期限，月-日。')}</p>
        {Object.entries(DUTIES).flatMap(([duty, { label, due }]) =>
          due.map((_, at) => {
            const key = `${duty} ${at}`;
            const half = due.length > 1 ? ` ${at === 0 ? t('上半年') : t('下半年')}` : '';
            return (
              <Form.Item key={key} label={`${t(label)}${half}`} htmlFor={key}>
                <Input
                  id={key}
                  value={days[key]}
                  maxLength={5}
                  onChange={(event) => setDays({ ...days, [key]: event.target.value })}
                />
              </Form.Item>
            );
          }),
        )}
        <Form.Item label={t('提前几天提醒')} htmlFor="leadDays">
          <InputNumber id="leadDays" value={leadDays} min={1} max={180} onChange={setLead} />
        </Form.Item>
        <Form.Item label={t('从哪一天起要求')} htmlFor="since">
          <DateInput id="since" value={since ?? ''} onChange={(day) => setSince(day ?? null)} />
        </Form.Item>
        <Button type="primary" htmlType="submit" loading={save.isPending}>
          {t('保存')}
        </Button>
      </Form>
    </Drawer>
  );
}
