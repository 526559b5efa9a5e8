/** What the record page and the form ask: the whole record, its history, and what a new record would become. */
import { dateInChina } from '../../base/dates.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { type Language, localise } from '../../platform/http/texts.ts';
import { lifeOfProduct } from '../../recognition/index.ts';
import { inUse } from './commands.inuse.ts';
import { noSuchSoftware } from './commands.serials.ts';
import { decide, fingerprintTexts } from './commands.ts';
import {
  blankToNull,
  differingFields,
  FIELD_TITLES,
  type IdentityFacts,
  type IdentityField,
} from './rules.ts';
import type {
  SoftwareHistoryLine,
  SoftwareListItem,
  SoftwarePreview,
  SoftwareQuery,
  SoftwareRecord,
} from './shapes.api.ts';
import { type FactField, type Software, type SoftwareFacts, SoftwareInput } from './shapes.ts';
import { auditOfSoftware, documentCount, pageOfSoftware } from './store.list.ts';
import { serialsOf, sharedSerials, softwareByIds, softwareOfName } from './store.ts';

export async function listSoftware(
  tx: Tx,
  unitId: string,
  query: SoftwareQuery,
): Promise<Page<SoftwareListItem>> {
  const found = await pageOfSoftware(tx, unitId, query);
  const use = await inUse(
    tx,
    unitId,
    found.items.map((item) => item.id),
  );
  return {
    ...found,
    items: found.items.map((item) => ({
      ...item,
      openInstalls: use.get(item.id)!.openInstalls,
    })),
  };
}

export async function readSoftware(
  tx: Tx,
  unitId: string,
  id: string,
  today = dateInChina(new Date()),
): Promise<SoftwareRecord> {
  const record = (await softwareByIds(tx, unitId, [id])).get(id);
  if (!record) throw noSuchSoftware();
  const serials = await serialsOf(tx, unitId, [id]);
  const use = (await inUse(tx, unitId, [id])).get(id)!;
  return {
    ...record,
    ...use,
    serialNumbers: serials.map((row) => row.masked),
    serialCount: serials.length,
    sharedSerials: await sharedSerials(tx, unitId, id),
    documentCount: await documentCount(tx, unitId, id),
    endOfLife: lifeOfProduct(record.productId, record.softwareVersion ?? '', today) ?? null,
  };
}

export async function readHistory(
  tx: Tx,
  unitId: string,
  id: string,
): Promise<SoftwareHistoryLine[]> {
  const lines = await auditOfSoftware(tx, unitId, id);
  return lines.map(({ at, actorName, action, before, after }) => ({
    at,
    actorName,
    action,
    reason: typeof after?.reason === 'string' ? after.reason : null,
    changes: action === 'configuration.updateSoftware' ? changesOf(before, after) : [],
  }));
}

function changesOf(
  before: Record<string, unknown> | null,
  after: Record<string, unknown> | null,
): SoftwareHistoryLine['changes'] {
  return Object.keys(after ?? {})
    .filter((key): key is FactField => key in FIELD_TITLES)
    .map((field) => ({
      field,
      before: plainText(before?.[field]),
      after: plainText(after?.[field]),
    }));
}

function plainText(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Decides as the real command would and writes nothing. */
export async function previewSoftware(
  cx: CommandContext,
  input: SoftwareInput,
  language: Language,
): Promise<SoftwarePreview> {
  const facts = blankToNull(SoftwareInput.parse(input));
  const [outcome] = await decide(cx, [facts]);
  const nearest = await nearestOf(cx, facts);
  if (outcome!.kind !== 'refused') {
    const { kind, softwareNo } = outcome!;
    return { outcome: kind, softwareNo, nearest, problem: null };
  }
  const { code, path, sentence, params } = outcome!.objection;
  const problem = { code, path: `body.${path}`, message: localise(language, sentence, params) };
  return { outcome: 'refused', softwareNo: null, nearest, problem };
}

/** The record of the same name with the fewest differences: "a new number, because 采购时间 differs from S0003". */
async function nearestOf(
  cx: CommandContext,
  facts: SoftwareFacts,
): Promise<SoftwarePreview['nearest']> {
  const same = await softwareOfName(cx.tx, cx.unitId, facts.softwareType, facts.softwareName);
  if (same.length === 0) return null;
  const prints = new Map<string, string[]>();
  for (const row of await serialsOf(
    cx.tx,
    cx.unitId,
    same.map((record) => record.id),
  )) {
    const own = prints.get(row.softwareId) ?? [];
    prints.set(row.softwareId, [...own, row.fingerprint.toString('hex')]);
  }
  const own: IdentityFacts = {
    ...facts,
    serials: fingerprintTexts(cx.unitId, facts.serialNumbers),
  };
  const compared = same.map((record) => ({
    record,
    differing: differingFields(own, identityFacts(record, prints.get(record.id) ?? [])),
  }));
  const best = compared.reduce((left, right) =>
    right.differing.length < left.differing.length ? right : left,
  );
  const { id, softwareNo } = best.record;
  return { id, softwareNo, differing: best.differing satisfies IdentityField[] };
}

function identityFacts(record: Software, serials: string[]): IdentityFacts {
  return { ...record, serials };
}
