/** Binds the endpoints of 附件3. */
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { SOFTWARE_CATEGORIES } from '../software/shapes.choices.ts';
import * as read from './commands.read.ts';
import * as review from './commands.review.ts';
import * as rounds from './commands.rounds.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(read.demandTodos);
  registerReads(app);
  registerSteps(app);
  registerReviews(app);
  registerRounds(app);
}

const COLUMNS: SheetColumn[] = [
  { title: '申请表编号', width: 16 },
  { title: '年度', width: 8, type: 'integer' },
  { title: '部门', width: 18 },
  { title: '状态', width: 16 },
  { title: '软件类型', width: 12 },
  { title: '软件类别', width: 14 },
  { title: '软件名称', width: 28 },
  { title: '软件版本', width: 14 },
  { title: '软件用途', width: 36 },
  { title: '岗位', width: 14 },
  { title: '申请数量', width: 10, type: 'integer' },
  { title: '核定数量', width: 10, type: 'integer' },
  { title: '审核说明', width: 28 },
];

function registerReads(app: App): void {
  route(app, shapes.listDemands, ({ cx, scope, query }) => store.pageOfDemands(cx, scope, query));
  route(app, shapes.exportDemands, ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('软件使用需求.xlsx'));
    const rows = async function* () {
      for await (const { form, line } of read.exportLines(cx, scope, query)) {
        yield [
          form.demandNo,
          form.planYear,
          form.departmentName,
          shapes.DEMAND_STATES[form.state].label,
          shapes.DEMAND_TYPES[line.softwareType].label,
          SOFTWARE_CATEGORIES[line.category].label,
          line.softwareName,
          line.softwareVersion,
          line.purpose,
          line.postName,
          line.requestedQuantity,
          line.approvedQuantity,
          line.reviewNote,
        ];
      }
    };
    return streamSheet({ sheetName: '软件使用需求', columns: COLUMNS, rows: rows() });
  });
  route(app, shapes.getDemand, ({ cx, params }) => read.demandRecord(cx, params.demand));
  route(app, shapes.proposeDemand, ({ cx, query }) => commands.proposal(cx, query.department));
}

function registerSteps(app: App): void {
  route(app, shapes.createDemand, async ({ cx, body }) =>
    read.demandRecord(cx, await commands.createDemand(cx, body)),
  );
  route(app, shapes.updateDemand, async ({ cx, params, body }) => {
    await commands.updateDemand(cx, params.demand, body);
    return read.demandRecord(cx, params.demand);
  });
  route(app, shapes.submitDemand, async ({ cx, params, body }) => {
    await commands.submitDemand(cx, params.demand, body.opinion);
    return read.demandRecord(cx, params.demand);
  });
  route(app, shapes.withdrawDemand, async ({ cx, params, body }) => {
    await review.withdraw(cx, params.demand, body.opinion);
    return read.demandRecord(cx, params.demand);
  });
}

function registerReviews(app: App): void {
  route(app, shapes.deptReviewDemand, async ({ cx, params, body }) => {
    await review.deptReview(cx, params.demand, body);
    return read.demandRecord(cx, params.demand);
  });
  route(app, shapes.forwardDemand, async ({ cx, params, body }) => {
    await review.forward(cx, params.demand, body.opinion);
    return read.demandRecord(cx, params.demand);
  });
  route(app, shapes.itReviewDemand, async ({ cx, params, body }) => {
    await review.itReview(cx, params.demand, body);
    return read.demandRecord(cx, params.demand);
  });
  route(app, shapes.correctDemand, async ({ cx, params, body }) => {
    await review.correct(cx, params.demand, body);
    return read.demandRecord(cx, params.demand);
  });
}

function registerRounds(app: App): void {
  route(app, shapes.listRounds, async ({ cx }) => ({ items: await rounds.rounds(cx) }));
  route(app, shapes.openRound, ({ cx, body }) => rounds.openRound(cx, body));
  route(app, shapes.remindRound, async ({ cx, params }) => ({
    reminded: await rounds.remind(cx, params.round),
  }));
  route(app, shapes.closeRound, ({ cx, params }) => rounds.closeRound(cx, params.round));
}
