/** Controls and texts of licence data that the create form, the correction form and the record share. */
import { DatePicker, Input, InputNumber, Radio, Space } from 'antd';
import dayjs from 'dayjs';
import { type ReactNode, useState } from 'react';
import { EMPTY, formatCount, useT } from '../../../platform/web/index.ts';
import { printTerm } from '../rules.terms.ts';
import { parseUsableVersions, printUsableVersions } from '../rules.versions.ts';
import type { LicenseQuantity, LicenseTerm, UsableVersion } from '../shapes.ts';

/** 不限 is a word of its own, never 0 or 1. */
export function Quantity(props: { value: LicenseQuantity | null }): ReactNode {
  const t = useT();
  const { value } = props;
  if (value === null) return EMPTY;
  return value === 'unlimited' ? t('不限') : formatCount(value);
}

type Control<V> = { id?: string; value?: V | null; onChange?: (value: V | undefined) => void };

export function QuantityInput(
  props: Control<LicenseQuantity> & { unlimitedAllowed: boolean },
): ReactNode {
  const t = useT();
  const { value, onChange, id, unlimitedAllowed } = props;
  const number = (
    <InputNumber
      {...(id ? { id } : {})}
      min={1}
      precision={0}
      disabled={value === 'unlimited'}
      value={typeof value === 'number' ? value : null}
      onChange={(next) => onChange?.(next ?? undefined)}
      suffix={t('套')}
      className="zc-wide"
    />
  );
  if (!unlimitedAllowed && value !== 'unlimited') return number;
  return (
    <Space orientation="vertical" className="zc-wide">
      <Radio.Group
        value={value === 'unlimited' ? 'unlimited' : 'number'}
        onChange={(event) =>
          onChange?.(event.target.value === 'unlimited' ? 'unlimited' : undefined)
        }
        options={[
          { value: 'unlimited', label: t('不限') },
          { value: 'number', label: t('有数量') },
        ]}
      />
      {value !== 'unlimited' && number}
    </Space>
  );
}

/** Typed as on paper; what was understood is said below. */
export function VersionsInput(props: Control<UsableVersion[]>): ReactNode {
  const t = useT();
  const [text, setText] = useState(printUsableVersions(props.value ?? []));
  const [sent, setSent] = useState(props.value);
  // The value was set from outside (a draft, or the version typed in the step before).
  if (props.value !== sent) {
    setSent(props.value);
    setText(printUsableVersions(props.value ?? []));
  }
  const parsed = parseUsableVersions(text);
  const change = (next: string) => {
    setText(next);
    const read = parseUsableVersions(next);
    const value = 'usable' in read ? read.usable : [];
    setSent(value);
    props.onChange?.(value);
  };
  return (
    <>
      <Input
        {...(props.id ? { id: props.id } : {})}
        value={text}
        maxLength={500}
        placeholder={t('例如 v11–v12、2019及以上、不限')}
        status={'problem' in parsed ? 'error' : ''}
        onChange={(event) => change(event.target.value)}
      />
      {'problem' in parsed && (
        <span className="zc-quiet">
          {t('看不懂“{{text}}”，请写成 v12、v11–v12、2019及以上 或 不限 的样子', {
            text: parsed.problem,
          })}
        </span>
      )}
    </>
  );
}

type TermDraft = { kind: LicenseTerm['kind']; start?: string; end?: string; years?: number };

function complete(draft: TermDraft): LicenseTerm | undefined {
  if (draft.kind === 'perpetual') return { kind: 'perpetual' };
  if (!draft.start) return undefined;
  if (draft.kind === 'years') {
    return draft.years ? { kind: 'years', start: draft.start, years: draft.years } : undefined;
  }
  return draft.end ? { kind: 'fixedTerm', start: draft.start, end: draft.end } : undefined;
}

export function TermInput(props: Control<LicenseTerm>): ReactNode {
  const t = useT();
  const [draft, setDraft] = useState<TermDraft | undefined>(props.value ?? undefined);
  const shown: TermDraft | undefined = props.value ?? draft;
  const change = (next: TermDraft) => {
    setDraft(next);
    props.onChange?.(complete(next));
  };
  const day = (name: 'start' | 'end', label: string) => (
    <DatePicker
      aria-label={label}
      placeholder={label}
      value={shown?.[name] ? dayjs(shown[name]) : null}
      onChange={(_, text) => {
        const { [name]: __, ...rest } = shown ?? { kind: 'perpetual' as const };
        change({ ...rest, ...(typeof text === 'string' && text ? { [name]: text } : {}) });
      }}
    />
  );
  const whole = shown && complete(shown);
  return (
    <Space orientation="vertical" className="zc-wide">
      <Radio.Group
        {...(props.id ? { id: props.id } : {})}
        value={shown?.kind}
        onChange={(event) => change({ ...shown, kind: event.target.value })}
        options={[
          { value: 'perpetual', label: t('永久') },
          { value: 'fixedTerm', label: t('起止日期') },
          { value: 'years', label: t('若干年') },
        ]}
      />
      {shown && shown.kind !== 'perpetual' && (
        <Space wrap>
          {day('start', t('起始日期'))}
          {shown.kind === 'fixedTerm' && day('end', t('截止日期'))}
          {shown.kind === 'years' && (
            <InputNumber
              aria-label={t('年数')}
              min={1}
              max={99}
              precision={0}
              suffix={t('年')}
              value={shown.years ?? null}
              onChange={(years) => {
                const { years: _, ...rest } = shown;
                change({ ...rest, ...(years ? { years } : {}) });
              }}
            />
          )}
          {shown.kind === 'years' && whole && <span className="zc-quiet">{printTerm(whole)}</span>}
        </Space>
      )}
    </Space>
  );
}

/** One serial number per line. */
export function SerialsInput(props: Control<string[]>): ReactNode {
  const t = useT();
  const [text, setText] = useState((props.value ?? []).join('\n'));
  return (
    <Input.TextArea
      {...(props.id ? { id: props.id } : {})}
      rows={4}
      autoComplete="off"
      spellCheck={false}
      placeholder={t('每行一个')}
      value={text}
      onChange={(event) => {
        setText(event.target.value);
        const lines = event.target.value.split(/\n/).map((line) => line.trim());
        props.onChange?.(lines.filter((line) => line !== ''));
      }}
    />
  );
}
