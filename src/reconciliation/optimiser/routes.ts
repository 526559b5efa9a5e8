/** Endpoints of the purchase optimiser. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import * as idle from './commands.idle.ts';
import { offerImporter, offerTemplate } from './commands.import.ts';
import * as commands from './commands.ts';
import * as idleShapes from './shapes.idle.ts';
import * as offers from './shapes.offers.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerOffers(app);
  registerIdle(app);
  route(app, shapes.listWanted, ({ cx, query }) => commands.wantedGroups(cx, query.year));
  route(app, shapes.listAdvices, ({ cx, query }) => store.pageOfAdvices(cx.tx, cx.unitId, query));
  route(app, shapes.getAdvice, ({ cx, params }) => commands.theAdvice(cx, params.advice));
  route(app, shapes.startAdvice, ({ cx, body }) =>
    commands.startAdvice(cx, app.services.jobs, body),
  );
  route(app, shapes.downloadAdviceCertificate, async ({ cx, params, reply }) => {
    await commands.theAdvice(cx, params.advice);
    const stored = await store.certificateOf(cx.tx, cx.unitId, params.advice);
    reply.header('content-disposition', attachment(`采购优化证明 ${params.advice}.json`));
    return Buffer.from(JSON.stringify(stored ?? null, null, 1));
  });
  route(app, shapes.checkAdvice, ({ cx, params }) => commands.checkAdvice(cx, params.advice));
  route(app, shapes.writeAdvice, async ({ cx, params, body }) => ({
    planId: await commands.writeAdvice(cx, params.advice, body),
  }));
}

function registerOffers(app: App): void {
  route(app, offers.listOffers, ({ cx, query }) => store.pageOfOffers(cx.tx, cx.unitId, query));
  route(app, offers.createOffer, ({ cx, body }) => commands.createOffer(cx, body));
  route(app, offers.updateOffer, ({ cx, params, body }) =>
    commands.updateOffer(cx, params.offer, body),
  );
  route(app, offers.withdrawOffer, ({ cx, params, body }) =>
    commands.withdrawOffer(cx, params.offer, body.withdrawn),
  );
  route(app, offers.offerTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('供货方式导入模板.xlsx'));
    return offerTemplate();
  });
  importRoute(app, offers.importOffers, offerImporter);
}

function registerIdle(app: App): void {
  route(app, idleShapes.listIdle, ({ cx, query }) => idle.idleLicences(cx, query));
  route(app, idleShapes.listIdleNumbers, ({ cx }) => idle.idleNumbers(cx));
  route(app, idleShapes.exportIdle, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment(`闲置许可 ${cx.today}.xlsx`));
    return idle.idleWorkbook(cx, query);
  });
  route(app, idleShapes.getIdleSetting, ({ cx }) => idle.idleSetting(cx));
  route(app, idleShapes.saveIdleSetting, ({ cx, body }) => idle.saveIdleSetting(cx, body.days));
  route(app, idleShapes.reclaimIdle, ({ cx, body }) => idle.reclaim(cx, body));
}
