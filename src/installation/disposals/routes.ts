/** Binds the endpoints of disposals. */
import type { Scope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment, receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { registerApplicationCheck } from '../applications/commands.checks.ts';
import { checkDisposal } from './commands.check.ts';
import * as ending from './commands.end.ts';
import { candidates } from './commands.facts.ts';
import * as papers from './commands.papers.ts';
import { disposalRecord, disposalTodos } from './commands.read.ts';
import * as commands from './commands.ts';
import * as documents from './shapes.documents.ts';
import * as shapes from './shapes.ts';
import { scrappedWith } from './store.numbers.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(disposalTodos);
  registerApplicationCheck('disposal', checkDisposal);
  registerReads(app);
  registerApproval(app);
  registerEnd(app);
  registerPapers(app);
}

const COLUMNS: SheetColumn[] = [
  { title: '处置编号', width: 14 },
  { title: '软件', width: 50 },
  { title: '处置原因', width: 44 },
  { title: '处置方式', width: 10 },
  { title: '申请部门', width: 18 },
  { title: '申请人', width: 12 },
  { title: '申请日期', width: 12, type: 'date' },
  { title: '状态', width: 12 },
  { title: '处置日期', width: 12, type: 'date' },
];
const BATCH = 500;

function rowOf(one: shapes.Disposal) {
  return [
    one.disposalNo,
    one.software,
    shapes.DISPOSAL_REASONS[one.reason].label,
    shapes.DISPOSAL_METHODS[one.method].label,
    one.departmentName,
    one.requestedBy,
    one.requestedOn,
    shapes.DISPOSAL_STATES[one.state].label,
    one.disposedOn,
  ];
}

function registerReads(app: App): void {
  route(app, shapes.listDisposals, ({ cx, scope, query }) =>
    store.pageOfDisposals(cx, scope, query),
  );
  route(app, shapes.exportDisposals, ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('软件处置.xlsx'));
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const found = await store.pageOfDisposals(cx, scope, { ...query, cursor, limit: BATCH });
        for (const one of found.items) yield rowOf(one);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '软件处置', columns: COLUMNS, rows: rows() });
  });
  route(app, shapes.getDisposal, ({ cx, scope, params }) =>
    disposalRecord(cx, scope, params.disposal),
  );
  route(app, shapes.disposalCandidates, async ({ cx, scope, query }) => ({
    items: await candidates(cx, scope, query),
  }));
  route(app, shapes.disposalDevices, async ({ cx, scope, query }) => ({
    items: await scrappedWith(cx, scope, shapes.idsIn(query.softwareIds)),
  }));
  route(app, shapes.getDisposalSettings, async ({ cx }) => ({
    headApproves: await store.headApproves(cx),
  }));
  route(app, shapes.saveDisposalSettings, async ({ cx, body }) => {
    await commands.saveSettings(cx, body);
    return body;
  });
}

/** Who may take a step sees what it led to. */
const shown = (cx: CommandContext, scope: Scope, id: string) => disposalRecord(cx, scope, id);

function registerApproval(app: App): void {
  route(app, shapes.createDisposal, async ({ cx, scope, body }) =>
    shown(cx, scope, await commands.createDisposal(cx, body)),
  );
  route(app, shapes.resubmitDisposal, async ({ cx, scope, params, body }) => {
    await commands.resubmitDisposal(cx, params.disposal, body);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.withdrawDisposal, async ({ cx, scope, params, body }) => {
    await commands.withdrawDisposal(cx, params.disposal, body.reason);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.appraiseDisposal, async ({ cx, scope, params, body }) => {
    await commands.appraise(cx, params.disposal, body);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.assetReviewDisposal, async ({ cx, scope, params, body }) => {
    await commands.assetReview(cx, params.disposal, body);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.headReviewDisposal, async ({ cx, scope, params, body }) => {
    await commands.headReview(cx, params.disposal, body);
    return shown(cx, scope, params.disposal);
  });
}

function registerEnd(app: App): void {
  route(app, shapes.uninstallDisposal, async ({ cx, scope, params, body }) => {
    await ending.uninstall(cx, params.disposal, body.dueOn);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.disposeDisposal, async ({ cx, scope, params, body }) => {
    await ending.dispose(cx, params.disposal, body.disposedOn);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.correctDisposal, async ({ cx, scope, params, body }) => {
    await ending.correctDisposal(cx, params.disposal, body);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.cancelDisposal, async ({ cx, scope, params, body }) => {
    await ending.cancelDisposal(cx, params.disposal, body.reason);
    return shown(cx, scope, params.disposal);
  });
  route(app, shapes.undoDisposal, async ({ cx, scope, params, body }) => {
    await ending.undoDisposal(cx, params.disposal, body.reason);
    return shown(cx, scope, params.disposal);
  });
}

function registerPapers(app: App): void {
  route(app, documents.listDisposalDocuments, async ({ cx, scope, params }) => ({
    items: await papers.papersOf(cx, scope, params.disposal),
  }));
  route(
    app,
    documents.uploadDisposalDocument,
    async ({ cx, params, request }) => {
      const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
      const received = await receiveUpload(app.services.files, request, { accept: [...accept] });
      return app.database.write((tx) =>
        papers.attachPaper({ ...cx, tx }, app.services.files, params.disposal, received),
      );
    },
    { ownTransactions: true },
  );
  route(app, documents.downloadDisposalDocument, async ({ cx, scope, params, reply }) => {
    const paper = await papers.paperOf(cx, scope, params.disposal, params.document);
    const file = await app.services.files.find(cx.tx, cx.unitId, paper.fileId);
    return sendFile(app.services.files, reply, file);
  });
  route(app, documents.removeDisposalDocument, ({ cx, params }) =>
    papers.removePaper(cx, params.disposal, params.document),
  );
}
