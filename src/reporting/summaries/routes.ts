/** Binds the endpoints of annual summaries, and tells the clock which years have one. */
import { registerDutyEvidence } from '../../daily/index.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(commands.summaryTodos);
  registerDutyEvidence('summary', commands.summaryEvidence);
  route(app, shapes.listSummaries, async ({ cx }) => ({
    items: (await store.summariesOf(cx)).map(
      ({ writers: _writers, organizationName: _name, ...row }) => row,
    ),
  }));
  route(app, shapes.getSummary, ({ cx, params }) => commands.summaryRecord(cx, params.summary));
  route(app, shapes.draftSection, async ({ cx, params }) => ({
    words: await commands.draftOf(cx, params.summary, params.section),
  }));
  registerSteps(app);
}

function registerSteps(app: App): void {
  route(app, shapes.createSummary, async ({ cx, body }) =>
    commands.summaryRecord(cx, await commands.createSummary(cx, body.year)),
  );
  route(app, shapes.saveSection, async ({ cx, params, body }) => {
    await commands.saveSection(cx, params.summary, params.section, body);
    return commands.summaryRecord(cx, params.summary);
  });
  route(app, shapes.submitSummary, async ({ cx, params, body }) => {
    await commands.submitSummary(cx, params.summary, body.opinion);
    return commands.summaryRecord(cx, params.summary);
  });
  route(app, shapes.decideSummary, async ({ cx, params, body }) => {
    await commands.decideSummary(cx, params.summary, body);
    return commands.summaryRecord(cx, params.summary);
  });
  route(app, shapes.correctSummary, async ({ cx, params, body }) => {
    await commands.correctSummary(cx, params.summary, body);
    return commands.summaryRecord(cx, params.summary);
  });
}
