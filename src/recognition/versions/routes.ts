/** Catalogue versions over HTTP. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { queueRecompute } from '../entries/jobs.ts';
import { recognisedKinds } from '../shapes.ts';
import * as commands from './commands.ts';
import { startPreview } from './jobs.ts';
import * as shapes from './shapes.ts';
import { listMoves } from './store.ts';

const PER_READ = 500;

export function register(app: App): void {
  registerTodos(commands.catalogueTodos);
  route(app, shapes.listVersions, ({ cx }) => commands.versionsOf(cx));
  route(app, shapes.startPreview, ({ cx, body }) =>
    startPreview(cx, app.services.jobs, body.version),
  );
  route(app, shapes.getPreview, ({ cx, params }) => commands.previewRecord(cx, params.preview));
  route(app, shapes.listMoves, async ({ cx, params, query }) => {
    await commands.requirePreview(cx, params.preview);
    return listMoves(cx.tx, cx.unitId, params.preview, query);
  });
  route(app, shapes.exportMoves, async ({ cx, params, query, reply }) => {
    const preview = await commands.requirePreview(cx, params.preview);
    const name = `产品目录第${preview.toNumber ?? ''}版会改变的软件.xlsx`;
    reply.header('content-disposition', attachment(name));
    const pageAt = (cursor: string | undefined) =>
      listMoves(cx.tx, cx.unitId, params.preview, { ...query, cursor, limit: PER_READ });
    return streamSheet({ sheetName: '会改变的软件', columns: COLUMNS, rows: moveRows(pageAt) });
  });
  route(app, shapes.putInForce, async ({ cx, params }) => {
    const version = await commands.putInForce(cx, params.preview);
    await queueRecompute(cx, app.services.jobs);
    return { version };
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '变化', width: 18 },
  { title: '原始名称', width: 40 },
  { title: '原始厂商', width: 28 },
  { title: '原始版本', width: 16 },
  { title: '计算机（台次）', width: 14, type: 'integer' },
  { title: '现在的产品', width: 32 },
  { title: '现在的类型', width: 12 },
  { title: '现在的版别和版本', width: 18 },
  { title: '改为产品', width: 32 },
  { title: '改为类型', width: 12 },
  { title: '改为版别和版本', width: 18 },
];

async function* moveRows(
  pageAt: (cursor: string | undefined) => ReturnType<typeof listMoves>,
): AsyncGenerator<unknown[]> {
  let cursor: string | undefined;
  do {
    const found = await pageAt(cursor);
    for (const move of found.items) yield moveRow(move);
    cursor = found.nextCursor;
  } while (cursor);
}

function moveRow(move: shapes.Move): unknown[] {
  const side = (one: shapes.Side) => [
    one.productName,
    recognisedKinds[one.kind].label,
    [one.edition, one.version].filter(Boolean).join(' '),
  ];
  return [
    shapes.CHANGES[move.change].label,
    move.name,
    move.publisher,
    move.version,
    move.devices,
    ...side(move.was),
    ...side(move.becomes),
  ];
}
