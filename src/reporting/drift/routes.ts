/** Binds the endpoints of 变动说明. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { causesSheet, recordsSheet } from './commands.export.ts';
import { itemPage } from './commands.items.ts';
import { driftRatesOf } from './commands.rates.ts';
import { recordPage } from './commands.records.ts';
import { driftOf } from './commands.ts';
import {
  exportDrift,
  getDrift,
  getDriftRates,
  listDriftItems,
  listDriftRecords,
} from './shapes.ts';

export function register(app: App): void {
  route(app, getDrift, ({ cx, query }) => driftOf(cx, query));
  route(app, getDriftRates, ({ cx, query }) => driftRatesOf(cx, query));
  route(app, listDriftItems, ({ cx, query }) => itemPage(cx, query));
  route(app, listDriftRecords, ({ cx, query }) => recordPage(cx, query));
  route(app, exportDrift, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment('变动说明.xlsx'));
    return query.part === 'records' ? recordsSheet(cx, query) : causesSheet(cx, query);
  });
}
