/** Endpoints of the allocation. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { componentOf, explainInstall, noComponent } from './commands.explain.ts';
import { allocatedWorkbook } from './commands.export.ts';
import { correctRegister as correct } from './commands.register.ts';
import { lockSeat, overview, releaseLock, saveWeights } from './commands.ts';
import { allocateJob, checkJob } from './jobs.ts';
import * as explain from './shapes.explain.ts';
import * as locks from './shapes.locks.ts';
import { correctRegister } from './shapes.register.ts';
import * as shapes from './shapes.ts';
import { listAllocated, listComponents, listNumbers } from './store.list.ts';
import { locksOf } from './store.locks.ts';
import { componentsOf } from './store.ts';

export function register(app: App): void {
  route(app, shapes.allocationOverview, ({ cx }) => overview(cx));
  route(app, shapes.startAllocation, async ({ cx, body }) => ({
    jobId: await app.services.jobs.start(cx, allocateJob, body),
  }));
  route(app, shapes.checkAllocation, async ({ cx, body }) => ({
    jobId: await app.services.jobs.start(cx, checkJob, body),
  }));
  route(app, shapes.listAllocated, ({ cx, query }) => listAllocated(cx.tx, cx.unitId, query));
  route(app, shapes.exportAllocated, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment(`许可分配 ${cx.today}.xlsx`));
    return allocatedWorkbook(cx, query);
  });
  route(app, shapes.listAllocatedNumbers, ({ cx, query }) => listNumbers(cx.tx, cx.unitId, query));
  route(app, shapes.listComponents, ({ cx, query }) => listComponents(cx.tx, cx.unitId, query));
  route(app, explain.getComponent, ({ cx, params }) => componentOf(cx, params.component));
  route(app, explain.explainInstall, ({ cx, query }) => explainInstall(cx, query.install));
  route(app, correctRegister, async ({ cx, body, request }) => {
    const { refused, ...rest } = await correct(cx, body);
    const language = languageOf(request.headers['accept-language']);
    const told = refused.map(({ installId, sentence, params }) => ({
      installId,
      message: localise(language, sentence, params),
    }));
    return { ...rest, refused: told };
  });
  route(app, shapes.downloadCertificate, async ({ cx, params, reply }) => {
    const [component] = await componentsOf(cx.tx, cx.unitId, params.component);
    if (!component) throw noComponent();
    const name = `许可分配证明 ${params.component.slice(0, 12)}.json`;
    reply.header('content-disposition', attachment(name));
    return Buffer.from(JSON.stringify(component, null, 1));
  });
  route(app, shapes.saveWeights, ({ cx, body }) => saveWeights(cx, body));
  route(app, locks.listLocks, async ({ cx }) => ({ items: await locksOf(cx.tx, cx.unitId) }));
  route(app, locks.lockSeat, ({ cx, body }) => lockSeat(cx, body));
  route(app, locks.releaseLock, ({ cx, params }) => releaseLock(cx, params.lock));
}
