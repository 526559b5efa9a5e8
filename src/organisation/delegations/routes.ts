/** Binds the endpoints of delegations. */
import { widestScope } from '../../platform/auth/permissions.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  route(app, shapes.listDelegations, ({ cx, query, scope }) => {
    const edit = widestScope(cx.actor.roles, 'delegation.edit');
    return commands.listDelegations(cx, query, { view: scope, edit });
  });
  route(app, shapes.createDelegation, ({ cx, body, scope }) =>
    commands.createDelegation(cx, body, scope),
  );
  route(app, shapes.revokeDelegation, ({ cx, params, body, scope }) =>
    commands.revokeDelegation(cx, params.id, body.reason, scope),
  );
}
