/** Lists free software for use, changes a line, stops it. TZ-1.12: the register follows by itself. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { lockNamed } from '../../platform/db/database.ts';
import { entitlementsChanged } from '../software/commands.changed.ts';
import { holdJournal } from '../software/commands.inuse.ts';
import { noSuchSoftware } from '../software/commands.serials.ts';
import { createSoftware } from '../software/commands.ts';
import { softwareByIds } from '../software/store.ts';
import {
  checkDepartments,
  checkLine,
  checkScope,
  type ListObjection,
  listedVersions,
  overlap,
} from './rules.ts';
import { type FreeListChange, type FreeListFacts, FreeListInput } from './shapes.ts';
import { freeListLines, insertLine, linesOfVersion, type StoredLine, saveLine } from './store.ts';

/** After the journal and before the numbers, like everything here (see `lockNumbers`). */
export async function lockList(cx: CommandContext): Promise<void> {
  await holdJournal(cx);
  await lockNamed(cx.tx, cx.unitId, 'configuration.freeList');
}

function refusalOf(objection: ListObjection, status = 422) {
  return refuse(objection.code, objection.sentence, objection.params, {
    path: `body.${objection.path}`,
    status,
  });
}

/** TZ-1.7: the number of a name is found, or made when the name is new. */
async function freeNumber(cx: CommandContext, facts: FreeListFacts): Promise<string> {
  if (facts.softwareId) {
    const record = (await softwareByIds(cx.tx, cx.unitId, [facts.softwareId])).get(
      facts.softwareId,
    );
    if (!record) throw noSuchSoftware();
    if (record.softwareType === 'free' && record.status === 'active') return record.id;
    throw refuse(
      'configuration.notFree',
      '{{no}} {{name}} 不是在用的免费软件，不能列入免费软件清单；请选择免费软件编号或填写软件名称',
      { no: record.softwareNo, name: record.softwareName },
      { path: 'body.softwareId' },
    );
  }
  if (!facts.softwareName) {
    throw refuse(
      'configuration.nameNeeded',
      '请填写软件名称，或选择已有的免费软件编号',
      {},
      { path: 'body.softwareName' },
    );
  }
  const created = await createSoftware(cx, {
    softwareType: 'free',
    softwareName: facts.softwareName,
    publisher: facts.publisher,
    acquisitionMethod: 'freeDownload',
    category: facts.category ?? 'other',
    productId: facts.productId ?? null,
  });
  return created.id;
}

export async function addToFreeList(
  cx: CommandContext,
  input: FreeListInput,
): Promise<{ id: string; softwareId: string }> {
  const facts = FreeListInput.parse(input);
  const validFrom = facts.validFrom ?? cx.today;
  const versions = listedVersions(facts.softwareVersion);
  if ('objection' in versions) throw refusalOf(versions.objection);
  const objection = checkLine({ ...facts, validFrom });
  if (objection) throw refusalOf(objection);
  await lockList(cx);
  const softwareId = await freeNumber(cx, facts);
  const existing = await linesOfVersion(cx.tx, cx.unitId, softwareId, versions.key);
  const span = { validFrom, validTo: facts.validTo };
  const clash = existing.find((line) => overlap(line, span));
  if (clash) throw alreadyListed(clash);
  const at = cx.now.toISOString();
  const row = {
    unitId: cx.unitId,
    id: newId(),
    softwareId,
    softwareVersion: facts.softwareVersion,
    versionKey: versions.key,
    usableVersions: versions.usable,
    source: facts.source,
    publisher: facts.publisher,
    publisherContact: facts.publisherContact || null,
    wholeUnit: facts.wholeUnit,
    departmentIds: facts.departmentIds,
    reason: facts.reason,
    freeScope: facts.freeScope,
    licenceNote: facts.licenceNote || null,
    ...span,
    createdAt: at,
    updatedAt: at,
  };
  await insertLine(cx.tx, row);
  await audit(cx, {
    action: 'configuration.addToFreeList',
    objectType: 'freeListLine',
    objectId: row.id,
    after: row,
  });
  await entitlementsChanged.tell(cx, [softwareId]);
  return { id: row.id, softwareId };
}

function alreadyListed(line: StoredLine) {
  return refuse(
    'configuration.alreadyListed',
    '{{no}} {{name}} {{version}} 自 {{from}} 起已在清单中，无须再列；需要改动请修改该行',
    {
      no: line.softwareNo,
      name: line.softwareName,
      version: line.softwareVersion,
      from: line.validFrom,
    },
    { path: 'body.softwareVersion', status: 409 },
  );
}

async function lineToChange(cx: CommandContext, id: string): Promise<StoredLine> {
  await lockList(cx);
  const [line] = await freeListLines(cx.tx, cx.unitId, [id], cx.today);
  if (line) return line;
  throw refuse(
    'configuration.noSuchLine',
    '清单中没有这一行，可能已被他人更改，请刷新',
    {},
    { status: 404 },
  );
}

export async function changeLine(
  cx: CommandContext,
  id: string,
  input: FreeListChange,
): Promise<void> {
  const before = await lineToChange(cx, id);
  // Who says 全单位 need not take the departments off one by one.
  const change = input.wholeUnit ? { ...input, departmentIds: [] } : input;
  const after = { ...before, ...change };
  const objection = checkScope(after) ?? checkDepartments(after);
  if (objection) throw refusalOf(objection);
  await saveLine(cx.tx, cx.unitId, id, { ...change, updatedAt: cx.now.toISOString() });
  await audit(cx, {
    action: 'configuration.changeFreeListLine',
    objectType: 'freeListLine',
    objectId: id,
    before,
    after: change,
  });
  await entitlementsChanged.tell(cx, [before.softwareId]);
}

/** From `validTo` on it may no longer be installed; what is installed becomes a finding, not an edit. */
export async function stopLine(cx: CommandContext, id: string, validTo: string): Promise<void> {
  const line = await lineToChange(cx, id);
  if (line.state === 'stopped') {
    throw refuse(
      'configuration.alreadyStopped',
      '这一行已于 {{date}} 停用；如需恢复使用请重新列入',
      { date: line.validTo ?? '' },
      { status: 409 },
    );
  }
  if (validTo < line.validFrom) {
    throw refuse(
      'configuration.stopTooEarly',
      '停用日期 {{to}} 早于启用日期 {{from}}，请核对',
      { to: validTo, from: line.validFrom },
      { path: 'body.validTo' },
    );
  }
  await saveLine(cx.tx, cx.unitId, id, { validTo, updatedAt: cx.now.toISOString() });
  await audit(cx, {
    action: 'configuration.stopFreeListLine',
    objectType: 'freeListLine',
    objectId: id,
    before: { validTo: line.validTo },
    after: { validTo },
  });
  await entitlementsChanged.tell(cx, [line.softwareId]);
}
