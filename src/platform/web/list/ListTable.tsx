/** The rows: a table on a desk, cards on a phone. Keys: ↑↓ walk, Enter opens. */
import { Checkbox, Table } from 'antd';
import type { ColumnType } from 'antd/es/table/interface';
import type { KeyboardEvent, ReactNode } from 'react';
import { Go } from '../address.tsx';
import { useT } from '../texts.ts';
import { EMPTY } from '../values.tsx';
import { readSort } from './readSort.ts';
import type { ListColumn } from './types.ts';

export type RowsProps<Row> = {
  rows: Row[];
  columns: ListColumn<Row>[];
  keyOf: (row: Row) => string;
  rowTo: ((row: Row) => string) | undefined;
  onOpen: ((row: Row) => void) | undefined;
  loading: boolean;
  sort: unknown;
  onSort: (sort: string | undefined) => void;
  selected: Map<string, Row> | undefined;
  onSelect: (rows: Map<string, Row>) => void;
  /** Key of the row under the walk, and its setter. */
  walked: string | undefined;
  onWalk: (row: Row) => void;
  emptyText: ReactNode;
};

export function cellOf<Row>(column: ListColumn<Row>, row: Row): ReactNode {
  if (column.render) return column.render(row);
  const value = (row as Record<string, unknown>)[column.key];
  if (value === null || value === undefined || value === '') return EMPTY;
  return typeof value === 'number' ? value.toLocaleString('en-US') : String(value);
}

/** The first column opens the record, unless it draws a link of its own. */
function firstCell<Row>(props: RowsProps<Row>, column: ListColumn<Row>, row: Row): ReactNode {
  const content = cellOf(column, row);
  if (props.rowTo) return <Go to={props.rowTo(row)}>{content}</Go>;
  if (!props.onOpen) return content;
  return (
    <button type="button" className="zc-linklike" onClick={() => props.onOpen?.(row)}>
      {content}
    </button>
  );
}

function sortName<Row>(column: ListColumn<Row>): string {
  return typeof column.sort === 'string' ? column.sort : column.key;
}

function toTableColumns<Row>(props: RowsProps<Row>): ColumnType<Row>[] {
  const sorted = readSort(props.sort);
  return props.columns.map((column, index) => {
    const made: ColumnType<Row> = {
      key: column.key,
      title: column.title,
      ellipsis: true,
      render: (_, row) => (index === 0 ? firstCell(props, column, row) : cellOf(column, row)),
    };
    if (column.width) made.width = column.width;
    if (column.number) Object.assign(made, { align: 'right', className: 'zc-number' });
    if (column.sort) {
      made.sorter = true;
      made.sortOrder =
        sorted?.column === sortName(column) ? (sorted.down ? 'descend' : 'ascend') : null;
    }
    return made;
  });
}

/** Moves the keyboard's place to the neighbouring row. */
function walk(event: KeyboardEvent<HTMLElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const row = event.currentTarget;
  if (event.target !== row) return;
  let next: Element | null = row;
  do {
    next = event.key === 'ArrowDown' ? next.nextElementSibling : next.previousElementSibling;
  } while (next && !next.hasAttribute('data-row-key'));
  if (!next) return;
  event.preventDefault();
  (next as HTMLElement).focus();
}

export function RowsTable<Row>(props: RowsProps<Row>): ReactNode {
  const { selected } = props;
  const onPage = props.rows.some((row) => props.keyOf(row) === props.walked);
  const width = props.columns.reduce((sum, column) => sum + (column.width ?? 140), 0);
  return (
    <Table<Row>
      size="small"
      className="zc-table"
      tableLayout="fixed"
      sticky
      loading={props.loading}
      rowKey={props.keyOf}
      dataSource={props.rows}
      columns={toTableColumns(props)}
      pagination={false}
      scroll={{ x: width }}
      showSorterTooltip={false}
      locale={{ emptyText: props.emptyText }}
      rowClassName={(row) => (props.keyOf(row) === props.walked ? 'zc-walked' : '')}
      onRow={(row, at) => ({
        // One stop for the Tab key; from there ↑↓.
        tabIndex: (onPage ? props.keyOf(row) === props.walked : at === 0) ? 0 : -1,
        onFocus: (event) => event.target === event.currentTarget && props.onWalk(row),
        onKeyDown: (event) => {
          if (event.key === 'Enter' && event.target === event.currentTarget) props.onOpen?.(row);
          walk(event);
        },
      })}
      onChange={(_page, _filters, sorter) => {
        const one = Array.isArray(sorter) ? sorter[0] : sorter;
        const column = props.columns.find((each) => each.key === one?.columnKey);
        if (!column || !one?.order) props.onSort(undefined);
        else props.onSort(`${one.order === 'descend' ? '-' : ''}${sortName(column)}`);
      }}
      {...(selected
        ? {
            rowSelection: {
              columnWidth: 40,
              preserveSelectedRowKeys: true,
              selectedRowKeys: [...selected.keys()],
              onChange: (keys, rows) =>
                props.onSelect(
                  new Map(
                    keys.map((key, at) => [String(key), rows[at] ?? selected.get(String(key))!]),
                  ),
                ),
            },
          }
        : {})}
    />
  );
}

export function RowsCards<Row>(props: RowsProps<Row>): ReactNode {
  const t = useT();
  const [first, ...rest] = props.columns;
  if (!props.rows.length && !props.loading) return props.emptyText;
  const toggle = (row: Row, on: boolean) => {
    const next = new Map(props.selected);
    if (on) next.set(props.keyOf(row), row);
    else next.delete(props.keyOf(row));
    props.onSelect(next);
  };
  return (
    <div className="zc-cards" aria-busy={props.loading}>
      {props.rows.map((row) => (
        <article key={props.keyOf(row)} className="zc-card">
          <header>
            {props.selected && (
              <Checkbox
                aria-label={t('选择')}
                checked={props.selected.has(props.keyOf(row))}
                onChange={(event) => toggle(row, event.target.checked)}
              />
            )}
            {first && firstCell(props, first, row)}
          </header>
          <dl>
            {rest.map((column) => (
              <div key={column.key}>
                <dt>{column.title}</dt>
                <dd>{cellOf(column, row)}</dd>
              </div>
            ))}
          </dl>
        </article>
      ))}
    </div>
  );
}
