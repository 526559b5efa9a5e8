/**
 * A form over an endpoint's body. What the server refuses is shown at the field it names; what is typed survives a
 * closed page or a lost connection (never a password).
 */
import { Alert, Button, Drawer, Form, type FormInstance } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import type { z } from 'zod';
import type { Endpoint } from '../../http/endpoint.ts';
import { ApiError, call, type Params } from '../call.ts';
import { queryClient } from '../query.ts';
import { t, useT } from '../texts.ts';
import { clearDraft, readDraft, writeDraft } from './drafts.ts';
import { type Field, FieldItem, type FormValues, namePath } from './fields.tsx';

export type EndpointFormProps<B extends z.ZodType, O extends z.ZodType> = {
  endpoint: Endpoint<z.ZodType, z.ZodType, B, O> | EndpointLike<B, O>;
  params?: Params;
  fields: Field[];
  initial?: FormValues;
  /** Values sent along that nobody types. */
  extra?: FormValues;
  /** What is sent where controls know more than the endpoint takes. */
  shape?: (body: FormValues) => FormValues;
  /** Verb of the one primary button, e.g. 登记入库. */
  submit: string;
  onDone: (output: z.output<O>) => void;
  onCancel?: () => void;
  /** Keeps what was typed under this name until it is sent or thrown away. */
  draft?: string;
  /** Said above the button: what happens next. */
  before?: ReactNode;
  danger?: boolean;
  /** One column, as on the sign-in page. */
  narrow?: boolean;
};

type EndpointLike<B, O> = {
  method: Endpoint['method'];
  path: string;
  body?: B | undefined;
  output: O;
};

type Trouble = { path: string; message: string };

/** Empty controls are left out; one that had a value and was emptied is sent as null. */
function toBody(values: FormValues, initial: FormValues | undefined): FormValues {
  const body: FormValues = {};
  for (const [name, value] of Object.entries(values)) {
    const before = initial?.[name];
    const empty = value === undefined || value === null || value === '';
    if (!empty) {
      const nested = typeof value === 'object' && !Array.isArray(value);
      body[name] = nested ? toBody(value as FormValues, before as FormValues | undefined) : value;
    } else if (before !== undefined && before !== null && before !== '') body[name] = null;
  }
  return body;
}

/** Shows each complaint at its field; returns those that belong to no field on screen. */
function showTroubles(form: FormInstance, fields: Field[], troubles: Trouble[]): string[] {
  const homeless: string[] = [];
  const byField = new Map<string, string[]>();
  for (const { path, message } of troubles) {
    const name = path.replace(/^body\./, '');
    const field = fields.find((one) => one.name === name || name.startsWith(`${one.name}.`));
    if (!field) homeless.push(message);
    else
      byField.set(field.name, [...(byField.get(field.name) ?? []), atLine(name, field, message)]);
  }
  form.setFields([...byField].map(([name, errors]) => ({ name: namePath(name) as never, errors })));
  const [first] = byField.keys();
  if (first) form.scrollToField(namePath(first) as never, { block: 'center', focus: true });
  return homeless;
}

/** What is wrong inside a list says on which of its lines. */
function atLine(name: string, field: Field, message: string): string {
  const line = /^\.(\d+)\./.exec(name.slice(field.name.length));
  return line ? t('第 {{n}} 项：{{what}}', { n: Number(line[1]) + 1, what: message }) : message;
}

function troublesOf(error: ApiError): Trouble[] {
  if (error.issues.length) return error.issues;
  return error.path ? [{ path: error.path, message: error.message }] : [];
}

/** Restores what was typed before, once, and says so. */
function useDraft(form: FormInstance, key: string | undefined, fields: Field[]) {
  const [restoredAt, setRestoredAt] = useState<string>();
  const names = useRef<string[]>([]);
  names.current = fields.filter((field) => field.kind !== 'password').map((field) => field.name);
  useEffect(() => {
    const draft = key ? readDraft(key) : undefined;
    if (!draft) return;
    form.setFieldsValue(draft.values);
    setRestoredAt(draft.at);
  }, [form, key]);
  const keep = () => {
    if (key)
      writeDraft(key, form.getFieldsValue(names.current.map(namePath) as never) as FormValues);
  };
  const drop = () => {
    if (key) clearDraft(key);
    setRestoredAt(undefined);
  };
  return { restoredAt, keep, drop };
}

function DraftNotice(props: { at: string; onDrop: () => void }): ReactNode {
  const t = useT();
  return (
    <Alert
      type="info"
      showIcon
      className="zc-form-notice"
      title={t('已恢复 {{at}} 未提交的内容。', { at: props.at })}
      action={
        <Button size="small" onClick={props.onDrop}>
          {t('不要了，重填')}
        </Button>
      }
    />
  );
}

export function EndpointForm<B extends z.ZodType, O extends z.ZodType>(
  props: EndpointFormProps<B, O>,
): ReactNode {
  const t = useT();
  const [form] = Form.useForm<FormValues>();
  const [sending, setSending] = useState(false);
  const [refused, setRefused] = useState<string[]>([]);
  const draft = useDraft(form, props.draft, props.fields);
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const first = () => box.current?.querySelector<HTMLElement>('input:not([disabled]),textarea');
    // A drawer takes the focus to itself when it has opened; the first field comes after it.
    const timer = setTimeout(() => first()?.focus({ preventScroll: true }), 0);
    return () => clearTimeout(timer);
  }, []);

  const send = async (values: FormValues) => {
    setRefused([]);
    // What an earlier attempt was refused for may be mended by another field.
    form.setFields(
      props.fields.map((field) => ({ name: namePath(field.name) as never, errors: [] })),
    );
    const typed = { ...toBody(values, props.initial), ...props.extra };
    const body = props.shape ? props.shape(typed) : typed;
    const checked = props.endpoint.body?.safeParse(body);
    if (checked && !checked.success) {
      const troubles = checked.error.issues.map((issue) => ({
        path: issue.path.join('.'),
        message: issue.message,
      }));
      setRefused(showTroubles(form, props.fields, troubles));
      return;
    }
    setSending(true);
    try {
      const input = { params: props.params, body } as never;
      const output = await call(props.endpoint as Endpoint, input);
      draft.drop();
      void queryClient.invalidateQueries();
      props.onDone(output as z.output<O>);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      const troubles = troublesOf(error);
      const homeless = showTroubles(form, props.fields, troubles);
      setRefused(troubles.length && !homeless.length ? [] : [error.message, ...homeless]);
    } finally {
      setSending(false);
    }
  };
  return (
    <div ref={box}>
      {draft.restoredAt && (
        <DraftNotice
          at={draft.restoredAt}
          onDrop={() => {
            draft.drop();
            form.resetFields();
          }}
        />
      )}
      <Form
        form={form}
        layout="vertical"
        className={props.narrow ? 'zc-form zc-form-narrow' : 'zc-form'}
        initialValues={props.initial ?? {}}
        onFinish={(values) => void send(values)}
        onValuesChange={draft.keep}
        scrollToFirstError={{ focus: true }}
        disabled={sending}
        requiredMark={props.narrow ? false : undefined}
      >
        {props.fields.map((field) => (
          <FieldItem key={field.name} field={field} />
        ))}
        {refused.length > 0 && (
          <Alert
            type="error"
            showIcon
            className="zc-field-wide zc-form-notice"
            title={[...new Set(refused)].join(' ')}
          />
        )}
        <div className="zc-field-wide zc-form-foot">
          {props.before && <p>{props.before}</p>}
          <Button type="primary" htmlType="submit" loading={sending} danger={props.danger ?? false}>
            {props.submit}
          </Button>
          {props.onCancel && <Button onClick={props.onCancel}>{t('取消')}</Button>}
        </div>
      </Form>
    </div>
  );
}

/** The same form in a drawer; Esc closes, what was typed stays if `draft` is given. */
export function FormDrawer<B extends z.ZodType, O extends z.ZodType>(
  props: EndpointFormProps<B, O> & {
    title: string;
    open: boolean;
    onClose: () => void;
    above?: ReactNode;
  },
): ReactNode {
  const { title, open, onClose, above, ...form } = props;
  return (
    <Drawer title={title} open={open} onClose={onClose} size={560} destroyOnHidden>
      {above}
      <EndpointForm {...form} onCancel={onClose} />
    </Drawer>
  );
}
