/** Binds the endpoints of campaigns. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { ordersMoved } from '../orders/commands.told.ts';
import * as follow from './commands.follow.ts';
import { campaignRecord, campaignTodos } from './commands.read.ts';
import * as commands from './commands.ts';
import { issueOrdersJob } from './jobs.ts';
import * as shapes from './shapes.ts';
import * as list from './store.list.ts';

export function register(app: App): void {
  registerTodos(campaignTodos);
  ordersMoved.on(follow.followOrders);
  registerReads(app);
  registerSteps(app);
}

function registerReads(app: App): void {
  route(app, shapes.listCampaigns, ({ cx, scope, query }) => list.listCampaigns(cx, scope, query));
  route(app, shapes.getCampaign, ({ cx, scope, params }) =>
    campaignRecord(cx, scope, params.campaign),
  );
  route(app, shapes.listCampaignDevices, async ({ cx, scope, params, query }) => {
    await campaignRecord(cx, scope, params.campaign);
    return list.listDevices(cx, scope, params.campaign, query);
  });
  route(
    app,
    shapes.previewCampaign,
    ({ cx, body }) =>
      commands.previewScope(cx, body.scope, {
        kind: body.kind,
        softwareId: body.softwareId,
        fromSoftwareIds: [],
      }),
    { access: 'read' },
  );
}

function registerSteps(app: App): void {
  route(app, shapes.createCampaign, async ({ cx, scope, body }) => {
    return campaignRecord(cx, scope, await commands.createCampaign(cx, body));
  });
  route(app, shapes.updateCampaign, async ({ cx, scope, params, body }) => {
    await commands.updateCampaign(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.notifyDepartments, async ({ cx, scope, params }) => {
    await commands.notifyDepartments(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.executeCampaign, async ({ cx, scope, params, body }) => {
    const { waiting } = await commands.executeCampaign(cx, params.campaign, body.technicians);
    if (waiting > 0) {
      await app.services.jobs.start(cx, issueOrdersJob, { campaignId: params.campaign });
    }
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.extendCampaign, async ({ cx, scope, params }) => {
    await commands.extendCampaign(cx, params.campaign);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.closeCampaign, async ({ cx, scope, params, body }) => {
    await commands.closeCampaign(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.cancelCampaign, async ({ cx, scope, params, body }) => {
    await commands.cancelCampaign(cx, params.campaign, body.reason);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.correctCampaign, async ({ cx, scope, params, body }) => {
    await commands.correctCampaign(cx, params.campaign, body);
    return campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.remindCampaign, async ({ cx, params }) => ({
    told: await follow.remind(cx, params.campaign),
  }));
  route(app, shapes.acknowledgeCampaign, async ({ cx, scope, params, body }) => {
    await follow.acknowledge(cx, params.campaign, body.note);
    return campaignRecord(cx, scope, params.campaign);
  });
}
