/** 三方核对: 实际安装 = 资产台账 = 授权采购协议, as it is printed; every difference opens the computers behind it. */
import { DownloadOutlined } from '@ant-design/icons';
import { App, Button, Checkbox, Drawer, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { type ResolvedCell, resolveLayout } from '../../../base/layout.ts';
import { SOFTWARE_TYPES } from '../../../configuration/software/shapes.choices.ts';
import {
  type ApiError,
  ChoiceTag,
  download,
  EmptyState,
  Figure,
  Go,
  Loaded,
  PageHead,
  PaperMenu,
  PaperSheet,
  paperRows,
  ToneTag,
  useAddressSearch,
  useEndpoint,
  useNarrow,
  useT,
} from '../../../platform/web/index.ts';
import { softwareCategories } from '../../../recognition/shapes.ts';
import { entitledText, THREE_WAY, threeWayData } from '../rules.match.ts';
import {
  DIFFERENCES,
  type Difference,
  exportDifferences,
  getThreeWay,
  type MatchProduct,
  type ThreeWay,
} from '../shapes.match.ts';

export default function ThreeWayPage(): ReactNode {
  const t = useT();
  const { message } = App.useApp();
  const [search] = useAddressSearch();
  const asked = Object.fromEntries(
    ['category', 'differing', 'q'].flatMap((name) =>
      typeof search[name] === 'string' ? [[name, search[name]]] : [],
    ),
  );
  const query = useEndpoint(getThreeWay, { query: asked });
  const save = () =>
    download(exportDifferences).catch((error: ApiError) => message.error(error.message));
  const params = new URLSearchParams(asked).toString();
  return (
    <section>
      <PageHead
        title={t('三方核对')}
        note={t(
          '实际安装、资产台账、授权采购协议逐项核对（教科信函〔2024〕83号，每半年一次）。点击数字查看是哪些计算机。',
        )}
        more={
          <>
            <Button icon={<DownloadOutlined />} onClick={() => void save()}>
              {t('导出差异清单')}
            </Button>
            <PaperMenu
              of={{ kind: 'threeWay', id: 'current', query: asked }}
              print={`/print/three-way${params ? `?${params}` : ''}`}
            />
          </>
        }
      />
      <Filters />
      <Loaded query={query}>{(match) => <Sheet match={match} />}</Loaded>
    </section>
  );
}

function Filters(): ReactNode {
  const t = useT();
  const [search, change] = useAddressSearch();
  return (
    <div className="zc-filterbar">
      <Input.Search
        className="zc-filter-text"
        allowClear
        aria-label={t('查找')}
        placeholder={t('软件名称、软件编号')}
        defaultValue={typeof search.q === 'string' ? search.q : ''}
        onSearch={(q) => change({ q: q || undefined })}
      />
      <Select
        aria-label={t('软件类别')}
        allowClear
        placeholder={t('软件类别')}
        popupMatchSelectWidth={false}
        value={typeof search.category === 'string' ? search.category : null}
        onChange={(category) => change({ category: category ?? undefined })}
        options={Object.entries(softwareCategories).map(([value, choice]) => ({
          value,
          label: t(choice.label),
        }))}
      />
      <Checkbox
        checked={search.differing === 'true'}
        onChange={(event) => change({ differing: event.target.checked ? 'true' : undefined })}
      >
        {t('只看有差异的')}
      </Checkbox>
    </div>
  );
}

/** Columns of the sheet that count a difference, by their place. */
const COUNTED: Record<number, Difference> = {
  7: 'seenOnly',
  8: 'recordedOnly',
  9: 'doubled',
  10: 'over',
  11: 'notEntitled',
};
const placeOf = (difference: Difference, product?: string) =>
  `/three-way/differences?difference=${difference}${product ? `&product=${encodeURIComponent(product)}` : ''}`;

function Sheet(props: { match: ThreeWay }): ReactNode {
  const t = useT();
  const narrow = useNarrow();
  const { match } = props;
  const [opened, setOpened] = useState<MatchProduct>();
  if (match.products.length === 0) {
    return (
      <EmptyState
        text={t('没有可以核对的软件：还没有采集到、登记过、有授权的软件，或筛选条件下没有。')}
      />
    );
  }
  const content = (cell: ResolvedCell, line: number | undefined): ReactNode => {
    if (line === undefined) return cell.display;
    const product = match.products[line];
    const difference = COUNTED[cell.col];
    if (difference && cell.display !== '0') {
      return <Go to={placeOf(difference, product?.productKey)}>{cell.display}</Go>;
    }
    if (product && cell.col === 1) {
      return (
        <button type="button" className="zc-linklike" onClick={() => setOpened(product)}>
          {cell.display}
        </button>
      );
    }
    return cell.display;
  };
  const undecided = match.undecided.installs > 0 && (
    <p className="zc-quiet">
      {t('另有 {{products}} 个软件（{{installs}} 处安装）尚未认定，不在表内。', match.undecided)}{' '}
      <Go to="/verdicts?reason=undecided">{t('查看')}</Go>
    </p>
  );
  return (
    <>
      {narrow ? (
        <Cards match={match} open={setOpened} />
      ) : (
        <PaperSheet
          label={THREE_WAY.title}
          cols={THREE_WAY.cols}
          rows={paperRows(resolveLayout(THREE_WAY, threeWayData(match)), content)}
          below={undecided}
        />
      )}
      {narrow && undecided}
      <Numbers product={opened} close={() => setOpened(undefined)} />
    </>
  );
}

function Cards(props: { match: ThreeWay; open: (product: MatchProduct) => void }): ReactNode {
  const t = useT();
  return (
    <div className="zc-cards">
      {props.match.products.map((product) => (
        <article key={product.productKey} className="zc-card">
          <header>
            <button type="button" className="zc-linklike" onClick={() => props.open(product)}>
              {product.productName}
            </button>
            <ToneTag tone={product.agrees ? 'green' : 'amber'}>
              {product.agrees ? t('一致') : t('有差异')}
            </ToneTag>
          </header>
          <dl>
            {[
              [t('实际安装'), product.seen],
              [t('资产台账'), product.register],
              [t('授权'), entitledText(product) ?? '--'],
            ].map(([label, value]) => (
              <div key={label}>
                <dt>{label}</dt>
                <dd>{value}</dd>
              </div>
            ))}
            {(Object.keys(DIFFERENCES) as Difference[])
              .filter((difference) => product[difference] > 0)
              .map((difference) => (
                <div key={difference}>
                  <dt>{t(DIFFERENCES[difference].label)}</dt>
                  <dd>
                    <Go to={placeOf(difference, product.productKey)}>{product[difference]}</Go>
                  </dd>
                </div>
              ))}
          </dl>
        </article>
      ))}
    </div>
  );
}

/** The numbers behind one line. */
function Numbers(props: { product: MatchProduct | undefined; close: () => void }): ReactNode {
  const t = useT();
  const { product } = props;
  return (
    <Drawer
      open={product !== undefined}
      onClose={props.close}
      title={product?.productName}
      size={560}
    >
      {product && product.numbers.length === 0 && (
        <p className="zc-quiet">{t('单位没有这个软件的编号。')}</p>
      )}
      {product?.numbers.map((row) => (
        <article key={row.softwareId} className="zc-card">
          <header>
            <Go to={`/software/${row.softwareId}`}>
              {row.softwareNo} {row.softwareVersion}
            </Go>
            <ChoiceTag set={SOFTWARE_TYPES} value={row.softwareType} />
          </header>
          <div className="zc-figures">
            <Figure label={t('台账登记')} value={row.register} />
            <Figure label={t('其中采集到')} value={row.seen} />
            <Figure
              label={t('授权')}
              value={row.entitled === 'unlimited' ? t('不限') : (row.entitled ?? '--')}
            />
            <Figure
              label={t('超许可数量')}
              value={row.over}
              {...(row.over > 0
                ? { tone: 'red', to: `${placeOf('over')}&software=${row.softwareId}` }
                : {})}
            />
          </div>
          {row.contractNo && (
            <p className="zc-quiet">{t('采购合同 {{no}}', { no: row.contractNo })}</p>
          )}
        </article>
      ))}
    </Drawer>
  );
}
