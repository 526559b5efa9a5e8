/** The unit's own list of KMS hosts, and OEM evidence taken over from reports by a person. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import type { OemEvidence } from '../../ledgers/devices/shapes.ts';
import { devicesByIds, updateDevices } from '../../ledgers/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { queueDevices } from '../findings/store.queue.ts';
import { isOemWord } from './rules.facts.ts';
import { foldHost, isOwnMachine, isPublicKms } from './rules.keys.ts';
import type { KmsHost } from './shapes.ts';
import * as store from './store.hosts.ts';
import { factsOf } from './store.ts';

const HOST_NAME = /^(?=.{1,253}$)([a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?\.?)+$|^[0-9a-f:]{3,39}$/;

/** Permission activation.edit. The machine itself and addresses open to anybody are no unit's own host. */
export async function addKmsHost(
  cx: CommandContext,
  input: { host: string; note: string },
): Promise<KmsHost> {
  const host = foldHost(input.host);
  const at = { path: 'body.host' };
  if (!HOST_NAME.test(host)) {
    throw refuse(
      'reconciliation.badHost',
      '“{{host}}”不是主机名或IP地址',
      { host: input.host },
      at,
    );
  }
  if (isOwnMachine(host) || isPublicKms(host)) {
    throw refuse(
      'reconciliation.notOwnHost',
      '{{host}} 是本机地址或互联网上公开的激活地址，不能作为单位的KMS主机',
      { host },
      at,
    );
  }
  const added: KmsHost = {
    id: newId(),
    host,
    note: input.note,
    addedBy: cx.actor.name,
    addedAt: cx.now.toISOString(),
  };
  if (!(await store.insertHost(cx, added))) {
    throw refuse(
      'reconciliation.hostListed',
      '{{host}} 已经在清单内',
      { host },
      { ...at, status: 409 },
    );
  }
  await audit(cx, {
    action: 'activation.addHost',
    objectType: 'kmsHost',
    objectId: added.id,
    after: { host, note: input.note },
  });
  await judgeAnew(cx);
  return added;
}

export async function removeKmsHost(cx: CommandContext, id: string): Promise<{ id: string }> {
  const host = await store.removeHost(cx, id);
  if (host === undefined) {
    throw refuse('reconciliation.noHost', '清单中没有这个KMS主机', {}, { status: 404 });
  }
  await audit(cx, {
    action: 'activation.removeHost',
    objectType: 'kmsHost',
    objectId: id,
    before: { host },
  });
  await judgeAnew(cx);
  return { id };
}

async function judgeAnew(cx: CommandContext): Promise<void> {
  await queueDevices(cx.tx, cx.unitId, await store.computersWithHost(cx.tx, cx.unitId));
}

type Taken = { done: number; refused: { deviceId: string; sentence: string }[] };

/**
 * Permission device.edit. What a person has checked becomes evidence on the computer (TZ-1.5); the report alone never
 * does. Computers whose report no longer says so are told.
 */
export async function takeOemEvidence(
  cx: CommandContext,
  input: {
    rows: readonly { deviceId: string; licenceKey: string }[];
    kind: OemEvidence['kind'];
    note: string;
  },
): Promise<Taken> {
  const wanted = new Map(input.rows.map((row) => [row.deviceId, row.licenceKey]));
  const ids = [...wanted.keys()];
  const facts = await factsOf(cx.tx, cx.unitId, ids);
  const devices = await devicesByIds(cx.tx, cx.unitId, ids);
  const changes: Parameters<typeof updateDevices>[1][number][] = [];
  const refused: Taken['refused'] = [];
  for (const [deviceId, licenceKey] of wanted) {
    const fact = facts.find((one) => one.deviceId === deviceId && one.licenceKey === licenceKey);
    const device = devices.get(deviceId);
    if (!fact || !device || !isOemWord(fact)) {
      refused.push({ deviceId, sentence: '最近的报告不再是预装（OEM）渠道' });
    } else if (device.oemEvidence.length > 0) {
      refused.push({ deviceId, sentence: '这台计算机已经有随机凭据' });
    } else {
      const source = fact.reportedId === '' ? '' : `，产品ID ${fact.reportedId}`;
      const text = `${input.note}（采集报告为预装渠道${source}）`.slice(0, 200);
      changes.push({ id: deviceId, patch: { oemEvidence: [{ kind: input.kind, text }] } });
    }
  }
  await updateDevices(cx, changes);
  return { done: changes.length, refused };
}
