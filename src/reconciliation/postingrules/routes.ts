/** Posting rules over HTTP. An approved rule is applied at once to what is open. */
import { lockNamed } from '../../platform/db/database.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { RECONCILIATION_LOCK } from '../findings/commands.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';

export function register(app: App): void {
  route(app, shapes.listPostingRules, async ({ cx }) => ({ items: await commands.listRules(cx) }));
  route(app, shapes.proposePostingRule, ({ cx, body }) => commands.proposeRule(cx, body));
  route(app, shapes.previewPostingRule, ({ cx, body }) => commands.previewRule(cx, body), {
    access: 'read',
  });
  route(app, shapes.decidePostingRule, async ({ cx, params, body }) => {
    await lockNamed(cx.tx, cx.unitId, RECONCILIATION_LOCK);
    const rule = await commands.decideRule(cx, params.rule, body);
    if (rule.state === 'approved') await commands.applyRules(cx);
    return rule;
  });
  route(app, shapes.retirePostingRule, ({ cx, params }) => commands.retireRule(cx, params.rule));
}
