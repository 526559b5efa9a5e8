/** Binds the endpoints of orders. Signatures are prepared before the transaction: a wrong password stays counted. */
import type { FastifyRequest } from 'fastify';
import { refuse } from '../../base/refusal.ts';
import { revealSerials } from '../../configuration/index.ts';
import { lockJournal } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { type HandlerInput, route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import type { SignatureInput } from '../../platform/signatures/shapes.ts';
import {
  type PreparedSignature,
  prepareSignature,
  signatureImage,
} from '../../platform/signatures/signatures.ts';
import { takeStep } from '../../platform/workflow/steps.ts';
import * as bulk from './commands.bulk.ts';
import { cancelOrders } from './commands.cancel.ts';
import {
  callerOf,
  factsOf,
  listOrders,
  orderRecord,
  readSignature,
  type Say,
} from './commands.read.ts';
import * as sign from './commands.sign.ts';
import { orderTodos } from './commands.todos.ts';
import { assignOrders, lockAll, tellMoved } from './commands.ts';
import { ORDER_MACHINE } from './rules.machine.ts';
import { actionsOf, mayPerform, maySignAsUser, signerProblem } from './rules.ts';
import * as shapes from './shapes.api.ts';
import { ORDER_ORIGINS, ORDER_STATES, type Order } from './shapes.ts';
import * as store from './store.ts';

export function register(app: App): void {
  registerTodos(orderTodos);
  registerReads(app);
  registerWork(app);
  registerSignatures(app);
  registerBulk(app);
  registerManagement(app);
}

function registerReads(app: App): void {
  route(app, shapes.listOrders, ({ cx, scope, query }) => listOrders(cx, scope, query));
  route(app, shapes.exportOrders, ({ cx, scope, query, reply }) => {
    reply.header('content-disposition', attachment('安装维护工作单.xlsx'));
    const rows = async function* () {
      let cursor: string | undefined;
      do {
        const found = await listOrders(cx, scope, { ...query, cursor, limit: 500 });
        for (const order of found.items) yield rowOf(order);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '工作单', columns: COLUMNS, rows: rows() });
  });
  route(app, shapes.getOrder, ({ request, cx, scope, params }) =>
    orderRecord(cx, scope, params.order, sayTo(request)),
  );
  route(
    app,
    shapes.orderSignature,
    async ({ cx, scope, params, reply }) => {
      await readSignature(cx, scope, params.order, params.signature);
      reply
        .header('cache-control', 'private, no-store')
        .header('x-content-type-options', 'nosniff');
      return signatureImage(cx.tx, cx.unitId, 'order', params.order, params.signature);
    },
    { access: 'write' },
  );
  route(app, shapes.listTechnicians, async ({ cx }) => ({
    items: await store.technicians(cx.tx, cx.unitId),
  }));
}

/** What is said to this caller is said in his language. */
const sayTo = (request: FastifyRequest): Say => speakerFor(request.headers['accept-language']);

function registerWork(app: App): void {
  route(app, shapes.startOrder, async ({ request, cx, scope, params }) => {
    const order = await lockMine(cx, params.order);
    const subject = { id: order.id, title: order.orderNo, state: order.state };
    const state = await takeStep(cx, ORDER_MACHINE, subject, 'start');
    await store.saveOrders(cx, [
      {
        id: order.id,
        state,
        ...(order.technicianPersonId === null
          ? { technician_person_id: cx.actor.personId ?? null, technician_name: cx.actor.name }
          : {}),
      },
    ]);
    await tellMoved(cx, [order], () => state);
    return orderRecord(cx, scope, params.order, sayTo(request));
  });
  route(app, shapes.orderSerials, async ({ cx, params }) => {
    const order = await lockMine(cx, params.order);
    if (!['assigned', 'executing'].includes(order.state)) {
      const sentence = '工作单已结束，不能再查看安装序列号';
      throw refuse('installation.serialsClosed', sentence, {}, { status: 409 });
    }
    const lines = (await store.linesOf(cx.tx, cx.unitId, [order.id])).filter(
      (line) => line.softwareId !== null && line.kind !== 'uninstall',
    );
    const serials = await revealSerials(cx, [...new Set(lines.map((line) => line.softwareId!))]);
    return {
      items: lines.map((line) => ({
        softwareNo: line.softwareNo,
        serialNumbers: serials.get(line.softwareId!) ?? [],
      })),
    };
  });
}

/** The order, locked, if it is the caller's to do. */
async function lockMine(cx: CommandContext, id: string): Promise<store.LockedOrder> {
  const [order] = await lockAll(cx, [id]);
  if (mayPerform(factsOf(order!), callerOf(cx))) return order!;
  throw refuse(
    'installation.notYourOrder',
    '工作单 {{no}} 已安排给{{name}}，请联系信息化部门调整',
    { no: order!.orderNo, name: order!.technicianName },
    { status: 403 },
  );
}

/** Binds a route whose body carries a signature: prepared first, then one transaction under the journal's lock. */
function signing<P, B extends { signature: SignatureInput }, R>(
  app: App,
  work: (
    input: HandlerInput<P, undefined, B>,
    cx: CommandContext,
    prepared: PreparedSignature,
  ) => Promise<R>,
): (input: HandlerInput<P, undefined, B>) => Promise<R> {
  return async (input) => {
    const { database } = app;
    const prepared = await prepareSignature(database, input.caller.accountId, input.body.signature);
    return database.write(async (tx) => {
      const cx = { ...input.cx, tx };
      await lockJournal(tx, cx.unitId);
      return work(input, cx, prepared);
    });
  };
}

const own = { ownTransactions: true } as const;

function registerSignatures(app: App): void {
  route(
    app,
    shapes.performOrder,
    signing(app, async ({ request, params, body, scope }, cx, prepared) => {
      const order = await lockMine(cx, params.order);
      await requireNotSigned(cx, order, 'perform');
      const reports = new Map([[order.id, body.lines]]);
      const input = { performedOn: body.performedOn, reports };
      await sign.performOrders(cx, [order], prepared, input);
      return orderRecord(cx, scope, params.order, sayTo(request));
    }),
    own,
  );
  route(
    app,
    shapes.signOrder,
    signing(app, async ({ request, params, scope }, cx, prepared) => {
      const [order] = await lockAll(cx, [params.order]);
      await requireNotSigned(cx, order!, 'sign');
      if (!maySignAsUser(factsOf(order!), callerOf(cx))) {
        const sentence = '只有这台计算机的使用人（公用机为部门负责人）可以签字确认';
        throw refuse('installation.notTheUser', sentence, {}, { status: 403 });
      }
      const signer = { personId: cx.actor.personId ?? null, name: cx.actor.name };
      await sign.signOrders(cx, [order!], prepared, () => signer);
      return orderRecord(cx, scope, params.order, sayTo(request));
    }),
    own,
  );
  route(
    app,
    shapes.collectSignature,
    signing(app, async ({ request, params, body, scope }, cx, prepared) => {
      const order = await lockMine(cx, params.order);
      await requireNotSigned(cx, order, 'sign');
      if (prepared.kind === 'password') {
        const path = 'body.signature';
        throw refuse('installation.handOver', '代收签字只能当面手写或上传扫描件', {}, { path });
      }
      const signer = await sign.signerPerson(cx, order, body.personId);
      const performerId = order.performerPersonId ?? cx.actor.personId ?? null;
      const problem = signerProblem(order, signer.personId, performerId);
      if (problem) {
        throw refuse('installation.notTheSigner', problem, {}, { path: 'body.personId' });
      }
      await sign.signOrders(cx, [order], prepared, () => signer, signer.name);
      return orderRecord(cx, scope, params.order, sayTo(request));
    }),
    own,
  );
}

/** A second press, or a second device, finds the signature there: nothing is signed twice. */
async function requireNotSigned(
  cx: CommandContext,
  order: store.LockedOrder,
  action: 'perform' | 'sign',
): Promise<void> {
  const signed = action === 'perform' ? order.performerSignatureId : order.userSignatureId;
  const open = actionsOf(factsOf(order), { ...callerOf(cx), can: () => true }).includes('cancel');
  if (signed !== null && open) {
    throw refuse(
      'installation.signedAlready',
      '工作单 {{no}} 已经签过字，无须再签',
      { no: order.orderNo },
      { status: 409 },
    );
  }
}

function registerBulk(app: App): void {
  route(
    app,
    shapes.performMany,
    signing(app, ({ request, body }, cx, prepared) =>
      bulk.performMany(cx, body, prepared, sayTo(request)),
    ),
    own,
  );
  route(
    app,
    shapes.confirmMany,
    signing(app, ({ request, body }, cx, prepared) =>
      bulk.confirmMany(cx, body.orderIds, prepared, sayTo(request)),
    ),
    own,
  );
  route(
    app,
    shapes.confirmManyByScan,
    signing(app, ({ request, body }, cx, prepared) =>
      bulk.confirmManyByScan(cx, body.orderIds, prepared, sayTo(request)),
    ),
    own,
  );
  route(app, shapes.getOrderSettings, async ({ cx }) => ({
    bulkConfirmation: await bulk.bulkAllowed(cx),
  }));
  route(app, shapes.saveOrderSettings, async ({ cx, body }) => {
    await bulk.saveBulkAllowed(cx, body.bulkConfirmation);
    return body;
  });
}

function registerManagement(app: App): void {
  route(app, shapes.assignOrders, ({ cx, body }) => assignOrders(cx, body));
  route(app, shapes.retryOrder, async ({ request, cx, scope, params }) => {
    await sign.retryOrder(cx, params.order);
    return orderRecord(cx, scope, params.order, sayTo(request));
  });
  route(app, shapes.cancelOrder, async ({ request, cx, scope, params, body }) => {
    await cancelOrders(cx, [params.order], body.reason);
    return orderRecord(cx, scope, params.order, sayTo(request));
  });
  route(app, shapes.correctOrder, async ({ request, cx, scope, params, body }) => {
    await sign.correctOrder(cx, params.order, body);
    return orderRecord(cx, scope, params.order, sayTo(request));
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '单号', width: 16 },
  { title: '状态', width: 12 },
  { title: '来源', width: 14 },
  { title: '计算机编号', width: 16 },
  { title: '计算机品牌', width: 20 },
  { title: '使用人', width: 12 },
  { title: '部门', width: 20 },
  { title: '安装维护内容', width: 44 },
  { title: '安装维护人', width: 12 },
  { title: '限期', width: 12, type: 'date' },
  { title: '完成日期', width: 12, type: 'date' },
];

function rowOf(order: Order) {
  return [
    order.orderNo,
    ORDER_STATES[order.state].label,
    ORDER_ORIGINS[order.origin].label,
    order.computerNo,
    order.computerBrand,
    order.userName,
    order.departmentName,
    order.work,
    order.technicianName,
    order.dueOn,
    order.performedOn,
  ];
}
