/** Binds the endpoints of selection. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  route(app, shapes.listSelections, ({ cx, query }) => store.pageOfSelections(cx, query));
  route(app, shapes.listDemandGroups, async ({ cx, query }) => ({
    items: await store.groupsOf(cx.tx, cx.unitId, query.year),
  }));
  route(app, shapes.getSelection, ({ cx, params }) =>
    commands.selectionRecord(cx, params.selection),
  );
  route(app, shapes.createSelection, async ({ cx, body }) =>
    commands.selectionRecord(cx, await commands.createSelection(cx, body)),
  );
  route(app, shapes.updateSelection, async ({ cx, params, body }) => {
    await commands.updateSelection(cx, params.selection, body);
    return commands.selectionRecord(cx, params.selection);
  });
  registerCandidates(app);
  registerDecisions(app);
}

function registerCandidates(app: App): void {
  route(app, shapes.addCandidate, async ({ cx, params, body }) => {
    await commands.saveCandidate(cx, params.selection, undefined, body);
    return commands.selectionRecord(cx, params.selection);
  });
  route(app, shapes.updateCandidate, async ({ cx, params, body }) => {
    await commands.saveCandidate(cx, params.selection, params.candidate, body);
    return commands.selectionRecord(cx, params.selection);
  });
  route(app, shapes.removeCandidate, async ({ cx, params }) => {
    await commands.removeCandidate(cx, params.selection, params.candidate);
    return commands.selectionRecord(cx, params.selection);
  });
  route(app, shapes.addTrial, async ({ cx, params, body }) => {
    await commands.addTrial(cx, params.selection, params.candidate, body);
    return commands.selectionRecord(cx, params.selection);
  });
}

function registerDecisions(app: App): void {
  route(app, shapes.decideSelection, async ({ cx, params, body }) => {
    await commands.decide(cx, params.selection, body);
    return commands.selectionRecord(cx, params.selection);
  });
  route(app, shapes.cancelSelection, async ({ cx, params, body }) => {
    await commands.cancel(cx, params.selection, body.reason);
    return commands.selectionRecord(cx, params.selection);
  });
  route(app, shapes.reopenSelection, async ({ cx, params, body }) => {
    await commands.reopen(cx, params.selection, body.reason);
    return commands.selectionRecord(cx, params.selection);
  });
}
