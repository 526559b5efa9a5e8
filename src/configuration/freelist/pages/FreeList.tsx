/** 附件6 可使用免费软件清单: the form as printed; filters and actions stand around the sheet. */
import { Button, Input, Pagination, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import type { ResolvedCell } from '../../../base/layout.ts';
import {
  AsOfPicker,
  Can,
  ChoiceTag,
  download,
  EmptyState,
  FormatMenu,
  Go,
  Loaded,
  PageHead,
  PaperSheet,
  paperRows,
  useAddressSearch,
  useAsOf,
  useEndpoint,
  useNarrow,
  useResolve,
  useT,
} from '../../../platform/web/index.ts';
import { FORM6, form6Data } from '../rules.paper.ts';
import { exportFreeList, type FreeListLine, LISTING_STATES, listFreeList } from '../shapes.ts';
import { FreeLineDrawer } from './FreeLineDrawer.tsx';
import { FreeListAdd } from './FreeListAdd.tsx';

const LINES = 50;

function Filters(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  const text = (name: string) => (typeof search[name] === 'string' ? search[name] : undefined);
  return (
    <div className="zc-filterbar">
      <Input.Search
        className="zc-filter-text"
        allowClear
        aria-label={t('查找')}
        placeholder={t('编号、名称、版本、厂商')}
        defaultValue={text('q')}
        onSearch={(q) => change({ q: q || undefined, cursors: undefined })}
      />
      <Select
        aria-label={t('状态')}
        value={text('state') ?? 'usable'}
        popupMatchSelectWidth={false}
        onChange={(state) => change({ state, cursors: undefined })}
        options={[
          ...Object.entries(LISTING_STATES).map(([value, choice]) => ({
            value,
            label: t(choice.label),
          })),
          { value: 'all', label: t('全部') },
        ]}
      />
      <AsOfPicker />
    </div>
  );
}

/** On a phone a line is a card: no table wider than the screen. */
function Cards(props: {
  items: readonly FreeListLine[];
  open: (line: FreeListLine) => void;
}): ReactNode {
  const t = useT();
  return (
    <div className="zc-cards">
      {props.items.map((line) => (
        <article key={line.id} className="zc-card">
          <header>
            <button type="button" className="zc-linklike" onClick={() => props.open(line)}>
              {line.softwareName} {line.softwareVersion}
            </button>
          </header>
          <dl>
            <div>
              <dt>{t('软件编号')}</dt>
              <dd>{line.softwareNo}</dd>
            </div>
            <div>
              <dt>{t('状态')}</dt>
              <dd>
                <ChoiceTag set={LISTING_STATES} value={line.state} />
              </dd>
            </div>
            <div>
              <dt>{t('软件厂商')}</dt>
              <dd>{line.publisher}</dd>
            </div>
            <div>
              <dt>{t('软件来源')}</dt>
              <dd>{line.source}</dd>
            </div>
            <div>
              <dt>{t('使用部门')}</dt>
              <dd>{line.wholeUnit ? t('全单位') : line.departmentNames.join(t('、'))}</dd>
            </div>
          </dl>
        </article>
      ))}
    </div>
  );
}

function Sheet(props: {
  data: {
    items: FreeListLine[];
    header: Parameters<typeof form6Data>[0];
    total?: number | undefined;
    nextCursor?: string | undefined;
  };
  open: (line: FreeListLine) => void;
}): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const [search, change] = useAddressSearch();
  const { data } = props;
  // Keyset pages: the cursors walked so far stand in the address, so that going back is exact.
  const cursors = [search.cursors ?? []].flat();
  const first = cursors.length * LINES + 1;
  const resolve = useResolve();
  const sheet = resolve(FORM6, form6Data(data.header, data.items, first));
  const content = (cell: ResolvedCell, line: number | undefined): ReactNode => {
    const item = line === undefined ? undefined : data.items[line];
    if (!item) return cell.display;
    if (cell.key === 'softwareVersion' && item.state !== 'usable') {
      const mark = item.state === 'stopped' ? item.validTo : item.validFrom;
      return `${cell.display}（${t(LISTING_STATES[item.state].label)} ${mark ?? ''}）`;
    }
    if (cell.key !== 'softwareName') return cell.display;
    return (
      <button type="button" className="zc-linklike" onClick={() => props.open(item)}>
        {cell.display}
      </button>
    );
  };
  const pages = Math.max(1, Math.ceil((data.total ?? 0) / LINES));
  const pager = pages > 1 && (
    <Pagination
      simple={{ readOnly: true }}
      current={cursors.length + 1}
      pageSize={LINES}
      total={data.total ?? 0}
      onChange={(page) => {
        const next = page > cursors.length + 1 && data.nextCursor;
        change({ cursors: next ? [...cursors, next] : cursors.slice(0, page - 1) }, true);
      }}
    />
  );
  if (narrow) {
    return (
      <>
        <Cards items={data.items} open={props.open} />
        {pager}
      </>
    );
  }
  return (
    <PaperSheet
      label={FORM6.title}
      cols={sheet.cols}
      rows={paperRows(sheet, content)}
      below={pager}
    />
  );
}

export default function FreeList(): ReactNode {
  const t = useT();
  const [search] = useAddressSearch();
  const asOf = useAsOf();
  const [adding, setAdding] = useState(false);
  const [opened, setOpened] = useState<FreeListLine>();
  const state = typeof search.state === 'string' ? search.state : 'usable';
  const filter = {
    ...(typeof search.q === 'string' ? { q: search.q } : {}),
    ...(state === 'all' ? {} : { state: state as keyof typeof LISTING_STATES }),
    asOf,
  };
  const cursor = [search.cursors ?? []].flat().at(-1);
  const query = useEndpoint(listFreeList, {
    query: { ...filter, limit: LINES, ...(cursor ? { cursor } : {}) },
  });
  const add = (
    <Can permission="freeList.edit">
      <Button type="primary" onClick={() => setAdding(true)}>
        {t('列入清单')}
      </Button>
    </Can>
  );
  return (
    <section>
      <PageHead
        title={t('可使用免费软件清单')}
        action={add}
        more={
          <>
            <Can permission="freeList.edit">
              <Go to="/free-list/import">{t('从 Excel 导入')}</Go>
            </Can>
            <FormatMenu
              get={(format) => download(exportFreeList, { query: { ...filter, format } })}
            />
          </>
        }
        note={t('只有列入本清单且状态为“可用”的免费软件可以安装；清单调整后，汇总表自动更新。')}
      />
      <Filters />
      <Loaded query={query}>
        {(data) =>
          data.items.length === 0 && !search.q && state === 'usable' ? (
            <EmptyState
              text={t('清单还是空的。请把单位允许使用的免费软件逐个列入。')}
              action={add}
            />
          ) : (
            <Sheet data={data} open={setOpened} />
          )
        }
      </Loaded>
      <FreeListAdd open={adding} close={() => setAdding(false)} />
      <FreeLineDrawer line={opened} close={() => setOpened(undefined)} />
    </section>
  );
}
