/**
 * The two signatures of 附件11 (WH-1.4(1), WH-2.5(1)), in either order. When both are there the lines done go into the
 * journal, in the same transaction and once. Locks: the journal, then the orders by id.
 */
import { type RefusalParams, refuse } from '../../base/refusal.ts';
import { lockJournal, reverseMany } from '../../ledgers/index.ts';
import { personById } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { notify } from '../../platform/notices/notify.ts';
import { type PreparedSignature, saveSignatures } from '../../platform/signatures/signatures.ts';
import { takeSteps } from '../../platform/workflow/steps.ts';
import { recordOrders } from './commands.record.ts';
import { lockAll, tellMoved } from './commands.ts';
import { ORDER_MACHINE } from './rules.machine.ts';
import { type LineReport, reportProblem, sameSigner, signerProblem } from './rules.ts';
import {
  type OrderLine,
  type OrderState,
  PERFORMER_ROLE,
  PERFORMER_STATEMENT,
  USER_ROLE,
  USER_STATEMENT,
} from './shapes.ts';
import * as store from './store.ts';

export type PerformInput = {
  performedOn: string;
  /** Per order; absent = every line done. */
  reports?: ReadonlyMap<string, readonly LineReport[]>;
};

/** The technician reports and signs. The caller has checked that these orders are his. */
export async function performOrders(
  cx: CommandContext,
  orders: readonly store.LockedOrder[],
  prepared: PreparedSignature,
  input: PerformInput,
): Promise<void> {
  if (input.performedOn > cx.today) {
    const path = 'body.performedOn';
    throw refuse('installation.futureDay', '完成日期不能晚于今天', {}, { path });
  }
  requireOther(cx, orders);
  const lines = Map.groupBy(
    await store.linesOf(
      cx.tx,
      cx.unitId,
      orders.map((order) => order.id),
    ),
    (line) => line.orderId,
  );
  const changes = orders.flatMap((order) => {
    const own = lines.get(order.id) ?? [];
    const reports = input.reports?.get(order.id) ?? own.map(allDone);
    const problem = reportProblem(own, reports);
    if (problem) {
      const path = `body.lines.${problem.lineNo - 1}.note`;
      throw refuse('installation.lineReport', problem.sentence, { line: problem.lineNo }, { path });
    }
    return reports.map(
      (report): store.LineChange => ({
        order_id: order.id,
        line_no: report.lineNo,
        result: report.done ? 'done' : 'notDone',
        note: report.note,
        ...(report.version ? { version: report.version } : {}),
      }),
    );
  });
  await store.saveLines(cx, changes);
  const signatures = await saveSignatures(
    cx,
    prepared,
    orders.map((order) => ({
      objectType: 'order',
      objectId: order.id,
      role: PERFORMER_ROLE,
      personId: cx.actor.personId ?? null,
      personName: cx.actor.name,
      statement: PERFORMER_STATEMENT,
      signedOn: input.performedOn,
    })),
  );
  const signed = orders.map((order, at) => ({
    ...order,
    performedOn: input.performedOn,
    performerSignatureId: signatures[at]!,
    performerPersonId: cx.actor.personId ?? null,
  }));
  await settle(cx, orders, signed, 'perform');
}

/** Whoever has confirmed as the user of a shared machine does not report the work as well. */
function requireOther(cx: CommandContext, orders: readonly store.LockedOrder[]): void {
  const performerId = cx.actor.personId ?? null;
  const own = orders.find(
    (order) =>
      order.userSignatureId !== null &&
      sameSigner(performerId, order.userSignerPersonId) &&
      signerProblem(order, order.userSignerPersonId, performerId) !== undefined,
  );
  if (!own) return;
  throw refuse(
    'installation.ownWork',
    '工作单 {{no}} 是您作为使用人确认的，请由其他安装维护人填报',
    { no: own.orderNo },
    { status: 409 },
  );
}

const allDone = (line: Pick<OrderLine, 'lineNo'>): LineReport => ({
  lineNo: line.lineNo,
  done: true,
  note: '',
});

export type Signer = { personId: string | null; name: string };

/**
 * The user's signature; `signerOf` says whose it is (the rules have been asked). `takenFor` names him in the history
 * when somebody else's screen or scanner was used.
 */
export async function signOrders(
  cx: CommandContext,
  orders: readonly store.LockedOrder[],
  prepared: PreparedSignature,
  signerOf: (order: store.LockedOrder) => Signer,
  takenFor?: string,
): Promise<void> {
  const signatures = await saveSignatures(
    cx,
    prepared,
    orders.map((order) => ({
      objectType: 'order',
      objectId: order.id,
      role: USER_ROLE,
      personId: signerOf(order).personId,
      personName: signerOf(order).name,
      statement: USER_STATEMENT,
    })),
  );
  const signed = orders.map((order, at) => ({
    ...order,
    userSignatureId: signatures[at]!,
    userSignerPersonId: signerOf(order).personId,
  }));
  await settle(cx, orders, signed, 'sign', takenFor);
}

/** Where each order goes now, and what goes into the journal. */
async function settle(
  cx: CommandContext,
  before: readonly store.LockedOrder[],
  signed: readonly store.LockedOrder[],
  action: 'perform' | 'sign',
  takenFor?: string,
): Promise<void> {
  const lines = Map.groupBy(
    await store.linesOf(
      cx.tx,
      cx.unitId,
      signed.map((order) => order.id),
    ),
    (line) => line.orderId,
  );
  const states = new Map<string, OrderState>();
  const ready = [];
  for (const order of signed) {
    const own = lines.get(order.id) ?? [];
    const performed = order.performerSignatureId !== null;
    if (performed && own.every((line) => line.result === 'notDone')) {
      states.set(order.id, 'notCompleted');
    } else if (performed && order.userSignatureId !== null) {
      ready.push({ order, lines: own, performedOn: order.performedOn! });
    } else states.set(order.id, performed ? 'awaitingConfirmation' : order.state);
  }
  const outcomes = await recordOrders(cx, ready);
  const problems = new Map<string, { problem: string; params: RefusalParams }>();
  for (const [id, outcome] of outcomes) {
    states.set(id, outcome.state);
    if (outcome.state === 'blocked') problems.set(id, outcome);
  }
  await stepAndSave(cx, before, signed, { action, states, problems, takenFor });
  await tellPeople(cx, signed, states);
  await tellMoved(cx, before, (_state, order) => states.get(order.id)!);
}

async function stepAndSave(
  cx: CommandContext,
  before: readonly store.LockedOrder[],
  signed: readonly store.LockedOrder[],
  after: {
    action: 'perform' | 'sign' | 'retry';
    states: ReadonlyMap<string, OrderState>;
    problems: ReadonlyMap<string, { problem: string; params: RefusalParams }>;
    takenFor?: string | undefined;
  },
): Promise<void> {
  const ways = Map.groupBy(before, (order) => `${order.state}>${after.states.get(order.id)}`);
  for (const group of ways.values()) {
    const subjects = group.map(({ id, orderNo, state }) => ({ id, title: orderNo, state }));
    await takeSteps(cx, ORDER_MACHINE, subjects, after.action, {
      to: after.states.get(group[0]!.id)!,
      onBehalfOf: after.takenFor ?? null,
    });
  }
  await store.saveOrders(
    cx,
    signed.map((order) => ({
      id: order.id,
      state: after.states.get(order.id)!,
      performed_on: order.performedOn,
      performer_signature_id: order.performerSignatureId,
      user_signature_id: order.userSignatureId,
      same_signer: sameSigner(order.performerPersonId, order.userSignerPersonId),
      problem: after.problems.get(order.id)?.problem ?? null,
      problem_params: after.problems.get(order.id)?.params ?? {},
      ...(order.technicianPersonId === null && after.action === 'perform'
        ? { technician_person_id: cx.actor.personId ?? null, technician_name: cx.actor.name }
        : {}),
    })),
  );
}

/** Users are asked to sign; the information department learns of what is blocked or not done. One notice per person. */
async function tellPeople(
  cx: CommandContext,
  orders: readonly store.LockedOrder[],
  states: ReadonlyMap<string, OrderState>,
): Promise<void> {
  const waiting = orders.filter(
    (order) => states.get(order.id) === 'awaitingConfirmation' && order.userSignatureId === null,
  );
  const byUser = Map.groupBy(
    waiting.filter((order) => order.holderPersonId ?? order.userPersonId),
    (order) => (order.holderPersonId ?? order.userPersonId)!,
  );
  await notify(
    cx,
    [...byUser].map(([personId, own]) => ({
      to: [{ personId }],
      kind: 'order' as const,
      sentence: '请签字确认计算机 {{computer}} 的软件安装维护（{{no}}）',
      params: { computer: own[0]!.computerNo, no: own.map((order) => order.orderNo).join('、') },
      link: `/orders/${own[0]!.id}`,
      objectType: 'order',
      objectId: own[0]!.id,
    })),
  );
  for (const [state, sentence] of [
    ['blocked', '工作单 {{no}} 未能登记台账，请处理'],
    ['notCompleted', '工作单 {{no}} 未完成，请处理'],
  ] as const) {
    const own = orders.filter((order) => states.get(order.id) === state);
    await notify(
      cx,
      own.slice(0, 50).map((order) => ({
        to: [{ role: 'itManager' as const }],
        kind: 'order' as const,
        sentence,
        params: { no: order.orderNo },
        link: `/orders/${order.id}`,
        objectType: 'order',
        objectId: order.id,
      })),
    );
  }
}

/** After whatever stood in the way was mended. */
export async function retryOrder(cx: CommandContext, orderId: string): Promise<void> {
  await lockJournal(cx.tx, cx.unitId);
  const [order] = await lockAll(cx, [orderId]);
  if (order!.state !== 'blocked') {
    // The machine refuses it in its own words.
    await takeSteps(
      cx,
      ORDER_MACHINE,
      [{ id: orderId, title: order!.orderNo, state: order!.state }],
      'retry',
      { to: 'recorded' },
    );
  }
  const lines = await store.linesOf(cx.tx, cx.unitId, [orderId]);
  const outcomes = await recordOrders(cx, [
    { order: order!, lines, performedOn: order!.performedOn! },
  ]);
  const outcome = outcomes.get(orderId)!;
  const problems = new Map(outcome.state === 'blocked' ? [[orderId, outcome]] : []);
  const states = new Map<string, OrderState>([[orderId, outcome.state]]);
  await stepAndSave(cx, [order!], [order!], { action: 'retry', states, problems });
  await tellMoved(cx, [order!], () => outcome.state);
}

/** Reverses what lines wrote; the order keeps what was signed and says that it was corrected (TZ-3.4). */
export async function correctOrder(
  cx: CommandContext,
  orderId: string,
  input: { lineNos: readonly number[]; reason: string },
): Promise<void> {
  await lockJournal(cx.tx, cx.unitId);
  const [order] = await lockAll(cx, [orderId]);
  const lines = (await store.linesOf(cx.tx, cx.unitId, [orderId])).filter((line) =>
    input.lineNos.includes(line.lineNo),
  );
  const subject = { id: orderId, title: order!.orderNo, state: order!.state };
  await takeSteps(cx, ORDER_MACHINE, [subject], 'correct', {
    opinion: input.reason,
    detail: lines.map(({ lineNo, entryNos }) => ({ lineNo, entryNos })),
  });
  const wrong = lines.find((line) => line.result !== 'done' || line.entryNos.length === 0);
  if (wrong || lines.length < new Set(input.lineNos).size) {
    const path = 'body.lineNos';
    throw refuse('installation.notRecorded', '所选的行没有登记台账，无须更正', {}, { path });
  }
  // An upgrade's halves are reversed together: one of them is enough to name both.
  await reverseMany(
    cx,
    lines.map((line) => line.entryNos[0]!),
    input.reason,
  );
  await store.saveLines(
    cx,
    lines.map((line) => ({ order_id: orderId, line_no: line.lineNo, result: 'corrected' })),
  );
}

/** Whose signature the technician takes: the one named, else the holder, else the order's user. */
export async function signerPerson(
  cx: CommandContext,
  order: store.LockedOrder,
  personId: string | undefined,
): Promise<Signer> {
  if (personId) {
    const person = await personById(cx.tx, cx.unitId, personId);
    if (!person) {
      const path = 'body.personId';
      throw refuse('installation.noSigner', '没有这位使用人，请重新选择', {}, { path });
    }
    return { personId, name: person.name };
  }
  if (order.holderPersonId) return { personId: order.holderPersonId, name: order.holderName! };
  return { personId: order.userPersonId, name: order.userName };
}
