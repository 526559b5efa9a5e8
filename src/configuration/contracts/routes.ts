/** Binds the endpoints of contracts, deliveries, papers and the calendar of what ends. */
import type { FastifyRequest } from 'fastify';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment, receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { calendar, contractTodos } from './commands.expiry.ts';
import { contractImporter } from './commands.import.ts';
import * as papers from './commands.papers.ts';
import { receive } from './commands.receive.ts';
import * as commands from './commands.ts';
import { CONTRACT_FIELDS } from './rules.fields.ts';
import { CONTRACT_COLUMNS, contractRows } from './rules.import.ts';
import { getSoftwarePurchase } from './shapes.numbers.ts';
import * as paperShapes from './shapes.papers.ts';
import * as shapes from './shapes.ts';
import { planLines } from './store.expiry.ts';
import { contractsWith } from './store.import.ts';
import { contractsOfNumber, renewalsOf } from './store.numbers.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(contractTodos);
  registerReads(app);
  registerSteps(app);
  registerPapers(app);
}

const BATCH = 500;

function registerReads(app: App): void {
  route(app, shapes.listContracts, ({ cx, query }) => store.pageOfContracts(cx, query));
  route(app, shapes.exportContracts, ({ cx, query, reply }) => {
    reply.header('content-disposition', attachment('采购合同.xlsx'));
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const found = await store.pageOfContracts(cx, { ...query, cursor, limit: BATCH });
        const ids = found.items.map((one) => one.id);
        const heads = await contractsWith(cx.tx, cx.unitId, { ids });
        const byId = new Map(heads.map((one) => [one.id, one]));
        for (const id of ids) {
          const one = byId.get(id)!;
          yield* contractRows(one, one.lines);
        }
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '采购合同', columns: CONTRACT_COLUMNS, rows: rows() });
  });
  route(app, shapes.contractTemplate, ({ reply }) => {
    reply.header('content-disposition', attachment('采购合同导入模板.xlsx'));
    const columns = CONTRACT_FIELDS.map(({ title }) => ({ title, width: 18 }));
    return streamSheet({ columns, rows: [], sheetName: '采购合同' });
  });
  importRoute(app, shapes.importContracts, contractImporter);
  route(app, shapes.getContract, ({ cx, params }) => commands.contractRecord(cx, params.contract));
  route(app, getSoftwarePurchase, async ({ cx, params }) => {
    const { before, after } = await renewalsOf(cx, params.id);
    const contracts = await contractsOfNumber(cx, params.id);
    return { contracts, predecessors: before, successors: after };
  });
  route(app, shapes.listPlanLines, async ({ cx }) => ({ items: await planLines(cx) }));
  route(app, shapes.listExpiries, async ({ cx, query }) => ({ items: await calendar(cx, query) }));
}

function registerSteps(app: App): void {
  route(app, shapes.createContract, async ({ cx, body }) =>
    commands.contractRecord(cx, await commands.createContract(cx, body)),
  );
  route(app, shapes.updateContract, async ({ cx, params, body }) => {
    await commands.updateContract(cx, params.contract, body);
    return commands.contractRecord(cx, params.contract);
  });
  route(app, shapes.signContract, async ({ cx, params, body }) => {
    await commands.signContract(cx, params.contract, body.signedOn);
    return commands.contractRecord(cx, params.contract);
  });
  route(app, shapes.receiveContract, async ({ cx, params, body }) => {
    await receive(cx, params.contract, body);
    return commands.contractRecord(cx, params.contract);
  });
  route(app, shapes.correctContract, async ({ cx, params, body }) => {
    await commands.correctContract(cx, params.contract, body);
    return commands.contractRecord(cx, params.contract);
  });
  route(app, shapes.closeContract, async ({ cx, params, body }) => {
    await commands.endContract(cx, params.contract, 'close', body.reason);
    return commands.contractRecord(cx, params.contract);
  });
  route(app, shapes.cancelContract, async ({ cx, params, body }) => {
    await commands.endContract(cx, params.contract, 'cancel', body.reason);
    return commands.contractRecord(cx, params.contract);
  });
}

function registerPapers(app: App): void {
  route(app, paperShapes.listContractDocuments, async ({ cx, params }) => ({
    items: await store.documentsOfContract(cx.tx, cx.unitId, params.contract, null),
  }));
  route(app, paperShapes.listReceiptDocuments, async ({ cx, params }) => ({
    items: await store.documentsOfContract(cx.tx, cx.unitId, params.contract, params.receipt),
  }));
  const accept = ['document', 'image', 'sheet', 'text', 'archive'] as const;
  const { files } = app.services;
  type Upload = { cx: CommandContext; request: FastifyRequest };
  const upload = async ({ cx, request }: Upload, contract: string, receipt: string | null) => {
    const received = await receiveUpload(files, request, { accept: [...accept] });
    return app.database.write((tx) =>
      papers.attachPaper({ ...cx, tx }, files, contract, receipt, received),
    );
  };
  route(
    app,
    paperShapes.uploadContractDocument,
    (call) => upload(call, call.params.contract, null),
    {
      ownTransactions: true,
    },
  );
  route(
    app,
    paperShapes.uploadReceiptDocument,
    (call) => upload(call, call.params.contract, call.params.receipt),
    { ownTransactions: true },
  );
  for (const endpoint of [
    paperShapes.downloadContractDocument,
    paperShapes.downloadReceiptDocument,
  ]) {
    route(app, endpoint, async ({ cx, params, reply }) => {
      const paper = await papers.paperOf(cx, params.contract, params.document);
      return sendFile(files, reply, await files.find(cx.tx, cx.unitId, paper.fileId));
    });
  }
  for (const endpoint of [paperShapes.removeContractDocument, paperShapes.removeReceiptDocument]) {
    route(app, endpoint, ({ cx, params }) =>
      papers.removePaper(cx, params.contract, params.document),
    );
  }
}
