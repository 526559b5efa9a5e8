/** Small things shown everywhere the same way: states, dates, amounts, figures that are doors. */
import {
  CheckCircleOutlined,
  CloseCircleOutlined,
  ExclamationCircleOutlined,
  InfoCircleOutlined,
  MinusCircleOutlined,
} from '@ant-design/icons';
import { Tag } from 'antd';
import type { ReactNode } from 'react';
import type { ChoiceSet, Tone } from '../../base/choices.ts';
import { dateInChina } from '../../base/dates.ts';
import { formatFen } from '../../base/money.ts';
import { Go, useAddressSearch } from './address.tsx';
import { DateInput } from './form/DateInput.tsx';
import { useT } from './texts.ts';

/** green proven right, amber needs a person, red against the rules, blue information, grey no statement. */
const TONES: Record<Tone, { color: string; icon: ReactNode }> = {
  green: { color: 'success', icon: <CheckCircleOutlined /> },
  amber: { color: 'warning', icon: <ExclamationCircleOutlined /> },
  red: { color: 'error', icon: <CloseCircleOutlined /> },
  blue: { color: 'processing', icon: <InfoCircleOutlined /> },
  grey: { color: 'default', icon: <MinusCircleOutlined /> },
};

export const EMPTY = '--';

/** The value of a choice set as a tag; colour never stands alone, an icon goes with it. */
export function ChoiceTag(props: { set: ChoiceSet; value: string | null | undefined }): ReactNode {
  const t = useT();
  const choice = props.value ? props.set[props.value] : undefined;
  if (!choice) return props.value ?? EMPTY;
  if (!choice.tone) return t(choice.label);
  return <ToneTag tone={choice.tone}>{t(choice.label)}</ToneTag>;
}

/** A verdict that comes from no choice set. */
export function ToneTag(props: { tone: Tone; children: ReactNode }): ReactNode {
  const tone = TONES[props.tone];
  return (
    <Tag color={tone.color} icon={tone.icon} className="zc-tag">
      {props.children}
    </Tag>
  );
}

/** `2026-06-30`; an instant is shown in China's time, with minutes if `time`. */
export function DateText(props: { value: string | null | undefined; time?: boolean }): ReactNode {
  const { value } = props;
  if (!value) return EMPTY;
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return <span className="zc-number">{value}</span>;
  const instant = new Date(value);
  const clock = new Date(instant.getTime() + 8 * 3_600_000).toISOString().slice(11, 19);
  const day = dateInChina(instant);
  return (
    <time className="zc-number" dateTime={value} title={`${day} ${clock}`}>
      {props.time ? `${day} ${clock.slice(0, 5)}` : day}
    </time>
  );
}

/** Amount in yuan from integer fen. */
export function MoneyText(props: { fen: number | null | undefined }): ReactNode {
  const { fen } = props;
  return (
    <span className="zc-number">{fen === null || fen === undefined ? EMPTY : formatFen(fen)}</span>
  );
}

export function formatCount(value: number): string {
  return value.toLocaleString('en-US');
}

/** A number that opens what it counts. */
export function Figure(props: {
  value: number | string;
  to?: string;
  label?: ReactNode;
  /** What the number is made of, e.g. 分子/分母. */
  detail?: ReactNode;
  tone?: Tone;
}): ReactNode {
  const shown = typeof props.value === 'number' ? formatCount(props.value) : props.value;
  const number = <span className="zc-figure-value">{shown}</span>;
  return (
    <span className={`zc-figure${props.tone ? ` zc-tone-${props.tone}` : ''}`}>
      {props.label && <span className="zc-figure-label">{props.label}</span>}
      {props.to ? <Go to={props.to}>{number}</Go> : number}
      {props.detail && <span className="zc-figure-detail">{props.detail}</span>}
    </span>
  );
}

/** The day a register is asked for, kept in the address as `?asOf=`; absent means today. */
export function AsOfPicker(props: { label?: string }): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const today = dateInChina(new Date());
  const value = typeof search.asOf === 'string' ? search.asOf : today;
  return (
    <span className="zc-inline">
      <span>{props.label ?? t('截至日期')}</span>
      <DateInput
        label={props.label ?? t('截至日期')}
        value={value}
        allowClear={value !== today}
        latest={today}
        onChange={(date) =>
          change({ asOf: date === today ? undefined : date, cursor: undefined }, true)
        }
      />
    </span>
  );
}

/** The present `asOf` of the address. */
export function useAsOf(): string {
  const [search] = useAddressSearch();
  return typeof search.asOf === 'string' ? search.asOf : dateInChina(new Date());
}
