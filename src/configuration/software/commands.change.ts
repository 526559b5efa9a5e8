/** Changes of an existing number: free attributes, corrections of what decides the number, disposal and its undoing. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { selfDevelopedEnabled } from '../numbering/store.ts';
import { entitlementsChanged } from './commands.changed.ts';
import { inUse, lockNumbers } from './commands.inuse.ts';
import { readSoftware } from './commands.read.ts';
import { noSuchSoftware, sealSerials } from './commands.serials.ts';
import { duplicate, fingerprintTexts, identityKeyOf, refusalOf } from './commands.ts';
import { blankToNull, checkSoftware, touchesIdentity } from './rules.ts';
import type { SoftwareRecord } from './shapes.api.ts';
import type { FactField, Software, SoftwareChange, SoftwareFacts } from './shapes.ts';
import { columnsOf, factsOf } from './store.rows.ts';
import {
  deleteSerials,
  insertSerials,
  lockedSoftware,
  saveSoftware,
  serialsOf,
  softwareByIdentity,
} from './store.ts';

async function activeRecord(
  cx: CommandContext,
  id: string,
  revision: number | undefined,
): Promise<Software> {
  await lockNumbers(cx);
  const record = await lockedSoftware(cx.tx, cx.unitId, id);
  if (!record) throw noSuchSoftware();
  if (revision !== undefined && revision !== record.revision) {
    throw refuse(
      'configuration.changedMeanwhile',
      '软件编号 {{no}} 刚被他人修改，请刷新后在最新内容上再改',
      { no: record.softwareNo },
      { status: 409 },
    );
  }
  return record;
}

function requireActive(record: Software): void {
  if (record.status === 'active') return;
  throw refuse(
    'configuration.disposed',
    '软件编号 {{no}} 已于 {{date}} 处置，不能再改；如处置有误请先撤销处置',
    { no: record.softwareNo, date: record.disposedOn ?? '' },
    { status: 409 },
  );
}

/**
 * What decides the number may change freely until the first entry; afterwards it is a correction with a reason
 * (domain 4.1 b). The number itself never changes.
 */
export async function updateSoftware(
  cx: CommandContext,
  id: string,
  input: SoftwareChange,
): Promise<void> {
  const record = await activeRecord(cx, id, input.revision);
  requireActive(record);
  const before = factsOf(record);
  const { revision: _, reason, serialNumbers, ...changes } = input;
  const after: SoftwareFacts = {
    ...before,
    ...blankToNull(dropUndefined(changes)),
    serialNumbers: serialNumbers ?? [],
  };
  const context = {
    today: cx.today,
    selfDevelopedEnabled: await selfDevelopedEnabled(cx.tx, cx.unitId),
  };
  const objection = checkSoftware(after, context)[0];
  if (objection) throw refusalOf(objection);
  const stored = await serialsOf(cx.tx, cx.unitId, [id]);
  const prints = serialNumbers
    ? fingerprintTexts(cx.unitId, serialNumbers)
    : stored.map((row) => row.fingerprint.toString('hex'));
  const identityKey = identityKeyOf(after, prints);
  await requireCorrectionReason(cx, record, { before, after, stored, prints, reason });
  await requireFreeIdentity(cx, record, after, identityKey);
  await saveSoftware(cx.tx, cx.unitId, id, {
    ...columnsOf(after),
    identityKey,
    registeredOn: after.registeredOn ?? record.registeredOn,
    updatedAt: cx.now.toISOString(),
  });
  if (serialNumbers) {
    await deleteSerials(cx.tx, cx.unitId, id);
    await insertSerials(cx.tx, sealSerials(cx.unitId, id, serialNumbers));
  }
  const changed = changedFields(before, after);
  await audit(cx, {
    action: 'configuration.updateSoftware',
    objectType: 'software',
    objectId: id,
    before: {
      ...pick(before, changed),
      ...(serialNumbers ? { serialNumbers: stored.length } : {}),
    },
    after: {
      ...pick(after, changed),
      ...(serialNumbers ? { serialNumbers: serialNumbers.length } : {}),
      ...(reason ? { reason } : {}),
    },
  });
  await entitlementsChanged.tell(cx, [id]);
}

function dropUndefined<T extends object>(value: T): Partial<T> {
  return Object.fromEntries(
    Object.entries(value).filter(([, inner]) => inner !== undefined),
  ) as Partial<T>;
}

function changedFields(before: SoftwareFacts, after: SoftwareFacts): FactField[] {
  return (Object.keys(after) as FactField[]).filter(
    (field) =>
      field !== 'serialNumbers' && JSON.stringify(before[field]) !== JSON.stringify(after[field]),
  );
}

function pick(facts: SoftwareFacts, fields: readonly FactField[]): Record<string, unknown> {
  return Object.fromEntries(fields.map((field) => [field, facts[field]]));
}

async function requireCorrectionReason(
  cx: CommandContext,
  record: Software,
  change: {
    before: SoftwareFacts;
    after: SoftwareFacts;
    stored: readonly { fingerprint: Buffer }[];
    prints: readonly string[];
    reason: string | undefined;
  },
): Promise<void> {
  const changed = changedFields(change.before, change.after);
  const oldPrints = change.stored.map((row) => row.fingerprint.toString('hex')).sort();
  if (oldPrints.join() !== [...change.prints].sort().join()) changed.push('serialNumbers');
  if (!touchesIdentity(record.softwareType, changed) || change.reason) return;
  const use = (await inUse(cx.tx, cx.unitId, [record.id])).get(record.id)!;
  if (!use.everInstalled) return;
  throw refuse(
    'configuration.reasonNeeded',
    '软件编号 {{no}} 已有安装登记，修改决定编号的内容属于更正，请填写更正原因；若是另一笔采购，请另行登记新编号',
    { no: record.softwareNo },
    { path: 'body.reason', status: 409 },
  );
}

async function requireFreeIdentity(
  cx: CommandContext,
  record: Software,
  after: SoftwareFacts,
  identityKey: Buffer,
): Promise<void> {
  const found = await softwareByIdentity(cx.tx, cx.unitId, [identityKey]);
  const other = found.get(identityKey.toString('hex'));
  if (other && other.id !== record.id) throw refusalOf(duplicate(after, other.softwareNo));
}

/** Runs a change and answers the record as it stands afterwards. */
export async function changeAndRead(
  cx: CommandContext,
  id: string,
  change: () => Promise<void>,
): Promise<SoftwareRecord> {
  await change();
  return readSoftware(cx.tx, cx.unitId, id);
}

/**
 * PZ-2.7, PZ-2.8: closed only when nothing is installed under it any more. Commercial software is bought property: it is
 * closed by an approved disposal only (`disposalId`); other numbers end when the information department says so.
 */
export async function disposeSoftware(
  cx: CommandContext,
  id: string,
  input: {
    disposedOn: string;
    reason: string;
    revision?: number | undefined;
    disposalId?: string;
  },
): Promise<void> {
  const record = await activeRecord(cx, id, input.revision);
  requireActive(record);
  if (record.softwareType === 'commercial' && !input.disposalId) {
    throw refuse(
      'configuration.needsDisposal',
      '商业软件 {{no}} 的处置须经鉴定和审批，请在“软件处置”中申请',
      { no: record.softwareNo },
      { status: 409 },
    );
  }
  if (input.disposedOn > cx.today || input.disposedOn < record.registeredOn) {
    throw refuse(
      'configuration.disposalDate',
      '处置日期 {{date}} 应在登记日期 {{from}} 与今天之间，请核对',
      { date: input.disposedOn, from: record.registeredOn },
      { path: 'body.disposedOn' },
    );
  }
  const use = (await inUse(cx.tx, cx.unitId, [id])).get(id)!;
  if (use.openInstalls > 0) {
    throw refuse(
      'configuration.stillInstalled',
      '软件编号 {{no}} 还有 {{n}} 处在册安装，请先卸载并登记，再办理处置',
      { no: record.softwareNo, n: use.openInstalls },
      { status: 409 },
    );
  }
  await saveSoftware(cx.tx, cx.unitId, id, {
    status: 'disposed',
    disposedOn: input.disposedOn,
    disposalReason: input.reason,
    disposalId: input.disposalId ?? null,
    updatedAt: cx.now.toISOString(),
  });
  await audit(cx, {
    action: 'configuration.disposeSoftware',
    objectType: 'software',
    objectId: id,
    before: { status: record.status },
    after: { status: 'disposed', disposedOn: input.disposedOn, reason: input.reason },
  });
  await entitlementsChanged.tell(cx, [id]);
}

/** A disposal recorded by mistake is taken back; the number was never free for anything else. */
export async function restoreSoftware(
  cx: CommandContext,
  id: string,
  input: { reason: string; revision?: number | undefined; disposalId?: string },
): Promise<void> {
  const record = await activeRecord(cx, id, input.revision);
  if (record.status !== 'disposed') {
    throw refuse(
      'configuration.notDisposed',
      '软件编号 {{no}} 没有处置，无须撤销',
      { no: record.softwareNo },
      { status: 409 },
    );
  }
  if (record.disposalId !== null && record.disposalId !== input.disposalId) {
    throw refuse(
      'configuration.closedByDisposal',
      '软件编号 {{no}} 经审批处置，如有误请在该项软件处置中撤销',
      { no: record.softwareNo },
      { status: 409 },
    );
  }
  await saveSoftware(cx.tx, cx.unitId, id, {
    status: 'active',
    disposedOn: null,
    disposalReason: null,
    disposalId: null,
    updatedAt: cx.now.toISOString(),
  });
  await audit(cx, {
    action: 'configuration.restoreSoftware',
    objectType: 'software',
    objectId: id,
    before: { status: 'disposed', disposedOn: record.disposedOn },
    after: { status: 'active', reason: input.reason },
  });
  await entitlementsChanged.tell(cx, [id]);
}
