/** The frame of the three register pages: day, search, filters and export around the sheet, paging below it. */
import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import type { UseQueryResult } from '@tanstack/react-query';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { Endpoint } from '../../../platform/http/endpoint.ts';
import {
  type ApiError,
  AsOfPicker,
  call,
  download,
  type Filter,
  FormatMenu,
  formatCount,
  Loaded,
  PageHead,
  useAsOf,
  useGo,
  useSession,
  useT,
} from '../../../platform/web/index.ts';
import { FilterBar } from '../../../platform/web/list/FilterBar.tsx';
import { type Paging, usePaging } from '../../../platform/web/list/paging.ts';
import { makeBatch } from '../../batch/shapes.ts';

type RegisterPage = {
  items: unknown[];
  nextCursor?: string | undefined;
  total?: number | undefined;
};

export function PaperPage<T extends RegisterPage>(props: {
  title: string;
  note: string;
  query: UseQueryResult<T, ApiError>;
  searchHint: string;
  filters?: Filter[];
  /** The whole form as a file, at the same day. */
  exports: Pick<Endpoint, 'method' | 'path'>;
  exportQuery?: Record<string, string>;
  /** The whole of it can be made in the background, for registers of many thousand lines. */
  later?: 'form8' | 'form9';
  more?: ReactNode;
  children: (data: T) => ReactNode;
}): ReactNode {
  const paging = usePaging();
  return (
    <>
      <PageHead
        title={props.title}
        note={props.note}
        more={props.more}
        action={
          <ExportForm
            exports={props.exports}
            query={props.exportQuery ?? {}}
            later={props.query.data?.nextCursor ? props.later : undefined}
          />
        }
      />
      <FilterBar filters={props.filters ?? []} searchHint={props.searchHint} paging={paging}>
        <AsOfPicker />
      </FilterBar>
      <Loaded query={props.query}>
        {(data) => (
          <>
            {props.children(data)}
            <PaperPager paging={paging} page={data} />
          </>
        )}
      </Loaded>
    </>
  );
}

function ExportForm(props: {
  exports: Pick<Endpoint, 'method' | 'path'>;
  query: Record<string, string>;
  later: 'form8' | 'form9' | undefined;
}): ReactNode {
  const asOf = useAsOf();
  const go = useGo();
  const { can } = useSession();
  const { later: kind } = props;
  const later = async () => {
    await call(makeBatch, { body: { kind: kind!, asOf } });
    go('/form-batches');
  };
  return (
    <FormatMenu
      primary
      get={(format) => download(props.exports, { query: { ...props.query, asOf, format } })}
      later={kind && can('formBatch.make') ? later : undefined}
    />
  );
}

function PaperPager(props: { paging: Paging; page: RegisterPage }): ReactNode {
  const t = useT();
  const { paging, page } = props;
  if (!paging.first && !page.nextCursor && page.total === undefined) return null;
  return (
    <nav className="zc-pager" aria-label={t('翻页')}>
      <span className="zc-pager-text zc-number">
        {page.total !== undefined && t('共 {{n}} 条', { n: formatCount(page.total) })}
      </span>
      {(paging.first || page.nextCursor) && (
        <>
          <Button disabled={!paging.first} onClick={paging.first}>
            {t('第一页')}
          </Button>
          <Button icon={<LeftOutlined />} disabled={!paging.previous} onClick={paging.previous}>
            {t('上一页')}
          </Button>
          <Button
            icon={<RightOutlined />}
            iconPlacement="end"
            disabled={!page.nextCursor}
            onClick={() => page.nextCursor && paging.next(page.nextCursor)}
          >
            {t('下一页')}
          </Button>
        </>
      )}
    </nav>
  );
}

/** The address's filters as a query; empty ones left out. */
export function useRegisterQuery(names: string[]): Record<string, string> {
  const { search } = usePaging();
  const query: Record<string, string> = {};
  for (const name of ['q', 'asOf', 'cursor', ...names]) {
    const value = search[name];
    if (typeof value === 'string' && value !== '') query[name] = value;
  }
  return query;
}
