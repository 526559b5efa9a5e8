/** What a list page is told. */
import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { ChoiceSet } from '../../../base/choices.ts';
import type { Endpoint } from '../../http/endpoint.ts';
import type { Params } from '../call.ts';

export type Option = { value: string; label: string };

/** One control of the filter bar; `name` is the query's name at the server and in the address. */
export type Filter = { name: string; label: string } & (
  | { set: ChoiceSet; many?: boolean }
  | { options: Option[]; many?: boolean; search?: boolean }
  | { kind: 'date' | 'text' | 'flag' }
);

export type ListColumn<Row> = {
  /** Name of the field, and of the column in `sort`. */
  key: string;
  title: string;
  /** The field itself unless given. */
  render?: (row: Row) => ReactNode;
  /** The server sorts by it; a string names another sort column. */
  sort?: boolean | string;
  width?: number;
  /** Right-aligned tabular figures. */
  number?: boolean;
  /** Not shown until somebody chooses it. */
  hidden?: boolean;
};

/** Endpoint whose answer is `page(Item)`. */
export type ListEndpoint = Endpoint<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;
export type RowOf<E extends { output: z.ZodType }> =
  z.output<E['output']> extends { items: (infer Row)[] } ? Row : never;

export type ListPageProps<E extends { output: z.ZodType }, Row = RowOf<E>> = {
  title: string;
  list: E;
  params?: Params;
  /** Fixed query values, not shown in the address. */
  query?: Record<string, string | number | boolean | undefined>;
  columns: ListColumn<Row>[];
  rowKey?: (row: Row) => string;
  /** Address of the row's record; the first column becomes the link, Enter and click open it. */
  rowTo?: (row: Row) => string;
  /** Instead of `rowTo`: what opening a row does (for example a drawer). */
  onOpen?: (row: Row) => void;
  /** Shown beside the list while ↑↓ walk through it. */
  peek?: (row: Row) => ReactNode;
  filters?: Filter[];
  /** A filter shown as tabs above the list. */
  tabs?: { name: string; set: ChoiceSet; all?: string };
  /** What the search box finds, e.g. 编号、品牌、使用人; absent = no search box. */
  searchHint?: string;
  /** The one primary action. */
  action?: ReactNode;
  /** Everything else that can be done from here. */
  more?: ReactNode;
  /** Shown when rows are selected; call `done()` afterwards to clear the selection. */
  bulk?: (rows: Row[], done: () => void) => ReactNode;
  /** Endpoint that answers the same query as an Excel file. */
  exports?: Pick<Endpoint, 'method' | 'path'>;
  exportQuery?: Record<string, string>;
  /** Said when nothing is recorded yet (not: nothing found), with the step that fills it. */
  empty: { text: ReactNode; action?: ReactNode };
  /** Between title and table: an explanation, figures. */
  above?: ReactNode;
  /** Asks again every so many milliseconds while it answers a number, e.g. while a job runs. */
  every?: (rows: Row[]) => number | false;
  /** Inside another page (a tab): no page title. */
  embedded?: boolean;
};
