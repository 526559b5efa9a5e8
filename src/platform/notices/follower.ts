/**
 * Follows committed notices at its own pace: gathers them into mails and webhook messages, sends what is due, tries again
 * after failures. Several servers may run it side by side; each takes other rows.
 */
import { newId } from '../../base/ids.ts';
import { interpolate } from '../../base/refusal.ts';
import type { Database, Tx } from '../db/database.ts';
import type { Directory } from '../http/app.ts';
import { mailAccount, openHook } from './commands.ts';
import { composeMail, dueAt, type HookMessage, retryAt } from './rules.ts';
import { mailProblem, postHook, sendMail } from './send.ts';
import { NOTICE_KINDS } from './shapes.ts';
import * as store from './store.ts';

const BATCH = 1000;
const PAUSE_MS = 5_000;

export type NoticeFollower = {
  /** Gathers and sends until nothing is due at that moment; returns how much was sent. */
  drain(now?: Date): Promise<number>;
  stop(): Promise<void>;
};

declare module '../http/app.ts' {
  interface Services {
    notices: NoticeFollower;
  }
}

export function startNoticeFollower(
  database: Database,
  directory: Directory,
  report: (error: unknown) => void,
): NoticeFollower {
  let stopped = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<unknown> = Promise.resolve();
  const follow = { database, directory, stopped: () => stopped };
  const round = () => {
    running = followOnce(follow, new Date()).catch(report);
    void running.then(() => {
      if (!stopped) timer = setTimeout(round, PAUSE_MS);
    });
  };
  timer = setTimeout(round, PAUSE_MS);
  return {
    async drain(now = new Date()) {
      await running;
      return followOnce(follow, now);
    },
    async stop() {
      stopped = true;
      clearTimeout(timer);
      await running;
    },
  };
}

type Follow = { database: Database; directory: Directory; stopped: () => boolean };

async function followOnce(follow: Follow, now: Date): Promise<number> {
  for (let taken = BATCH; taken === BATCH && !follow.stopped(); ) {
    taken = await follow.database.write((tx) => gather(tx, follow.directory, now));
  }
  let sent = 0;
  for (const step of [sendDueMail, sendDueMessage]) {
    for (let more = true; more && !follow.stopped(); ) {
      const done = await follow.database.write((tx) => step(tx, follow.directory, now));
      more = done !== undefined;
      if (done) sent += 1;
    }
  }
  return sent;
}

/** Notices become mails (one per person) and messages (one per event). */
async function gather(tx: Tx, directory: Directory, now: Date): Promise<number> {
  const fresh = await store.takeFresh(tx, BATCH, now);
  for (const [unitId, own] of Map.groupBy(fresh, (one) => one.unitId)) {
    const account = await mailAccount(tx, unitId);
    if (account.enabled) await gatherMails(tx, unitId, own, now);
    await gatherMessages(tx, directory, unitId, { own, publicAddress: account.publicAddress, now });
  }
  return fresh.length;
}

async function gatherMails(tx: Tx, unitId: string, own: readonly store.Fresh[], now: Date) {
  const people = own.flatMap((one) => one.personId ?? []);
  const modes = await store.preferencesOf(tx, unitId, [...new Set(people)]);
  const rows = own.flatMap((one) => {
    if (one.personId === null) return [];
    const due = dueAt(modes.get(`${one.personId}/${one.kind}`) ?? 'digest', now);
    return due ? [{ id: one.id, personId: one.personId, mailId: newId(), dueAt: due }] : [];
  });
  if (rows.length > 0) await store.intoMails(tx, unitId, rows, now);
}

/** However many people an event concerns, a chat hears of it once. */
async function gatherMessages(
  tx: Tx,
  directory: Directory,
  unitId: string,
  input: { own: readonly store.Fresh[]; publicAddress: string; now: Date },
): Promise<void> {
  const hooks = (await store.webhooksOf(tx, unitId)).filter((hook) => hook.enabled);
  if (hooks.length === 0) return;
  const [unit] = await directory.unitsByIds(tx, [unitId]);
  const events = Map.groupBy(input.own, (one) =>
    [one.objectId, one.sentence, JSON.stringify(one.params), one.createdAt].join('|'),
  );
  const messages = [...events.values()].flatMap((people) => {
    const first = people[0]!;
    const body: HookMessage = {
      unit: unit?.name ?? '',
      kind: NOTICE_KINDS[first.kind].label,
      text: interpolate(first.sentence, first.params),
      url: urlOf(input.publicAddress, unit?.code ?? '', first.link),
      people: people.length,
      at: first.createdAt,
    };
    return hooks
      .filter((hook) => hook.noticeKinds.includes(first.kind))
      .map((hook) => ({ id: newId(), webhookId: hook.id, body }));
  });
  if (messages.length > 0) await store.insertMessages(tx, unitId, messages, input.now);
}

function urlOf(publicAddress: string, unitCode: string, link: string): string {
  return `${publicAddress.replace(/\/+$/, '')}/u/${encodeURIComponent(unitCode)}${link}`;
}

/** True: sent; false: dealt with otherwise; undefined: nothing was due. */
async function sendDueMail(tx: Tx, directory: Directory, now: Date): Promise<boolean | undefined> {
  const mail = await store.takeDueMail(tx, now);
  if (!mail) return undefined;
  const account = await mailAccount(tx, mail.unitId);
  const [unit] = await directory.unitsByIds(tx, [mail.unitId]);
  const address = (await directory.addressesOf(tx, mail.unitId, [mail.personId])).get(
    mail.personId,
  );
  const notices = await store.noticesOfMail(tx, mail);
  if (!account.enabled || !address?.email || notices.length === 0) {
    await store.settleMail(tx, mail, { state: 'dropped', error: null }, now);
    return false;
  }
  const lines = notices.map((notice) => ({
    text: interpolate(notice.sentence, notice.params),
    url: urlOf(account.publicAddress, unit?.code ?? '', notice.link),
  }));
  try {
    await sendMail(account, { to: address.email, ...composeMail(unit?.name ?? '', lines) });
    await store.settleMail(tx, mail, { state: 'sent', error: null }, now);
    return true;
  } catch (error) {
    const problem = mailProblem(error, account.password);
    await store.settleMail(tx, mail, failed(mail, problem, now), now);
    return false;
  }
}

function failed(
  row: { attempts: number; createdAt: string },
  error: string,
  now: Date,
): store.SendState {
  const next = retryAt(row.attempts + 1, new Date(row.createdAt), now);
  return next ? { state: 'waiting', error, dueAt: next } : { state: 'failed', error };
}

async function sendDueMessage(
  tx: Tx,
  _directory: Directory,
  now: Date,
): Promise<boolean | undefined> {
  const message = await store.takeDueMessage(tx, now);
  if (!message) return undefined;
  const [hook] = await store.webhooksOf(tx, message.unitId, message.webhookId);
  const problem = hook
    ? await postHook(openHook(message.unitId, hook), message.body as HookMessage, now)
    : 'removed';
  const end: store.SendState =
    problem === undefined ? { state: 'sent', error: null } : failed(message, problem, now);
  await store.settleMessage(tx, message, end, now);
  return problem === undefined;
}
