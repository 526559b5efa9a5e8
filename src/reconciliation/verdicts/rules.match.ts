/** The three-way match put together: products with their numbers, totals that are the sums of what stands above them. */
import type { Layout, LayoutCell, LayoutData } from '../../base/layout.ts';
import type { NumberFacts } from './rules.links.ts';
import { inForce } from './rules.links.ts';
import type { MatchFigures, MatchNumber, MatchProduct, ThreeWay } from './shapes.match.ts';

type ProductRow = MatchFigures &
  Pick<MatchProduct, 'productKey' | 'productName' | 'category' | 'kind'>;
type Counted = Pick<MatchNumber, 'softwareId' | 'register' | 'seen' | 'over'> & {
  productKey: string;
};

const NOTHING: MatchFigures = {
  seen: 0,
  seenOnly: 0,
  recordedOnly: 0,
  unverified: 0,
  doubled: 0,
  register: 0,
  over: 0,
  notEntitled: 0,
};

/** Licences of a number in force on the day; null where the type has none. */
export function entitledOn(number: NumberFacts, today: string): MatchNumber['entitled'] {
  if (number.softwareType !== 'commercial') return null;
  return inForce(number, today) ? number.quantity : 0;
}

/** Every product that was seen, is recorded or may be used; numbers stand where their installs are counted. */
export function matchOf(
  products: readonly ProductRow[],
  counted: readonly Counted[],
  numbers: readonly NumberFacts[],
  keys: ReadonlyMap<string, string>,
  today: string,
): MatchProduct[] {
  const rows = new Map(products.map((row) => [row.productKey, row]));
  const counts = new Map(counted.map((one) => [one.softwareId, one]));
  const groups = Map.groupBy(
    numbers,
    (number) => counts.get(number.softwareId)?.productKey ?? keys.get(number.softwareId)!,
  );
  const names = new Set([...rows.keys(), ...groups.keys()]);
  return [...names]
    .map((key) => productOf(key, rows.get(key), groups.get(key) ?? [], counts, today))
    .sort((a, b) => Number(a.agrees) - Number(b.agrees) || b.seen - a.seen || order(a, b));
}

function order(a: MatchProduct, b: MatchProduct): number {
  return a.productKey < b.productKey ? -1 : 1;
}

function productOf(
  productKey: string,
  row: ProductRow | undefined,
  group: readonly NumberFacts[],
  counts: ReadonlyMap<string, Counted>,
  today: string,
): MatchProduct {
  const numbers = group
    .map((number): MatchNumber => {
      const { register = 0, seen = 0, over = 0 } = counts.get(number.softwareId) ?? {};
      return {
        softwareId: number.softwareId,
        softwareNo: number.softwareNo,
        softwareType: number.softwareType,
        softwareVersion: number.softwareVersion,
        contractNo: number.contractNo,
        termEnd: number.termEnd,
        entitled: entitledOn(number, today),
        register,
        seen,
        over,
      };
    })
    .sort((a, b) => (a.softwareNo < b.softwareNo ? -1 : 1));
  const first = group[0];
  const kind = first?.softwareType === 'selfDeveloped' ? 'commercial' : first?.softwareType;
  const figures = row ?? NOTHING;
  const { seenOnly, recordedOnly, doubled, over, notEntitled } = figures;
  return {
    ...figures,
    productKey,
    productName: row?.productName ?? first!.softwareName,
    category: row?.category ?? first!.category,
    kind: row?.kind ?? kind!,
    entitled: numbers.reduce(
      (sum, one) => sum + (typeof one.entitled === 'number' ? one.entitled : 0),
      0,
    ),
    unlimited: numbers.some((one) => one.entitled === 'unlimited'),
    numbers,
    agrees: seenOnly + recordedOnly + doubled + over + notEntitled === 0,
  };
}

export function totalsOf(products: readonly MatchProduct[]): ThreeWay['totals'] {
  const sum = (key: keyof MatchFigures | 'entitled') =>
    products.reduce((total, product) => total + product[key], 0);
  return {
    seen: sum('seen'),
    seenOnly: sum('seenOnly'),
    recordedOnly: sum('recordedOnly'),
    unverified: sum('unverified'),
    doubled: sum('doubled'),
    register: sum('register'),
    over: sum('over'),
    notEntitled: sum('notEntitled'),
    entitled: sum('entitled'),
    unlimited: products.filter((product) => product.unlimited).length,
    products: products.length,
    agreeing: products.filter((product) => product.agrees).length,
  };
}

/** 授权 as printed: `60`, `不限`, `60＋不限`; nothing for software without licences. */
export function entitledText(
  row: Pick<MatchProduct, 'entitled'> & {
    unlimited: boolean | number;
    numbers?: readonly MatchNumber[];
  },
): string | null {
  if (row.numbers?.every((one) => one.entitled === null)) return null;
  if (!row.unlimited) return String(row.entitled);
  return row.entitled > 0 ? `${row.entitled}＋不限` : '不限';
}

const TITLE = '软件正版化三方核对表';
const COLUMNS = [
  { key: 'lineNo', head: '序号' },
  { key: 'name', head: '软件名称', align: 'left' },
  { key: 'numbers', head: '软件编号', align: 'left' },
  { key: 'contracts', head: '采购合同', align: 'left' },
  { key: 'seen', head: '实际安装\n（台）' },
  { key: 'register', head: '资产台账\n（个）' },
  { key: 'entitled', head: '授权\n（个）' },
  { key: 'seenOnly', head: '采集到\n未登记' },
  { key: 'recordedOnly', head: '登记了\n未采集到' },
  { key: 'doubled', head: '一机\n多号' },
  { key: 'over', head: '超许可\n数量' },
  { key: 'notEntitled', head: '没有授\n权依据' },
  { key: 'result', head: '结论' },
] as const;

const line = (text: LayoutCell['text'], span: number): LayoutCell => ({
  text,
  span,
  style: 'line',
  align: 'left',
  border: false,
});

export const THREE_WAY: Layout = {
  id: 'three-way',
  title: TITLE,
  page: {
    size: 'A4',
    orientation: 'landscape',
    margin: { top: 15, right: 15, bottom: 15, left: 15 },
  },
  cols: [11, 52, 32, 32, 18, 18, 19, 15, 17, 12, 14, 14, 13],
  styles: {
    title: { font: 'hei', size: 18 },
    line: { font: 'song', size: 10.5 },
    head: { font: 'song', size: 10, bold: true },
    body: { font: 'song', size: 9.5 },
  },
  footer: '第 {p} 页 共 {n} 页',
  rows: [
    { height: 36, cells: [{ text: TITLE, span: 13, style: 'title', border: false }] },
    {
      cells: [
        line({ field: 'organizationName', before: '单位名称（盖章）：' }, 3),
        line({ field: 'preparedBy', before: '填表人：' }, 2),
        line({ field: 'preparerPhone', before: '联系电话：' }, 4),
        line({ field: 'preparedOn', type: 'longDate', before: '核对日期：' }, 4),
      ],
    },
    { repeat: true, cells: COLUMNS.map(({ head }) => ({ text: head, span: 1, style: 'head' })) },
  ],
  body: { columns: COLUMNS.map(({ head: _, ...column }) => column), empty: '--' },
  tail: [
    {
      cells: [
        line(
          '实际安装－采集到未登记＋登记了未采集到＋一机多号＝资产台账。依据教科信函〔2024〕83号：实际安装＝资产台账＝授权采购协议。',
          13,
        ),
      ],
    },
  ],
};

/** Long lists of numbers are cut on paper; the product's own page has all of them. */
const MOST_NAMED = 6;
const named = (names: readonly string[]) =>
  names.length > MOST_NAMED
    ? `${names.slice(0, MOST_NAMED).join('、')}等${names.length}个`
    : names.join('、') || null;

export function threeWayData(match: ThreeWay): LayoutData {
  const rows = match.products.map((product, at) => ({
    values: {
      ...product,
      lineNo: String(at + 1),
      name: product.productName,
      numbers: named(product.numbers.map((one) => one.softwareNo)),
      contracts: named([
        ...new Set(product.numbers.flatMap((one) => (one.contractNo ? [one.contractNo] : []))),
      ]),
      entitled: entitledText(product),
      result: product.agrees ? '一致' : '有差异',
    },
  }));
  const { totals } = match;
  const total = {
    values: {
      ...totals,
      lineNo: '合计',
      name: `${totals.products}个软件，${totals.agreeing}个一致`,
      numbers: null,
      contracts: null,
      entitled: totals.unlimited > 0 ? `${totals.entitled}＋不限` : String(totals.entitled),
      result: null,
    },
  };
  const fields = { ...match.header, preparedOn: match.asOf };
  return { fields, rows: [...rows, total].map(({ values }) => ({ values: plain(values) })) };
}

/** Only what the columns print, each as text. */
function plain(values: Record<string, unknown>): Record<string, string | null> {
  return Object.fromEntries(
    COLUMNS.map(({ key }) => {
      const value = values[key];
      return [key, value === null || value === undefined ? null : String(value)];
    }),
  );
}
