/** Binds the endpoints of the leading group. */
import { refuse } from '../../base/refusal.ts';
import { formHeader, whenOf } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import * as commands from './commands.ts';
import { dutiesOf } from './rules.duties.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

type Asked = { headers: Record<string, unknown> };
const say = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerTodos(commands.committeeTodos);
  registerReads(app);
  registerDocument(app);
  registerSteps(app);
}

async function one(cx: CommandContext, id: string, request: Asked) {
  const [row] = await store.committees(cx.tx, cx.unitId, { id });
  return commands.shown(cx, row!, say(request));
}

function registerReads(app: App): void {
  route(app, shapes.currentCommittee, async ({ cx, query, request }) => {
    const when = whenOf(cx, query);
    const asked = { states: ['inForce', 'superseded'] as const, asOf: when.asOf };
    const [current] = await store.committees(cx.tx, cx.unitId, asked);
    const open = { states: ['draft', 'submitted', 'returned'] as const };
    const [pending] = await store.committees(cx.tx, cx.unitId, open);
    return {
      header: await formHeader(cx, when),
      current: current ? await commands.shown(cx, current, say(request)) : null,
      pending: pending ? await commands.shown(cx, pending, say(request)) : null,
    };
  });
  route(app, shapes.listCommittees, async ({ cx, request }) => {
    const rows = await store.committees(cx.tx, cx.unitId);
    const items = [];
    for (const row of rows.slice(0, 50)) items.push(await commands.shown(cx, row, say(request)));
    return { items };
  });
  route(app, shapes.committeeDuties, async ({ cx, query }) => {
    const year = query.year ?? Number(cx.today.slice(0, 4));
    return { year, duties: dutiesOf(await store.yearCounts(cx.tx, cx.unitId, year)) };
  });
}

function registerDocument(app: App): void {
  route(app, shapes.downloadCommitteeDocument, async ({ cx, params, reply }) => {
    const [row] = await store.committees(cx.tx, cx.unitId, { id: params.committee });
    if (!row?.documentFileId) {
      throw refuse('responsibility.noFile', '没有这份材料', {}, { status: 404 });
    }
    const file = await app.services.files.find(cx.tx, cx.unitId, row.documentFileId);
    return sendFile(app.services.files, reply, file);
  });
}

function registerSteps(app: App): void {
  route(app, shapes.draftCommittee, async ({ cx, request }) =>
    one(cx, await commands.draft(cx), request),
  );
  route(app, shapes.saveCommittee, async ({ cx, params, body, request }) => {
    await commands.save(cx, params.committee, body.members);
    return one(cx, params.committee, request);
  });
  route(app, shapes.submitCommittee, async ({ cx, params, body, request }) => {
    await commands.submit(cx, params.committee, body.opinion);
    return one(cx, params.committee, request);
  });
  route(app, shapes.decideCommittee, async ({ cx, params, body, request }) => {
    await commands.decide(cx, params.committee, body);
    return one(cx, params.committee, request);
  });
  route(app, shapes.confirmCommitteeByDocument, async ({ cx, params, body, request }) => {
    await commands.confirmByDocument(cx, params.committee, body);
    return one(cx, params.committee, request);
  });
  route(app, shapes.discardCommittee, async ({ cx, params, body, request }) => {
    await commands.discard(cx, params.committee, body.reason);
    return one(cx, params.committee, request);
  });
  route(app, shapes.correctCommittee, async ({ cx, params, body, request }) => {
    await commands.correct(cx, params.committee, body);
    return one(cx, params.committee, request);
  });
}
