/** Binds the endpoints of upgrade schemes. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { campaignsMoved } from '../campaigns/commands.told.ts';
import { endCampaignJob } from '../campaigns/jobs.ts';
import { followCampaigns } from './commands.follow.ts';
import * as read from './commands.read.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { listUpgrades } from './store.ts';

type Asked = { headers: Record<string, unknown> };
const say = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerTodos(read.upgradeTodos);
  campaignsMoved.on(followCampaigns);
  registerReads(app);
  registerDrafting(app);
  registerDecisions(app);
}

function registerReads(app: App): void {
  route(app, shapes.listUpgradeRequests, async ({ cx, query }) => ({
    items: await read.waitingRequests(cx, query.scheme ?? null),
  }));
  route(app, shapes.listUpgrades, ({ cx, scope, query }) => listUpgrades(cx, scope, query));
  route(app, shapes.getUpgrade, ({ cx, scope, params, request }) =>
    read.upgradeRecord(cx, scope, params.upgrade, say(request)),
  );
  route(
    app,
    shapes.previewUpgrade,
    ({ cx, body, request }) => read.previewUpgrade(cx, body, say(request)),
    { access: 'read' },
  );
}

function registerDrafting(app: App): void {
  route(app, shapes.createUpgrade, async ({ cx, scope, body, request }) => {
    const id = await commands.createUpgrade(cx, body, body.idempotencyKey);
    return read.upgradeRecord(cx, scope, id, say(request));
  });
  route(app, shapes.updateUpgrade, async ({ cx, scope, params, body, request }) => {
    await commands.updateUpgrade(cx, params.upgrade, body);
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
  route(app, shapes.submitUpgrade, async ({ cx, scope, params, body, request }) => {
    await commands.submitUpgrade(cx, params.upgrade, body.opinion);
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
}

function registerDecisions(app: App): void {
  route(app, shapes.approveUpgrade, async ({ cx, scope, params, body, request }) => {
    await commands.approveUpgrade(cx, params.upgrade, body.opinion);
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
  route(app, shapes.returnUpgrade, async ({ cx, scope, params, body, request }) => {
    await commands.returnUpgrade(cx, params.upgrade, body.opinion);
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
  route(app, shapes.cancelUpgrade, async ({ cx, scope, params, body, request }) => {
    const cancelled = await commands.cancelUpgrade(cx, params.upgrade, body.reason);
    const campaignId = cancelled.endingCampaignId;
    if (campaignId) await app.services.jobs.start(cx, endCampaignJob, { campaignId });
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
  route(app, shapes.correctUpgrade, async ({ cx, scope, params, body, request }) => {
    await commands.correctUpgrade(cx, params.upgrade, body);
    return read.upgradeRecord(cx, scope, params.upgrade, say(request));
  });
}
