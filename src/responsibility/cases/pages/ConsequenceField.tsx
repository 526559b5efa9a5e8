/** What is proposed or decided for person and department; lines added and removed by people. */
import { Button, Input, InputNumber, Select } from 'antd';
import type { ReactNode } from 'react';
import { useT } from '../../../platform/web/index.ts';
import { CONSEQUENCE_KINDS, type Consequence } from '../shapes.ts';

export function ConsequenceField(props: {
  value?: Consequence[];
  onChange?: (value: Consequence[]) => void;
  person: boolean;
  department: boolean;
}): ReactNode {
  const t = useT();
  const lines = props.value ?? [];
  const set = (next: Consequence[]) => props.onChange?.(next);
  const change = (at: number, part: Partial<Consequence>) =>
    set(lines.map((line, here) => (here === at ? { ...line, ...part } : line)));
  const subjects = [
    ...(props.person ? [{ value: 'person' as const, label: t('个人') }] : []),
    ...(props.department ? [{ value: 'department' as const, label: t('部门') }] : []),
  ];
  const kinds = Object.entries(CONSEQUENCE_KINDS).map(([value, { label }]) => ({
    value: value as Consequence['kind'],
    label: t(label),
  }));
  return (
    <div>
      {lines.map((line, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no id of their own
        <div key={at} className="zc-case-line">
          <Select
            aria-label={t('对象')}
            value={line.subject}
            options={subjects}
            onChange={(subject) => change(at, { subject })}
          />
          <Select
            aria-label={t('处理')}
            value={line.kind}
            options={kinds}
            onChange={(kind) => change(at, { kind })}
          />
          <InputNumber
            aria-label={t('年度')}
            value={line.year}
            min={2000}
            max={2100}
            onChange={(year) => year && change(at, { year })}
          />
          <Input
            aria-label={t('说明')}
            value={line.note}
            maxLength={200}
            onChange={(event) => change(at, { note: event.target.value })}
          />
          <Button onClick={() => set(lines.filter((_, here) => here !== at))}>{t('移除')}</Button>
        </div>
      ))}
      <Button
        onClick={() =>
          set([
            ...lines,
            {
              subject: props.person ? 'person' : 'department',
              kind: 'noAward',
              year: new Date().getFullYear(),
              note: '',
            },
          ])
        }
      >
        {t('添加一项处理')}
      </Button>
    </div>
  );
}
