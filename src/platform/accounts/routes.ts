/** Binds the accounts of people: who has one, opening many, the list of initial passwords. */
import { attachment } from '../files/http.ts';
import type { App } from '../http/app.ts';
import { route } from '../http/route.ts';
import * as commands from './commands.ts';
import { openAccountsJob } from './jobs.ts';
import * as shapes from './shapes.ts';
import { peopleWithAccount } from './store.ts';

export function register(app: App): void {
  route(app, shapes.listAccountPeople, async ({ cx, query }) => {
    const people = await app.directory.peopleForAccounts(cx.tx, cx.unitId, {
      search: query.q ?? '',
      limit: query.limit,
    });
    const ids = people.map((person) => person.id);
    const having = await peopleWithAccount(cx.tx, cx.unitId, ids);
    return {
      items: people.map(({ id, staffNo, name, departmentPath }) => ({
        id,
        staffNo,
        name,
        departmentName: departmentPath || null,
        hasAccount: having.has(id),
      })),
    };
  });
  route(app, shapes.getOpeningFacts, ({ cx }) => commands.openingFacts(cx, app.directory));
  route(app, shapes.openAccounts, async ({ cx, body }) => ({
    jobId: await app.services.jobs.start(cx, openAccountsJob, body),
  }));
  route(app, shapes.fetchInitialPasswords, ({ cx, params, reply }) => {
    reply.header('content-disposition', attachment('初始密码.xlsx'));
    reply.header('cache-control', 'no-store');
    return commands.fetchInitialPasswords(cx, params.job);
  });
}
