/** Search box and filters; everything typed here stands in the address. */
import { FilterOutlined } from '@ant-design/icons';
import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { DateInput } from '../form/DateInput.tsx';
import { useNarrow } from '../preferences.ts';
import { useT } from '../texts.ts';
import type { Paging } from './paging.ts';
import type { Filter, Option } from './types.ts';

const TYPING_PAUSE_MS = 300;

/** A text control that reports when the typing pauses, and follows the address when that changes. */
function TypedText(props: {
  value: string;
  label: string;
  hint?: string;
  focus?: boolean;
  onChange: (value: string | undefined) => void;
}): ReactNode {
  const [text, setText] = useState(props.value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const reported = useRef(props.value);
  useEffect(() => {
    // Only a change from outside (back button, 清除筛选) may overwrite what is being typed.
    if (props.value !== reported.current) setText(props.value);
    reported.current = props.value;
  }, [props.value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const report = (value: string) => {
    clearTimeout(timer.current);
    const wanted = value.trim();
    if (wanted === reported.current) return;
    reported.current = wanted;
    props.onChange(wanted || undefined);
  };
  return (
    <Input
      className="zc-filter-text"
      aria-label={props.label}
      placeholder={props.hint ?? props.label}
      allowClear
      autoFocus={props.focus}
      maxLength={200}
      value={text}
      onChange={(event) => {
        const value = event.target.value;
        setText(value);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => report(value), value ? TYPING_PAUSE_MS : 0);
      }}
      onPressEnter={() => report(text)}
    />
  );
}

function optionsOf(filter: Filter, t: (text: string) => string): Option[] {
  if ('set' in filter) {
    return Object.entries(filter.set).map(([value, choice]) => ({ value, label: t(choice.label) }));
  }
  return 'options' in filter ? filter.options : [];
}

function FilterControl(props: { filter: Filter; paging: Paging }): ReactNode {
  const t = useT();
  const { filter, paging } = props;
  const value = paging.search[filter.name];
  const set = (next: string | string[] | undefined) => paging.change({ [filter.name]: next });
  if ('kind' in filter) {
    if (filter.kind === 'text') {
      return <TypedText value={String(value ?? '')} label={filter.label} onChange={set} />;
    }
    if (filter.kind === 'flag') {
      return (
        <Checkbox
          checked={value === 'true'}
          onChange={(event) => set(event.target.checked ? 'true' : undefined)}
        >
          {filter.label}
        </Checkbox>
      );
    }
    return (
      <DateInput
        label={filter.label}
        placeholder={filter.label}
        value={typeof value === 'string' ? value : undefined}
        onChange={set}
      />
    );
  }
  const many = filter.many === true;
  const chosen = value === undefined ? [] : Array.isArray(value) ? value : [value];
  return (
    <Select
      className="zc-filter-select"
      aria-label={filter.label}
      placeholder={filter.label}
      allowClear
      popupMatchSelectWidth={false}
      {...(many ? { mode: 'multiple' as const, maxTagCount: 'responsive' as const } : {})}
      {...('search' in filter && filter.search
        ? { showSearch: { optionFilterProp: 'label' } }
        : {})}
      options={optionsOf(filter, t)}
      value={many ? chosen : (chosen[0] ?? null)}
      onChange={(next: string | string[] | null | undefined) =>
        set(Array.isArray(next) ? (next.length ? next : undefined) : (next ?? undefined))
      }
    />
  );
}

export function FilterBar(props: {
  filters: Filter[];
  searchHint: string | undefined;
  paging: Paging;
  children?: ReactNode;
}): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const [opened, setOpened] = useState(false);
  const { filters, paging } = props;
  const used = filters.filter((filter) => paging.search[filter.name] !== undefined);
  const names = ['q', ...filters.map((filter) => filter.name)];
  const anyUsed = used.length > 0 || paging.search.q !== undefined;
  return (
    <div className="zc-filterbar">
      {props.searchHint !== undefined && (
        <TypedText
          value={String(paging.search.q ?? '')}
          label={t('搜索')}
          hint={props.searchHint}
          focus={!narrow}
          onChange={(q) => paging.change({ q })}
        />
      )}
      {narrow && filters.length > 0 && (
        <Button icon={<FilterOutlined />} onClick={() => setOpened(!opened)} aria-expanded={opened}>
          {used.length ? t('筛选（{{n}}）', { n: used.length }) : t('筛选')}
        </Button>
      )}
      {(!narrow || opened) &&
        filters.map((filter) => (
          <FilterControl key={filter.name} filter={filter} paging={paging} />
        ))}
      {anyUsed && (
        <Button type="link" onClick={() => paging.clear(names)}>
          {t('清除筛选')}
        </Button>
      )}
      <span className="zc-filterbar-end">{props.children}</span>
    </div>
  );
}
