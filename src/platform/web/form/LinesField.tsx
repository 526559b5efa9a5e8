/** Lines of a form as one control: each a card with its own fields; added, taken out, filled in by hand or beforehand. */
import { Button, Card, Checkbox, Form, Input, InputNumber, Select } from 'antd';
import type { ReactElement, ReactNode } from 'react';
import { useT } from '../texts.ts';
import { DateInput } from './DateInput.tsx';
import { type Field, type FormValues, SearchSelect } from './fields.tsx';

/** A line on screen: what the endpoint takes, and a key of the screen's own. */
export type FormLine = FormValues & { key: string };

/** `shown` gives the label of a line's search value, which the endpoint does not take. */
export type LineField = Field & { shownAs?: (line: FormLine) => string | undefined };

export function linesOf(rows: readonly object[]): FormLine[] {
  return rows.map((row) => ({ ...row, key: crypto.randomUUID() }));
}

/** Only what the endpoint takes: the named fields and `keep`; emptied ones become null or are left out. */
export function bodyOfLines(
  lines: readonly FormLine[],
  fields: readonly LineField[],
  keep: readonly string[] = [],
): FormValues[] {
  const names = [...fields.map((field) => field.name), ...keep];
  return lines.map((line) =>
    Object.fromEntries(
      names.flatMap((name) => (line[name] === undefined ? [] : [[name, line[name]]])),
    ),
  );
}

export function LinesField(props: {
  value?: FormLine[];
  onChange?: (lines: FormLine[]) => void;
  fields: readonly LineField[];
  /** What a new line begins with; without it lines are neither added nor taken out. */
  fresh?: () => FormValues;
  add?: string;
  /** Said at a line, e.g. what is known about it. */
  about?: (line: FormLine) => ReactNode;
}): ReactNode {
  const t = useT();
  const lines = props.value ?? [];
  const set = (next: FormLine[]) => props.onChange?.(next);
  const change = (key: string, part: FormValues) =>
    set(lines.map((line) => (line.key === key ? { ...line, ...part } : line)));
  return (
    // A form item of its own, without a name: a complaint about one line must not colour every control red.
    <Form.Item className="zc-lines">
      {lines.map((line, at) => (
        <Card key={line.key} size="small" className="zc-above">
          <div className="zc-line">
            {props.fields.map((field) =>
              field.when && !field.when(line) ? null : (
                <LineItem
                  key={field.name}
                  field={field}
                  line={line}
                  no={at + 1}
                  onChange={(value) => change(line.key, { [field.name]: value })}
                />
              ),
            )}
          </div>
          <div className="zc-line-foot">
            <div className="zc-quiet">{props.about?.(line)}</div>
            {props.fresh && (
              <Button
                size="small"
                aria-label={t('去掉第 {{n}} 项', { n: at + 1 })}
                onClick={() => set(lines.filter((other) => other.key !== line.key))}
              >
                {t('去掉')}
              </Button>
            )}
          </div>
        </Card>
      ))}
      {props.fresh && (
        <Button onClick={() => set([...lines, { ...props.fresh!(), key: crypto.randomUUID() }])}>
          {props.add ?? t('增加一项')}
        </Button>
      )}
    </Form.Item>
  );
}

function LineItem(props: {
  field: LineField;
  line: FormLine;
  no: number;
  onChange: (value: unknown) => void;
}): ReactNode {
  const t = useT();
  const { field, no } = props;
  const label = t('第 {{n}} 项：{{what}}', { n: no, what: field.label });
  const wide = field.wide || field.kind === 'area';
  return (
    <div className={wide ? 'zc-line-field zc-line-wide' : 'zc-line-field'}>
      <span className="zc-quiet">{field.label}</span>
      {controlOf({ ...props, label, t })}
    </div>
  );
}

function controlOf(props: {
  field: LineField;
  line: FormLine;
  label: string;
  onChange: (value: unknown) => void;
  t: (text: string) => string;
}): ReactElement {
  const { field, line, label, onChange, t } = props;
  const value = line[field.name];
  const common = { 'aria-label': label, disabled: field.disabled ?? false };
  const placeholder = field.placeholder;
  switch (field.kind) {
    case 'area':
      return (
        <Input.TextArea
          {...common}
          rows={2}
          maxLength={field.maxLength}
          placeholder={placeholder}
          value={(value as string | null) ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case 'number':
    case 'money': {
      const money = field.kind === 'money';
      const shown = typeof value === 'number' ? (money ? value / 100 : value) : null;
      return (
        <InputNumber
          {...common}
          className="zc-wide"
          precision={money ? 2 : 0}
          suffix={money ? t('元') : field.unit}
          placeholder={placeholder}
          value={shown}
          onChange={(next) =>
            onChange(typeof next === 'number' ? (money ? Math.round(next * 100) : next) : null)
          }
        />
      );
    }
    case 'choice':
    case 'options':
      return (
        <Select
          {...common}
          className="zc-wide"
          allowClear={!field.required}
          showSearch={{ optionFilterProp: 'label' }}
          placeholder={placeholder}
          value={value ?? null}
          options={
            field.kind === 'options'
              ? field.options
              : Object.entries(field.set).map(([key, one]) => ({ value: key, label: t(one.label) }))
          }
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case 'date':
      return (
        <DateInput
          label={label}
          disabled={field.disabled}
          {...(placeholder ? { placeholder } : {})}
          value={(value as string | null) ?? ''}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    case 'flag':
      return (
        <Checkbox
          {...common}
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        >
          {field.text ?? field.label}
        </Checkbox>
      );
    case 'search': {
      const shown = field.shownAs?.(line);
      return (
        <SearchSelect
          label={label}
          search={field.search}
          placeholder={placeholder}
          disabled={field.disabled}
          value={(value as string | null) ?? null}
          shown={value && shown ? { value: value as string, label: shown } : undefined}
          onChange={(next) => onChange(next ?? null)}
        />
      );
    }
    default:
      return (
        <Input
          {...common}
          maxLength={field.kind === 'text' || !field.kind ? field.maxLength : undefined}
          placeholder={placeholder}
          value={(value as string | null) ?? ''}
          onChange={(event) => onChange(event.target.value)}
        />
      );
  }
}
