/** Binds the endpoints of 附件4. */
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../platform/db/context.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { purchaseRecord, purchaseTodos } from './commands.read.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

const sayTo = (request: FastifyRequest) => speakerFor(request.headers['accept-language']);
/** After a step: who may take it sees the whole plan. */
const shown = (cx: CommandContext, id: string, request: FastifyRequest) =>
  purchaseRecord(cx, 'all', id, sayTo(request));

export function register(app: App): void {
  registerTodos(purchaseTodos);
  route(app, shapes.listPurchasePlans, ({ cx, scope, query }) =>
    store.pageOfPlans(cx, scope, query),
  );
  route(app, shapes.getPurchasePlan, ({ cx, scope, params, request }) =>
    purchaseRecord(cx, scope, params.plan, sayTo(request)),
  );
  route(app, shapes.getPurchaseParameters, async ({ cx }) => ({
    ceilings: await commands.ceilings(cx),
  }));
  route(app, shapes.savePurchaseParameters, async ({ cx, body }) => {
    await commands.saveCeilings(cx, body.ceilings);
    return { ceilings: await commands.ceilings(cx) };
  });
  registerDrafting(app);
  registerOpinions(app);
}

function registerDrafting(app: App): void {
  route(app, shapes.createPurchasePlan, async ({ cx, body, request }) =>
    shown(cx, await commands.createPlan(cx, body), request),
  );
  route(app, shapes.updatePurchasePlan, async ({ cx, params, body, request }) => {
    await commands.updatePlan(cx, params.plan, body);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.recomputePurchasePlan, async ({ cx, params, request }) => {
    await commands.recompute(cx, params.plan);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.submitPurchasePlan, async ({ cx, params, body, request }) => {
    await commands.submitPlan(cx, params.plan, body.opinion);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.correctPurchasePlan, async ({ cx, params, body, request }) => {
    await commands.correctPlan(cx, params.plan, body);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.closePurchasePlan, async ({ cx, params, body, request }) => {
    await commands.closePlan(cx, params.plan, body.opinion);
    return shown(cx, params.plan, request);
  });
}

function registerOpinions(app: App): void {
  route(app, shapes.financeReviewPlan, async ({ cx, params, body, request }) => {
    await commands.financeReview(cx, params.plan, body);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.decidePurchasePlan, async ({ cx, params, body, request }) => {
    await commands.decide(cx, params.plan, body);
    return shown(cx, params.plan, request);
  });
  route(app, shapes.budgetPurchasePlan, async ({ cx, params, body, request }) => {
    await commands.intoBudget(cx, params.plan, body);
    return shown(cx, params.plan, request);
  });
}
