/** Settings of e-mail and webhooks. Secrets are sealed and never leave the server again. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import { sealer } from '../auth/sealing.ts';
import type { CommandContext } from '../db/context.ts';
import type { Tx } from '../db/database.ts';
import { saveSetting, settingOf } from '../db/settings.ts';
import type { Directory } from '../http/app.ts';
import type { MailAccount } from './send.ts';
import { MailSettings, type NoticeKind, type Webhook, type WebhookKind } from './shapes.ts';
import * as store from './store.ts';

const SETTING = 'notice.mail';
const place = (unitId: string, what: string) => `notice/${unitId}/${what}`;

type Stored = MailSettings & { sealedPassword?: string | null };

export async function mailAccount(tx: Tx, unitId: string): Promise<MailAccount> {
  const stored = ((await settingOf(tx, unitId, SETTING)) ?? { enabled: false }) as Stored;
  const { sealedPassword, ...settings } = stored;
  const password = sealedPassword
    ? sealer().open(Buffer.from(sealedPassword, 'base64'), place(unitId, 'mail'))
    : null;
  return { ...MailSettings.parse(settings), password };
}

export async function saveMail(
  cx: CommandContext,
  input: MailSettings & { password?: string | undefined },
): Promise<void> {
  const { password, ...settings } = input;
  if (settings.enabled && (settings.host === '' || settings.sender === '')) {
    const path = settings.host === '' ? 'body.host' : 'body.sender';
    throw refuse('platform.mailIncomplete', '启用邮件前请填写服务器地址和发件人', {}, { path });
  }
  const before = ((await settingOf(cx.tx, cx.unitId, SETTING)) ?? {}) as Stored;
  const sealedPassword = password
    ? sealer().seal(password, place(cx.unitId, 'mail')).toString('base64')
    : (before.sealedPassword ?? null);
  await saveSetting(cx.tx, cx.unitId, SETTING, { ...settings, sealedPassword });
  await audit(cx, {
    action: 'notice.saveMail',
    objectType: 'noticeSettings',
    objectId: 'mail',
    after: { ...settings, passwordChanged: Boolean(password) },
  });
}

export async function addWebhook(
  cx: CommandContext,
  input: {
    name: string;
    kind: WebhookKind;
    url: string;
    secret?: string | undefined;
    noticeKinds: NoticeKind[];
    enabled: boolean;
  },
): Promise<void> {
  const id = newId();
  const seal = (text: string) => sealer().seal(text, place(cx.unitId, id));
  await store.insertWebhook(cx, {
    ...input,
    id,
    url: seal(input.url),
    secret: input.secret ? seal(input.secret) : null,
  });
  const { url: _, secret: __, ...after } = input;
  await audit(cx, { action: 'notice.addWebhook', objectType: 'webhook', objectId: id, after });
}

export async function removeWebhook(cx: CommandContext, id: string): Promise<void> {
  if (!(await store.deleteWebhook(cx, id))) {
    throw refuse('platform.noWebhook', '没有这个网络钩子，可能已删除', {}, { status: 404 });
  }
  await audit(cx, { action: 'notice.removeWebhook', objectType: 'webhook', objectId: id });
}

export type OpenHook = { id: string; kind: WebhookKind; url: string; secret: string | null };

export function openHook(unitId: string, row: store.HookRow): OpenHook {
  const open = (sealed: Buffer) => sealer().open(sealed, place(unitId, row.id));
  return { id: row.id, kind: row.kind, url: open(row.url), secret: row.secret && open(row.secret) };
}

function shownHook(unitId: string, row: store.HookRow): Webhook {
  const { url, secret } = openHook(unitId, row);
  const { url: _, secret: __, ...facts } = row;
  return { ...facts, host: new URL(url).host, hasSecret: secret !== null };
}

export async function settings(cx: CommandContext, directory: Directory) {
  const { password, ...mail } = await mailAccount(cx.tx, cx.unitId);
  const hooks = await store.webhooksOf(cx.tx, cx.unitId);
  const failed = await store.failures(cx.tx, cx.unitId);
  const people = await directory.addressesOf(
    cx.tx,
    cx.unitId,
    failed.flatMap((one) => one.personId ?? []),
  );
  return {
    mail: { ...mail, hasPassword: password !== null },
    webhooks: hooks.map((row) => shownHook(cx.unitId, row)),
    failures: failed.map((one) => ({
      to: one.name ?? people.get(one.personId ?? '')?.name ?? '',
      at: one.at,
      error: one.error,
    })),
  };
}
