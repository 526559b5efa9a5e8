/** The list page: title, one primary action, filter bar, table, selection bar, paging. */
import {
  DownloadOutlined,
  LeftOutlined,
  RightOutlined,
  SettingOutlined,
  VerticalRightOutlined,
} from '@ant-design/icons';
import { App, Button, Checkbox, Popover, Segmented, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { z } from 'zod';
import { useGo } from '../address.tsx';
import { type ApiError, download } from '../call.ts';
import { PageHead } from '../PageHead.tsx';
import { setPreferences, useNarrow, usePreferences } from '../preferences.ts';
import { useEndpoint } from '../query.ts';
import { EmptyState, ErrorState } from '../states.tsx';
import { useT } from '../texts.ts';
import { formatCount } from '../values.tsx';
import { FilterBar } from './FilterBar.tsx';
import { RowsCards, RowsTable } from './ListTable.tsx';
import { type Paging, usePaging } from './paging.ts';
import type { ListColumn, ListEndpoint, ListPageProps, RowOf } from './types.ts';

const PAGE_SIZES = [20, 50, 100, 200];
const DEFAULT_SIZE = 50;

type Answer<Row> = { items: Row[]; nextCursor?: string; total?: number };

function useColumns<Row>(listId: string, columns: ListColumn<Row>[]) {
  const chosen = usePreferences().columns[listId];
  const shown = columns.filter((column, at) =>
    // The first column is the way into the record and always stays.
    at === 0 ? true : chosen ? chosen.includes(column.key) : !column.hidden,
  );
  return { shown, custom: chosen !== undefined };
}

function ColumnChoice<Row>(props: {
  listId: string;
  columns: ListColumn<Row>[];
  shown: ListColumn<Row>[];
}): ReactNode {
  const t = useT();
  const { columns, compact } = usePreferences();
  const store = (keys: string[] | undefined) => {
    const { [props.listId]: _, ...rest } = columns;
    setPreferences({ columns: keys ? { ...rest, [props.listId]: keys } : rest });
  };
  const content = (
    <div className="zc-columnchoice">
      <Checkbox.Group
        value={props.shown.map((column) => column.key)}
        options={props.columns.map((column, at) => ({
          value: column.key,
          label: column.title,
          disabled: at === 0,
        }))}
        onChange={(keys) => store(keys.map(String))}
      />
      <Checkbox
        checked={compact}
        onChange={(event) => setPreferences({ compact: event.target.checked })}
      >
        {t('紧凑行距')}
      </Checkbox>
      <Button size="small" onClick={() => store(undefined)}>
        {t('恢复默认列')}
      </Button>
    </div>
  );
  return (
    <Popover content={content} trigger="click" placement="bottomRight" title={t('显示哪些列')}>
      <Button icon={<SettingOutlined />} aria-label={t('列设置')} title={t('列设置')} />
    </Popover>
  );
}

function Pager(props: {
  paging: Paging;
  size: number;
  count: number;
  total: number | undefined;
  nextCursor: string | undefined;
}): ReactNode {
  const t = useT();
  const { paging, size, count, total, nextCursor } = props;
  const from = paging.pageNo === undefined ? undefined : (paging.pageNo - 1) * size + 1;
  return (
    <nav className="zc-pager" aria-label={t('翻页')}>
      <span className="zc-pager-text zc-number">
        {from !== undefined &&
          count > 0 &&
          t('第 {{from}}–{{to}} 条', {
            from: formatCount(from),
            to: formatCount(from + count - 1),
          })}
        {total !== undefined && ` ${t('共 {{n}} 条', { n: formatCount(total) })}`}
      </span>
      {(paging.first || nextCursor || size !== DEFAULT_SIZE) && (
        <>
          <Button
            icon={<VerticalRightOutlined />}
            disabled={!paging.first}
            onClick={paging.first}
            aria-label={t('第一页')}
          />
          <Button icon={<LeftOutlined />} disabled={!paging.previous} onClick={paging.previous}>
            {t('上一页')}
          </Button>
          <Button
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={!nextCursor}
            onClick={() => nextCursor && paging.next(nextCursor)}
          >
            {t('下一页')}
          </Button>
          <Select
            aria-label={t('每页条数')}
            popupMatchSelectWidth={false}
            value={size}
            options={PAGE_SIZES.map((n) => ({ value: n, label: t('每页 {{n}} 条', { n }) }))}
            onChange={(n) => paging.change({ limit: n === DEFAULT_SIZE ? undefined : String(n) })}
          />
        </>
      )}
    </nav>
  );
}

function ExportButton(props: {
  endpoint: NonNullable<ListPageProps<ListEndpoint>['exports']>;
  params: ListPageProps<ListEndpoint>['params'];
  query: Record<string, unknown>;
}): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [busy, setBusy] = useState(false);
  const run = async () => {
    setBusy(true);
    const { cursor: _cursor, limit: _limit, ...query } = props.query;
    try {
      await download(props.endpoint, { params: props.params, query });
    } catch (error) {
      message.error((error as ApiError).message, 8);
    }
    setBusy(false);
  };
  return (
    <Button icon={<DownloadOutlined />} loading={busy} onClick={run}>
      {t('导出 Excel')}
    </Button>
  );
}

function usesFilter(paging: Paging, names: string[]): boolean {
  return names.some((name) => paging.search[name] !== undefined);
}

/** Sends only what stands in the address and belongs to this list. */
function queryOf(paging: Paging, names: string[], fixed: object | undefined) {
  const query: Record<string, unknown> = { ...fixed };
  for (const name of [...names, 'sort', 'cursor', 'limit']) {
    const value = paging.search[name];
    if (value !== undefined) query[name] = value;
  }
  return query;
}

function SelectionBar<Row>(props: {
  selected: Map<string, Row>;
  clear: () => void;
  bulk: NonNullable<ListPageProps<ListEndpoint, Row>['bulk']>;
}): ReactNode {
  const t = useT();
  if (!props.selected.size) return null;
  return (
    <section className="zc-selection" aria-label={t('对所选条目的操作')}>
      <span>{t('已选 {{n}} 条', { n: props.selected.size })}</span>
      {props.bulk([...props.selected.values()], props.clear)}
      <Button type="link" onClick={props.clear}>
        {t('取消选择')}
      </Button>
    </section>
  );
}

export function ListPage<E extends { output: z.ZodType; path: string }>(
  props: ListPageProps<E>,
): ReactNode {
  type Row = RowOf<E>;
  const t = useT();
  const go = useGo();
  const narrow = useNarrow();
  const paging = usePaging();
  const [selected, setSelected] = useState(new Map<string, Row>());
  const [walked, setWalked] = useState<Row>();
  const { filters = [], tabs, bulk, peek, rowTo } = props;
  const names = ['q', ...filters.map((filter) => filter.name), ...(tabs ? [tabs.name] : [])];
  const query = queryOf(paging, names, props.query);
  const { every } = props;
  const answer = useEndpoint(
    props.list as unknown as ListEndpoint,
    { params: props.params, query },
    { every: (data) => every?.((data as Answer<Row> | undefined)?.items ?? []) ?? false },
  );
  const data = answer.data as Answer<Row> | undefined;
  const { shown } = useColumns(props.list.path, props.columns);
  const keyOf = props.rowKey ?? ((row: Row) => String((row as { id: unknown }).id));
  const rows = data?.items ?? [];
  const filtered = usesFilter(paging, names);
  const Rows = narrow ? RowsCards : RowsTable;
  return (
    <section className="zc-listpage">
      {!props.embedded && <PageHead title={props.title} action={props.action} more={props.more} />}
      {props.above}
      {tabs && (
        <Segmented
          className="zc-tabs"
          value={String(paging.search[tabs.name] ?? '')}
          options={[
            ...(tabs.all === undefined ? [] : [{ value: '', label: tabs.all }]),
            ...Object.entries(tabs.set).map(([value, one]) => ({ value, label: t(one.label) })),
          ]}
          onChange={(value) => paging.change({ [tabs.name]: value || undefined })}
        />
      )}
      <FilterBar filters={filters} searchHint={props.searchHint} paging={paging}>
        {props.embedded && props.more}
        {props.embedded && props.action}
        {props.exports && (
          <ExportButton
            endpoint={props.exports}
            params={props.params}
            query={{ ...query, ...props.exportQuery }}
          />
        )}
        {!narrow && <ColumnChoice listId={props.list.path} columns={props.columns} shown={shown} />}
      </FilterBar>
      {bulk && (
        <SelectionBar selected={selected} clear={() => setSelected(new Map())} bulk={bulk} />
      )}
      {answer.error && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
      {!(answer.error && !data) && (
        <div className={peek && walked && !narrow ? 'zc-withpeek' : undefined}>
          <Rows<Row>
            rows={rows}
            columns={shown}
            keyOf={keyOf}
            rowTo={rowTo}
            onOpen={props.onOpen ?? (rowTo && ((row) => go(rowTo(row))))}
            loading={answer.isFetching && (answer.isPending || answer.isPlaceholderData)}
            sort={paging.search.sort}
            onSort={(sort) => paging.change({ sort })}
            selected={bulk ? selected : undefined}
            onSelect={setSelected}
            walked={walked ? keyOf(walked) : undefined}
            onWalk={setWalked}
            emptyText={
              answer.isPending ? (
                ' '
              ) : filtered || paging.search.cursor ? (
                <EmptyState text={t('没有符合条件的记录。可以放宽或清除筛选。')} />
              ) : (
                <EmptyState {...props.empty} />
              )
            }
          />
          {peek && walked && !narrow && (
            <aside className="zc-peek" aria-label={t('所在行的内容')}>
              {peek(walked)}
            </aside>
          )}
        </div>
      )}
      {data && (
        <Pager
          paging={paging}
          size={Number(paging.search.limit ?? DEFAULT_SIZE)}
          count={rows.length}
          total={data.total}
          nextCursor={data.nextCursor}
        />
      )}
    </section>
  );
}
