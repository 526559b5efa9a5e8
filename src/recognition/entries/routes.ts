/** The review queue, its explanations and decisions over HTTP. */

import { decodeCursor, encodeCursor } from '../../platform/db/page.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { explain, unitCatalogue, withSuggestions } from './commands.explain.ts';
import { decide } from './commands.ts';
import { queueRecompute } from './jobs.ts';
import { decideEntries, explainEntry, getSummary, listEntries } from './shapes.ts';
import * as store from './store.ts';

const ORDER = '-deviceCount';

export function register(app: App): void {
  route(app, listEntries, async ({ query, cx }) => {
    const cursor = query.cursor ? decodeCursor(query.cursor, ORDER) : undefined;
    const before = cursor && { deviceCount: Number(cursor.key), id: Number(cursor.id) };
    const rows = await store.listEntries(cx.tx, cx.unitId, query, before);
    const items = rows.slice(0, query.limit);
    const last = rows.length > query.limit ? items.at(-1) : undefined;
    const catalogue = await unitCatalogue(cx);
    return {
      items: items.map((entry) => withSuggestions(catalogue, entry)),
      nextCursor:
        last && encodeCursor({ sort: ORDER, key: `${last.deviceCount}`, id: `${last.id}` }),
    };
  });
  route(app, getSummary, ({ cx }) => store.summarise(cx.tx, cx.unitId));
  route(app, explainEntry, ({ params, cx }) => explain(cx, params.id));
  route(app, decideEntries, async ({ body, cx }) => {
    const decided = await decide(cx, body);
    await queueRecompute(cx, app.services.jobs);
    return decided;
  });
}
