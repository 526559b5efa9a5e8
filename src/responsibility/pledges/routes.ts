/** Binds the endpoints of pledges, and tells form 10 whether the pledge is signed. */
import { refuse } from '../../base/refusal.ts';
import { registerApplicationCheck } from '../../installation/index.ts';
import type { CommandContext, Scope } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { prepareSignature, signatureImage } from '../../platform/signatures/signatures.ts';
import * as campaigns from './commands.campaigns.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import { PLEDGE_STATUS, type Pledge, type PledgePerson } from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(campaigns.pledgeTodos);
  registerApplicationCheck('pledge', checkPledge);
  registerSigning(app);
  registerReads(app);
  registerTexts(app);
  registerCampaigns(app);
}

async function checkPledge(cx: CommandContext, subject: { applicantPersonId: string }) {
  const id = subject.applicantPersonId;
  const status = (await commands.pledgeStatusOf(cx.tx, cx.unitId, [id])).get(id);
  if (status === 'signed') {
    return { key: 'pledge', level: 'ok' as const, sentence: '申请人已签署使用正版软件承诺书' };
  }
  const level = (await commands.blocksApplications(cx)) ? ('block' as const) : ('warn' as const);
  return { key: 'pledge', level, sentence: '申请人还没有签署现行的使用正版软件承诺书' };
}

function registerSigning(app: App): void {
  route(app, shapes.getMyPledge, async ({ cx }) => {
    const personId = commands.requirePerson(cx);
    const text = await commands.currentText(cx.tx, cx.unitId);
    const [latest] = await store.pledgesOf(cx.tx, cx.unitId, { personId });
    const statuses = await store.statusOf(cx.tx, cx.unitId, text.version, [personId]);
    const open = await store.campaignsOf(cx.tx, cx.unitId, { open: true });
    return {
      personName: latest?.personName ?? cx.actor.name,
      status: statuses.get(personId) ?? 'pending',
      text,
      pledge: await commands.pledgeOf(cx, latest),
      dueOn:
        open
          .map((row) => row.dueOn)
          .filter((day) => day !== null)
          .sort()[0] ?? null,
    };
  });
  route(
    app,
    shapes.signPledge,
    async ({ cx, body, caller }) => {
      const { database } = app;
      if (body.signature.kind === 'scan') {
        const path = 'body.signature';
        throw refuse(
          'responsibility.ownHand',
          '请手写签名或用密码确认；纸质的由信息化部门登记',
          {},
          { path },
        );
      }
      const prepared = await prepareSignature(database, caller.accountId, body.signature);
      return database.write(async (tx) => {
        const own = { ...cx, tx };
        return readPledge(own, 'own', await commands.signPledge(own, body.textVersion, prepared));
      });
    },
    { ownTransactions: true },
  );
  route(app, shapes.recordPaperPledges, ({ cx, body }) => commands.recordPaper(cx, body));
}

/** 404 outside the caller's reach. */
async function readPledge(cx: CommandContext, scope: Scope, id: string): Promise<Pledge> {
  const [row] = await store.pledgesOf(cx.tx, cx.unitId, { id });
  const own = row?.personId === cx.actor.personId;
  const seen =
    row &&
    (scope === 'all' ||
      own ||
      (scope === 'department' && (await store.inDepartments(cx, row.personId))));
  const pledge = seen ? await commands.pledgeOf(cx, row) : null;
  if (pledge) return pledge;
  throw refuse('responsibility.noPledge', '没有这份承诺书，可能链接有误', {}, { status: 404 });
}

function registerReads(app: App): void {
  route(app, shapes.pledgeCoverage, async ({ cx, scope }) => {
    const text = await commands.currentText(cx.tx, cx.unitId);
    return { ...(await store.coverageOf(cx, scope, text.version, null)), text };
  });
  route(app, shapes.listPledgePeople, async ({ cx, scope, query }) => {
    const { version } = await commands.currentText(cx.tx, cx.unitId);
    return store.pledgePeople(cx, scope, version, query);
  });
  route(app, shapes.exportPledgePeople, async ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('承诺书签署情况.xlsx'));
    const { version } = await commands.currentText(cx.tx, cx.unitId);
    const filter = { ...query, limit: 500 };
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const found = await store.pledgePeople(cx, scope, version, { ...filter, cursor });
        for (const one of found.items) yield rowOf(one);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '承诺书签署情况', columns: COLUMNS, rows: rows() });
  });
  route(app, shapes.getPledge, ({ cx, scope, params }) => readPledge(cx, scope, params.pledge));
  route(app, shapes.pledgeSignature, async ({ cx, scope, params, reply }) => {
    const pledge = await readPledge(cx, scope, params.pledge);
    reply.header('cache-control', 'private, no-store').header('x-content-type-options', 'nosniff');
    return signatureImage(cx.tx, cx.unitId, 'pledge', pledge.id, pledge.signature?.id ?? pledge.id);
  });
}

function registerTexts(app: App): void {
  route(app, shapes.listPledgeTexts, async ({ cx }) => ({
    items: await store.textsOf(cx.tx, cx.unitId),
  }));
  route(app, shapes.issuePledgeText, ({ cx, body }) => commands.issueText(cx, body));
  route(app, shapes.getPledgeSettings, async ({ cx }) => ({
    blocksApplications: await commands.blocksApplications(cx),
  }));
  route(app, shapes.savePledgeSettings, async ({ cx, body }) => {
    await commands.saveBlocks(cx, body.blocksApplications);
    return body;
  });
}

function registerCampaigns(app: App): void {
  route(app, shapes.listPledgeCampaigns, async ({ cx, scope }) => ({
    items: await campaigns.listCampaigns(cx, scope),
  }));
  route(app, shapes.getPledgeCampaign, ({ cx, scope, params }) =>
    campaigns.campaignRecord(cx, scope, params.campaign),
  );
  route(app, shapes.openPledgeCampaign, async ({ cx, scope, body }) =>
    campaigns.campaignRecord(cx, scope, await campaigns.openCampaign(cx, body)),
  );
  route(app, shapes.remindPledges, async ({ cx, params }) => ({
    told: await campaigns.remind(cx, params.campaign),
  }));
  route(app, shapes.endPledgeCampaign, async ({ cx, scope, params, body }) => {
    await campaigns.endCampaign(cx, params.campaign, body);
    return campaigns.campaignRecord(cx, scope, params.campaign);
  });
  route(app, shapes.correctPledgeCampaign, async ({ cx, scope, params, body }) => {
    await campaigns.correctCampaign(cx, params.campaign, body);
    return campaigns.campaignRecord(cx, scope, params.campaign);
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '部门', width: 24 },
  { title: '姓名', width: 12 },
  { title: '工号', width: 12 },
  { title: '签署情况', width: 16 },
  { title: '签署日期', width: 12, type: 'date' },
];

function rowOf(one: PledgePerson) {
  return [
    one.departmentName,
    one.personName,
    one.staffNo,
    PLEDGE_STATUS[one.status].label,
    one.signedOn,
  ];
}
