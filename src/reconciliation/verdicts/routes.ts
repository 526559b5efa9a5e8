/** Verdicts and the three-way match over HTTP. */
import { dateInChina } from '../../base/dates.ts';
import { resolveLayout } from '../../base/layout.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { type SheetColumn, streamSheet, writePaper } from '../../platform/sheets/index.ts';
import { recognisedKinds, softwareCategories } from '../../recognition/shapes.ts';
import { threeWay } from './commands.match.ts';
import { verdictRecord } from './commands.read.ts';
import { THREE_WAY, threeWayData } from './rules.match.ts';
import * as api from './shapes.api.ts';
import * as match from './shapes.match.ts';
import { COLOURS, LINKS, REASONS } from './shapes.ts';
import { countVerdicts } from './store.counts.ts';
import * as store from './store.list.ts';
import * as differences from './store.match.ts';

export function register(app: App): void {
  route(app, api.listVerdicts, ({ cx, query, scope }) =>
    store.listVerdicts(cx.tx, cx.unitId, query, { scope, ...cx.actor }),
  );
  route(app, api.getVerdict, ({ cx, params, scope }) => verdictRecord(cx, params.verdict, scope));
  route(app, api.countVerdicts, ({ cx, scope }) =>
    countVerdicts(cx.tx, cx.unitId, { scope, ...cx.actor }),
  );
  route(app, api.exportVerdicts, ({ cx, query, scope, reply }) => {
    reply.header('content-disposition', attachment('正版判定.xlsx'));
    const reach = { scope, ...cx.actor };
    const rows = walk((cursor) =>
      store.listVerdicts(cx.tx, cx.unitId, { ...query, cursor, limit: 500 }, reach),
    );
    return streamSheet({
      sheetName: '正版判定',
      columns: VERDICT_COLUMNS,
      rows: mapped(rows, verdictRow),
    });
  });
  registerMatch(app);
}

function registerMatch(app: App): void {
  route(app, match.getThreeWay, ({ cx, query }) => threeWay(cx, query));
  route(app, match.exportThreeWay, async ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment('三方核对表.xlsx'));
    const found = await threeWay(cx, query);
    const sheet = resolveLayout(THREE_WAY, threeWayData(found));
    return writePaper([{ name: '三方核对', sheet }], { title: THREE_WAY.title, on: found.asOf });
  });
  route(app, match.listDifferences, async ({ cx, query }) => {
    const found = await differences.listDifferences(cx.tx, cx.unitId, query);
    return { ...found, items: found.items.map(({ kinds: _, ...line }) => line) };
  });
  route(app, match.exportDifferences, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment('三方核对差异清单.xlsx'));
    const rows = walk((cursor) =>
      differences.listDifferences(cx.tx, cx.unitId, { ...query, cursor, limit: 500 }),
    );
    return streamSheet({
      sheetName: '差异清单',
      columns: DIFFERENCE_COLUMNS,
      rows: mapped(rows, (row) => [
        row.kinds.map((kind) => match.DIFFERENCES[kind].label).join('、'),
        row.computerNo,
        row.departmentName,
        row.personName,
        row.productName,
        row.versions.join('、'),
        row.softwareNos.join('、'),
      ]),
    });
  });
}

async function* walk<T>(
  pageAt: (cursor: string | undefined) => Promise<{ items: T[]; nextCursor?: string | undefined }>,
): AsyncGenerator<T> {
  let cursor: string | undefined;
  do {
    const found = await pageAt(cursor);
    yield* found.items;
    cursor = found.nextCursor;
  } while (cursor);
}

async function* mapped<T>(rows: AsyncIterable<T>, row: (one: T) => unknown[]) {
  for await (const one of rows) yield row(one);
}

const VERDICT_COLUMNS: SheetColumn[] = [
  { title: '结论', width: 14 },
  { title: '缺少或不符的环节', width: 28 },
  { title: '说明', width: 32 },
  { title: '部门', width: 20 },
  { title: '使用人', width: 12 },
  { title: '计算机编号', width: 16 },
  { title: '软件名称', width: 32 },
  { title: '软件版本', width: 16 },
  { title: '软件厂商', width: 28 },
  { title: '软件类别', width: 16 },
  { title: '认定', width: 12 },
  { title: '软件编号', width: 12 },
  { title: '采集到', width: 10 },
  { title: '已登记', width: 10 },
  { title: '结论自', width: 12, type: 'date' },
];

function verdictRow(row: api.Verdict): unknown[] {
  return [
    COLOURS[row.colour].label,
    row.missing.map((link) => LINKS[link].label).join('、'),
    row.reasons.map((reason) => REASONS[reason].label).join('、'),
    row.departmentName,
    row.personName,
    row.computerNo,
    row.productName,
    [row.edition, row.version].filter(Boolean).join(' '),
    row.publisher,
    softwareCategories[row.category].label,
    recognisedKinds[row.kind].label,
    row.softwareNo,
    row.observed ? '是' : '否',
    row.recorded ? '是' : '否',
    dateInChina(new Date(row.judgedAt)),
  ];
}

const DIFFERENCE_COLUMNS: SheetColumn[] = [
  { title: '差异', width: 32 },
  { title: '计算机编号', width: 16 },
  { title: '部门', width: 20 },
  { title: '使用人', width: 12 },
  { title: '软件名称', width: 32 },
  { title: '软件版本', width: 20 },
  { title: '软件编号', width: 20 },
];
