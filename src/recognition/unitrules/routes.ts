/** A unit's rules and products over HTTP; every change starts the job that makes the matches anew. */

import { refuse } from '../../base/refusal.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { decodeCursor, encodeCursor, likeAnywhere } from '../../platform/db/page.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { findProducts, productsByIds } from '../catalogue/store.ts';
import { queueRecompute } from '../entries/jobs.ts';
import { usageOf } from '../entries/store.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

const NEWEST = '-createdAt';
const BY_NAME = 'name';

export function register(app: App): void {
  const recompute = (cx: CommandContext) => queueRecompute(cx, app.services.jobs);

  route(app, shapes.listRules, async ({ query, cx }) => {
    const cursor = query.cursor ? decodeCursor(query.cursor, NEWEST) : undefined;
    const rows = await store.listRules(
      cx.tx,
      cx.unitId,
      query,
      query.q ? likeAnywhere(query.q) : undefined,
      cursor && { at: cursor.key, id: cursor.id },
    );
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    const nextCursor = last && encodeCursor({ sort: NEWEST, key: last.createdAt, id: last.id });
    return { items, nextCursor };
  });
  route(app, shapes.previewRule, ({ body, cx }) => commands.previewRule(cx, body), {
    access: 'read',
  });
  route(app, shapes.createRule, async ({ body, cx }) => {
    const id = await commands.createRule(cx, body);
    await recompute(cx);
    return { id };
  });
  route(app, shapes.revokeRules, async ({ body, cx }) => {
    const revoked = await commands.revokeRules(cx, body);
    await recompute(cx);
    return { revoked: revoked.length };
  });
  route(app, shapes.restoreRule, async ({ params, cx }) => {
    await commands.restoreRule(cx, params.id);
    await recompute(cx);
    return { id: params.id };
  });
  registerProducts(app, recompute);
}

function registerProducts(app: App, recompute: (cx: CommandContext) => Promise<void>): void {
  route(app, shapes.searchProducts, async ({ query, cx }) => {
    const offset = query.cursor ? Number(decodeCursor(query.cursor, BY_NAME).id) : 0;
    const { q: text, kind, category, limit } = query;
    const own = query.own === 'true';
    const search = { text, kind, category, own, offset, limit: limit + 1 };
    const rows = await findProducts(cx.tx, cx.unitId, search);
    const more = rows.length > limit;
    const nextCursor = more
      ? encodeCursor({ sort: BY_NAME, key: '', id: `${offset + limit}` })
      : undefined;
    return { items: rows.slice(0, limit), nextCursor };
  });
  route(app, shapes.getProduct, async ({ params, cx }) => {
    const [product] = await productsByIds(cx.tx, cx.unitId, [params.id]);
    if (!product) {
      const { id } = params;
      throw refuse(
        'recognition.noProduct',
        '产品目录中没有“{{id}}”，请重新选择产品',
        { id },
        { status: 404 },
      );
    }
    return { ...product, ...(await usageOf(cx.tx, cx.unitId, product.id)) };
  });
  route(app, shapes.createProduct, async ({ body, cx }) => {
    const id = await commands.createProduct(cx, body);
    return { id };
  });
  route(app, shapes.updateProduct, async ({ params, body, cx }) => {
    await commands.changeProduct(cx, params.id, body);
    await recompute(cx);
    return { id: params.id };
  });
}
