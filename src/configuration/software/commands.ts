/**
 * Software numbers come into being here. One lock per unit makes "find or create" safe and the numbers gap-free;
 * the whole set is decided before anything is written, so that an import and its dry run decide alike.
 */
import { createHash } from 'node:crypto';
import { newId } from '../../base/ids.ts';
import { type Refusal, refuse } from '../../base/refusal.ts';
import { auditMany } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { nextNumbers } from '../../platform/numbering/numbering.ts';
import { formatNumber } from '../numbering/rules.ts';
import {
  counterName,
  issuedNumbers,
  type Schemes,
  schemesOf,
  selfDevelopedEnabled,
} from '../numbering/store.ts';
import { entitlementsChanged } from './commands.changed.ts';
import { lockNumbers } from './commands.inuse.ts';
import { fingerprintsOf, sealSerials } from './commands.serials.ts';
import {
  blankToNull,
  checkSoftware,
  FIELD_TITLES,
  IDENTITY,
  type IdentityFacts,
  identityText,
  type Objection,
} from './rules.ts';
import {
  SOFTWARE_TYPES,
  type Software,
  type SoftwareFacts,
  SoftwareInput,
  type SoftwareType,
} from './shapes.ts';
import { columnsOf, type SoftwareRow } from './store.rows.ts';
import { insertSerials, insertSoftware, softwareByIdentity } from './store.ts';

export type Created = { id: string; softwareNo: string; existed: boolean };

/** What would happen to one record; `refused` says why, in words for the person. */
export type Outcome =
  | { kind: 'new'; id: string; softwareNo: string; facts: SoftwareFacts; identityKey: Buffer }
  | { kind: 'existing'; id: string; softwareNo: string }
  /** `equalTo`: the stored number that says exactly the same, which an import reports as known. */
  | { kind: 'refused'; objection: Objection; equalTo?: { id: string; softwareNo: string } };

export function identityKeyOf(facts: SoftwareFacts, serials: readonly string[]): Buffer {
  const identity: IdentityFacts = { ...facts, serials };
  return createHash('sha256').update(identityText(identity)).digest();
}

export function fingerprintTexts(unitId: string, serials: readonly string[]): string[] {
  return fingerprintsOf(unitId, serials).map((print) => print.toString('hex'));
}

/** Takes the unit's lock and decides each record in order, also against those before it in the same set. */
export async function decide(
  cx: CommandContext,
  records: readonly SoftwareFacts[],
): Promise<Outcome[]> {
  await lockNumbers(cx);
  const rules = {
    today: cx.today,
    selfDevelopedEnabled: await selfDevelopedEnabled(cx.tx, cx.unitId),
  };
  const schemes = await schemesOf(cx.tx, cx.unitId);
  const issued = await issuedNumbers(cx.tx, cx.unitId);
  const keys = records.map((facts) =>
    identityKeyOf(facts, fingerprintTexts(cx.unitId, facts.serialNumbers)),
  );
  const existing = await softwareByIdentity(cx.tx, cx.unitId, keys);
  const fresh = new Map<string, { id: string; softwareNo: string }>();
  return records.map((facts, index): Outcome => {
    const objection = checkSoftware(facts, rules)[0];
    if (objection) return { kind: 'refused', objection };
    const key = keys[index]!.toString('hex');
    const found = existing.get(key);
    if (found) return meet(facts, found);
    const earlier = fresh.get(key);
    if (earlier) {
      return sharesNumber(facts.softwareType)
        ? { kind: 'existing', ...earlier }
        : { kind: 'refused', objection: duplicate(facts, earlier.softwareNo) };
    }
    issued[facts.softwareType] += 1;
    const made = {
      id: newId(),
      softwareNo: formatNumber(schemes[facts.softwareType], issued[facts.softwareType]),
    };
    fresh.set(key, made);
    return { kind: 'new', ...made, facts, identityKey: keys[index]! };
  });
}

/** OEM and free software is one number however often it arrives; a purchase is a number of its own (TZ-1.3, 1.5, 1.7). */
function sharesNumber(type: SoftwareType): boolean {
  return type !== 'commercial';
}

function meet(facts: SoftwareFacts, found: Software): Outcome {
  if (found.status === 'disposed') {
    return {
      kind: 'refused',
      objection: {
        path: 'softwareName',
        code: 'configuration.disposedBefore',
        sentence:
          '相同的软件已有编号 {{no}}，于 {{date}} 处置；编号不重复使用，如需继续使用请在该编号上撤销处置',
        params: { no: found.softwareNo, date: found.disposedOn ?? '' },
      },
    };
  }
  if (sharesNumber(facts.softwareType)) {
    return { kind: 'existing', id: found.id, softwareNo: found.softwareNo };
  }
  const { id, softwareNo } = found;
  return { kind: 'refused', objection: duplicate(facts, softwareNo), equalTo: { id, softwareNo } };
}

export function duplicate(facts: SoftwareFacts, softwareNo: string): Objection {
  const { fields, article } = IDENTITY[facts.softwareType];
  return {
    path: 'softwareName',
    code: 'configuration.duplicate',
    sentence:
      '与已登记的 {{no}} 完全相同：{{fields}}均一致（{{article}}），不能再建编号；若是同一笔采购请修改 {{no}} 的许可数量，若是另一笔请补充不同的序列号、采购时间或金额',
    params: {
      no: softwareNo,
      fields: fields.map((field) => FIELD_TITLES[field]).join('、'),
      article,
    },
  };
}

export function refusalOf(objection: Objection): Refusal {
  const status = objection.code === 'configuration.duplicate' ? 409 : 422;
  return refuse(objection.code, objection.sentence, objection.params, {
    path: `body.${objection.path}`,
    status,
  });
}

/** Writes the decided new records: numbers taken now, rows, serial numbers and audit lines as sets. */
export async function save(cx: CommandContext, outcomes: readonly Outcome[]): Promise<void> {
  const fresh = outcomes.filter((outcome) => outcome.kind === 'new');
  if (fresh.length === 0) return;
  await takeNumbers(cx, fresh);
  const at = cx.now.toISOString();
  const rows = fresh.map(
    ({ id, softwareNo, facts, identityKey }): SoftwareRow => ({
      unitId: cx.unitId,
      id,
      softwareNo,
      ...columnsOf(facts),
      identityKey,
      registeredOn: facts.registeredOn ?? facts.purchaseDate ?? cx.today,
      disposedOn: null,
      disposalId: null,
      disposalReason: null,
      status: 'active',
      revision: 1,
      createdAt: at,
      updatedAt: at,
    }),
  );
  await insertSoftware(cx.tx, rows);
  await insertSerials(
    cx.tx,
    fresh.flatMap(({ id, facts }) => sealSerials(cx.unitId, id, facts.serialNumbers)),
  );
  await auditMany(
    cx,
    fresh.map(({ id, softwareNo, facts }) => ({
      action: 'configuration.createSoftware',
      objectType: 'software',
      objectId: id,
      after: { softwareNo, ...facts, serialNumbers: facts.serialNumbers.length },
    })),
  );
  await entitlementsChanged.tell(
    cx,
    fresh.map(({ id }) => id),
  );
}

/** Moves the counters to what `decide` promised under the same lock. */
async function takeNumbers(
  cx: CommandContext,
  fresh: readonly Extract<Outcome, { kind: 'new' }>[],
): Promise<void> {
  const schemes: Schemes = await schemesOf(cx.tx, cx.unitId);
  const byType = Map.groupBy(fresh, (outcome) => outcome.facts.softwareType);
  for (const [type, outcomes] of byType) {
    const first = await nextNumbers(cx.tx, cx.unitId, counterName(type), outcomes.length);
    if (formatNumber(schemes[type], first) !== outcomes[0]!.softwareNo) {
      throw new Error(`${SOFTWARE_TYPES[type].label}: counter moved outside the lock`);
    }
  }
}

/** Find or create for OEM and free software; a commercial record equal in everything is refused. */
export async function createSoftware(cx: CommandContext, input: SoftwareInput): Promise<Created> {
  const [created] = await createSoftwareMany(cx, [input]);
  return created!;
}

/** Many at once, all or nothing: the opening balance and posting rules bring hundreds. */
export async function createSoftwareMany(
  cx: CommandContext,
  inputs: readonly SoftwareInput[],
): Promise<Created[]> {
  const records = inputs.map((input) => blankToNull(SoftwareInput.parse(input)));
  const known = await allKnown(cx, records);
  if (known) return known;
  const outcomes = await decide(cx, records);
  const refused = outcomes.find((outcome) => outcome.kind === 'refused');
  if (refused) throw refusalOf(refused.objection);
  await save(cx, outcomes);
  return outcomes.map((outcome) => {
    if (outcome.kind === 'refused') throw refusalOf(outcome.objection);
    const { id, softwareNo } = outcome;
    return { id, softwareNo, existed: outcome.kind === 'existing' };
  });
}

/** OEM and free software that all has its numbers, the usual case, is answered without waiting for anybody. */
async function allKnown(
  cx: CommandContext,
  records: readonly SoftwareFacts[],
): Promise<Created[] | undefined> {
  if (!records.every((facts) => sharesNumber(facts.softwareType))) return undefined;
  const keys = records.map((facts) => identityKeyOf(facts, []));
  const existing = await softwareByIdentity(cx.tx, cx.unitId, keys);
  const rules = { today: cx.today, selfDevelopedEnabled: true };
  const found = records.flatMap((facts, index) => {
    const record = existing.get(keys[index]!.toString('hex'));
    const fits = record?.status === 'active' && checkSoftware(facts, rules).length === 0;
    return fits ? [{ id: record.id, softwareNo: record.softwareNo, existed: true }] : [];
  });
  return found.length === records.length ? found : undefined;
}
