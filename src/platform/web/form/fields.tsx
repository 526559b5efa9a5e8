/** One control per kind of field; values are what the endpoint's body wants (dates as text, money in fen). */
import { useQuery } from '@tanstack/react-query';
import { Checkbox, Form, Input, InputNumber, Radio, Select } from 'antd';
import { type ReactElement, type ReactNode, useState } from 'react';
import type { ChoiceSet } from '../../../base/choices.ts';
import type { Option } from '../list/types.ts';
import { useT } from '../texts.ts';
import { DateInput } from './DateInput.tsx';

export type FormValues = Record<string, unknown>;

type Common = {
  /** Name in the body; `a.b` for a value inside an object. */
  name: string;
  label: string;
  required?: boolean;
  /** Said below the control: what it is for, where to find it. */
  help?: ReactNode;
  placeholder?: string;
  /** Takes the whole width. */
  wide?: boolean;
  disabled?: boolean;
  /** Shown only while this holds. */
  when?: (values: FormValues) => boolean;
};

export type Field = Common &
  (
    | { kind?: 'text'; maxLength?: number; autoComplete?: string }
    | { kind: 'area'; maxLength?: number; rows?: number }
    | { kind: 'password'; autoComplete?: 'current-password' | 'new-password' }
    | { kind: 'number'; min?: number; max?: number; unit?: string }
    | { kind: 'money' }
    | { kind: 'date' }
    | { kind: 'flag'; text?: string }
    | { kind: 'choice'; set: ChoiceSet; many?: boolean; radio?: boolean }
    | { kind: 'options'; options: Option[]; many?: boolean }
    /** Asks the server while one types; `shown` is the label of the initial value. */
    | { kind: 'search'; search: (text: string) => Promise<Option[]>; shown?: Option }
    /** A control of one's own: receives `value` and `onChange`. */
    | { kind: 'custom'; control: ReactElement }
  );

export function namePath(name: string): string | string[] {
  return name.includes('.') ? name.split('.') : name;
}

type SearchSelectProps = {
  id?: string;
  value?: string | null;
  onChange?: (value: string | undefined) => void;
  search: (text: string) => Promise<Option[]>;
  shown?: Option | undefined;
  placeholder?: string | undefined;
  disabled?: boolean | undefined;
  label: string;
};

/** A select box that asks the server for what is typed. */
export function SearchSelect(props: SearchSelectProps): ReactNode {
  const t = useT();
  const [text, setText] = useState('');
  const [picked, setPicked] = useState(props.shown);
  const found = useQuery({
    queryKey: ['search-select', props.label, props.search.toString(), text],
    queryFn: () => props.search(text),
    staleTime: 5_000,
  });
  const options = found.data ?? [];
  const known = options.some((option) => option.value === props.value);
  const all = !known && picked && picked.value === props.value ? [picked, ...options] : options;
  return (
    <Select
      id={props.id}
      // A form item names its control itself.
      {...(props.id ? {} : { 'aria-label': props.label })}
      allowClear
      disabled={props.disabled}
      showSearch={{ filterOption: false, onSearch: setText }}
      placeholder={props.placeholder ?? t('输入文字查找')}
      loading={found.isFetching}
      notFoundContent={found.isFetching ? t('正在查找…') : t('没有找到')}
      value={props.value ?? null}
      options={all}
      onChange={(value: string | null | undefined) => {
        setPicked(all.find((option) => option.value === value));
        props.onChange?.(value ?? undefined);
      }}
    />
  );
}

function choiceControl(field: Extract<Field, { kind: 'choice' }>, t: (text: string) => string) {
  const options = Object.entries(field.set).map(([value, choice]) => ({
    value,
    label: t(choice.label),
  }));
  if (field.radio) return <Radio.Group options={options} disabled={field.disabled} />;
  return (
    <Select
      options={options}
      allowClear={!field.required}
      disabled={field.disabled}
      placeholder={field.placeholder}
      showSearch={options.length > 8 ? { optionFilterProp: 'label' } : false}
      {...(field.many ? { mode: 'multiple' as const } : {})}
    />
  );
}

function controlOf(field: Field, t: (text: string) => string): ReactElement {
  const common = { placeholder: field.placeholder, disabled: field.disabled };
  switch (field.kind) {
    case 'area':
      return <Input.TextArea rows={field.rows ?? 3} maxLength={field.maxLength} {...common} />;
    case 'password':
      return <Input.Password autoComplete={field.autoComplete ?? 'new-password'} {...common} />;
    case 'number':
      return (
        <InputNumber
          className="zc-wide"
          min={field.min}
          max={field.max}
          suffix={field.unit}
          precision={0}
          {...common}
        />
      );
    case 'money':
      return <InputNumber className="zc-wide" precision={2} suffix={t('元')} {...common} />;
    case 'date':
      return <DateInput className="zc-wide" disabled={field.disabled} />;
    case 'flag':
      return <Checkbox disabled={field.disabled}>{field.text ?? field.label}</Checkbox>;
    case 'choice':
      return choiceControl(field, t);
    case 'options':
      return (
        <Select
          options={field.options}
          allowClear={!field.required}
          showSearch={{ optionFilterProp: 'label' }}
          {...(field.many ? { mode: 'multiple' as const } : {})}
          {...common}
        />
      );
    case 'search':
      return (
        <SearchSelect search={field.search} shown={field.shown} label={field.label} {...common} />
      );
    case 'custom':
      return field.control;
    default:
      return (
        <Input maxLength={field.maxLength} autoComplete={field.autoComplete ?? 'off'} {...common} />
      );
  }
}

/** How antd's control value and the body's value translate into each other. */
function translation(field: Field) {
  if (field.kind === 'money') {
    return {
      getValueProps: (value: unknown) => ({
        value: typeof value === 'number' ? value / 100 : null,
      }),
      getValueFromEvent: (value: unknown) =>
        typeof value === 'number' ? Math.round(value * 100) : undefined,
    };
  }
  return field.kind === 'flag' ? { valuePropName: 'checked' } : {};
}

export function FieldItem(props: { field: Field }): ReactNode {
  const t = useT();
  const { field } = props;
  const item = (
    <Form.Item
      name={namePath(field.name)}
      label={field.kind === 'flag' ? undefined : field.label}
      extra={field.help}
      className={field.wide || field.kind === 'area' ? 'zc-field-wide' : 'zc-field'}
      rules={
        field.required && field.kind !== 'flag'
          ? [{ required: true, message: t('请填写{{field}}', { field: field.label }) }]
          : []
      }
      {...translation(field)}
    >
      {controlOf(field, t)}
    </Form.Item>
  );
  const { when } = field;
  if (!when) return item;
  return (
    <Form.Item noStyle shouldUpdate>
      {(form) => (when(form.getFieldsValue(true) as FormValues) ? item : null)}
    </Form.Item>
  );
}
