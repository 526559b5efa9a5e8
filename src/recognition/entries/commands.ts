/** Recognising a unit's entries, explaining a match, and decisions over many entries at once. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import { catalogueOf, shippedCatalogue } from '../catalogue/commands.ts';
import { productsByIds } from '../catalogue/store.ts';
import { createMatcher, type Matcher } from '../matching/rules.matcher.ts';
import { isProvisional, withProvisional } from '../matching/rules.provisional.ts';
import { ruleFor } from '../unitrules/rules.ts';
import {
  activeRules,
  insertProducts,
  insertRules,
  type NewRule,
  ownProducts,
} from '../unitrules/store.ts';
import { matchDigest } from './rules.digest.ts';
import { moved, ownProductProblem, productNameOf } from './rules.ts';
import type { Decision, Entry, OwnProduct } from './shapes.ts';
import { noteQueued, type State, saveDone, saveRevision, unitState } from './store.state.ts';
import {
  digestedAfter,
  entriesByIds,
  matchesOf,
  type StoredMatch,
  saveMatches,
  takePending,
} from './store.ts';

/** Hears, in the same transaction, which entries became something else. */
export type MatchListener = (
  tx: Tx,
  unitId: string,
  rawEntryIds: readonly number[],
) => Promise<void>;
const listeners: MatchListener[] = [];

/** For later slices, at start: to learn of changes that no report brought (rules, decisions, a new catalogue). */
export function onMatchesChanged(listener: MatchListener): void {
  listeners.push(listener);
}

async function tell(tx: Tx, unitId: string, ids: readonly number[]): Promise<void> {
  if (ids.length === 0) return;
  for (const listener of listeners) await listener(tx, unitId, ids);
}

const MOST_MATCHERS = 100;
type Rules = Pick<State, 'revision' | 'catalogue'>;
const matchers = new Map<string, Rules & { matcher: Matcher }>();

/** The unit's matcher under its present rules and catalogue; the state row must be locked by the caller. */
export async function unitMatcher(tx: Tx, unitId: string, state: Rules): Promise<Matcher> {
  const { revision, catalogue } = state;
  const known = matchers.get(unitId);
  if (known && known.revision === revision && known.catalogue === catalogue) return known.matcher;
  const matcher = await matcherUnder(tx, unitId, catalogue);
  matchers.delete(unitId);
  matchers.set(unitId, { revision, catalogue, matcher });
  if (matchers.size > MOST_MATCHERS) matchers.delete(matchers.keys().next().value!);
  return matcher;
}

/** The unit's rules and products with any version of the catalogue. */
export async function matcherUnder(tx: Tx, unitId: string, version: string): Promise<Matcher> {
  return withProvisional(
    createMatcher({
      catalogue: await catalogueOf(tx, version),
      unitRules: await activeRules(tx, unitId),
      unitProducts: await ownProducts(tx, unitId),
    }),
  );
}

export async function sharedState(tx: Tx, unitId: string): Promise<State> {
  return unitState(tx, unitId, shippedCatalogue().version, 'share');
}

/** Recognises up to `limit` entries that were never recognised; says how many were done. */
export async function recognisePending(tx: Tx, unitId: string, limit: number): Promise<number> {
  const state = await sharedState(tx, unitId);
  const entries = await takePending(tx, unitId, limit);
  if (entries.length === 0) return 0;
  const matcher = await unitMatcher(tx, unitId, state);
  await saveMatches(
    tx,
    unitId,
    entries.map((entry) => ({ ...matcher(entry), rawEntryId: entry.id })),
  );
  return entries.length;
}

export type Chunk = { lastId: number; read: number; changed: number };

/**
 * Makes the matches of the next entries after `afterId` anew and writes those that differ. Entries not yet recognised
 * are left to `recognisePending`. `read` 0: the end was reached.
 */
export async function recomputeChunk(
  tx: Tx,
  unitId: string,
  afterId: number,
  size: number,
): Promise<Chunk> {
  const matcher = await unitMatcher(tx, unitId, await sharedState(tx, unitId));
  const rows = await digestedAfter(tx, unitId, afterId, size);
  const differing: StoredMatch[] = [];
  for (const { entry, digest, matched } of rows) {
    if (!matched) continue;
    const now = matcher(entry);
    if (digest === null || digest !== matchDigest(now)) {
      differing.push({ ...now, rawEntryId: entry.id });
    }
  }
  const before = await matchesOf(
    tx,
    unitId,
    differing.map(({ rawEntryId }) => rawEntryId),
  );
  const movedIds = differing
    .filter((now) => moved(before.get(now.rawEntryId)!, now))
    .map(({ rawEntryId }) => rawEntryId);
  await saveMatches(tx, unitId, differing);
  await tell(tx, unitId, movedIds);
  const lastId = rows.at(-1)?.entry.id ?? afterId;
  return { lastId, read: rows.length, changed: movedIds.length };
}

/** The rules to go over everything for; undefined when all matches agree with them already. */
export async function beginRecompute(tx: Tx, unitId: string): Promise<Rules | undefined> {
  const state = await unitState(tx, unitId, shippedCatalogue().version, 'update');
  // From here on a change needs a job of its own.
  await noteQueued(tx, unitId, null);
  return agrees(state) ? undefined : state;
}

/** All matches are made under the rules and the catalogue in force. */
export function agrees(state: State): boolean {
  return state.revision === state.doneRevision && state.doneCatalogue === state.catalogue;
}

/** Notes that all matches agree with what was gone over for, unless the rules changed meanwhile. */
export async function finishRecompute(tx: Tx, unitId: string, done: Rules): Promise<void> {
  const state = await unitState(tx, unitId, shippedCatalogue().version, 'update');
  if (state.revision !== done.revision || state.catalogue !== done.catalogue) return;
  await saveDone(tx, unitId, done.revision, done.catalogue);
}

/** Locks the unit's rules and counts the change; every match made from now on is made under the new rules. */
export async function nextRevision(tx: Tx, unitId: string): Promise<State> {
  const state = await unitState(tx, unitId, shippedCatalogue().version, 'update');
  const revision = state.revision + 1;
  await saveRevision(tx, unitId, revision);
  return { ...state, revision };
}

export type DecisionInput = {
  entryIds: number[];
  decision: Decision;
  reach: 'allVersions' | 'exact';
};
export type Decided = { batchId: string; rules: number; moved: number };

/** The pattern that stands for an entry in a rule. */
export type MakeRule = (entry: Entry) => Pick<NewRule, 'patternKind' | 'pattern' | 'publisher'>;

/** Keeps what a person decided about entries as unit rules, and applies it to these entries at once. */
export async function decide(
  cx: CommandContext,
  input: DecisionInput,
  makeRule: MakeRule = (entry) => ruleFor(entry, input.reach),
): Promise<Decided> {
  const { tx, unitId } = cx;
  const state = await nextRevision(tx, unitId);
  const ids = [...new Set(input.entryIds)];
  const entries = await entriesByIds(tx, unitId, ids);
  if (entries.length < ids.length) {
    const found = new Set(entries.map((entry) => entry.id));
    const id = ids.find((wanted) => !found.has(wanted))!;
    throw refuse('recognition.noEntry', '没有编号为 {{id}} 的软件条目', { id }, { status: 404 });
  }
  const batchId = newId();
  const by = { at: cx.now.toISOString(), name: cx.actor.name };
  const { productOf, made } = await decidedProducts(cx, input.decision, entries);
  await insertProducts(tx, unitId, made, by);
  const rules = rulesOf(entries, makeRule, batchId, productOf);
  await insertRules(tx, unitId, rules, by);
  const count = await applyNow(tx, unitId, state, entries);
  await audit(cx, {
    action: 'recognition.decide',
    objectType: 'recognitionBatch',
    objectId: batchId,
    after: {
      decision: input.decision,
      reach: input.reach,
      rules: rules.map(({ patternKind, pattern, productId }) => ({
        patternKind,
        pattern,
        productId,
      })),
    },
  });
  return { batchId, rules: rules.length, moved: count };
}

type Products = {
  productOf: (entry: Entry) => string | null;
  made: (OwnProduct & { id: string })[];
};

async function decidedProducts(
  cx: CommandContext,
  decision: Decision,
  entries: readonly Entry[],
): Promise<Products> {
  if (decision.to === 'ignore') return { productOf: () => null, made: [] };
  if (decision.to === 'product') {
    await requireProduct(cx, decision.productId, 'body.decision.productId');
    return { productOf: () => decision.productId, made: [] };
  }
  const given = decision.to === 'newProduct' ? decision.product : decision;
  const problem = ownProductProblem(given);
  if (problem) {
    const path =
      decision.to === 'newProduct'
        ? `body.decision.product.${problem[0]}`
        : `body.decision.${problem[0]}`;
    throw refuse('recognition.badProduct', problem[1], {}, { path });
  }
  if (decision.to === 'newProduct') {
    const id = `u-${newId()}`;
    return { productOf: () => id, made: [{ ...decision.product, id }] };
  }
  return ownProductPerName(cx, decision, entries);
}

async function ownProductPerName(
  cx: CommandContext,
  decision: Extract<Decision, { to: 'ownProducts' }>,
  entries: readonly Entry[],
): Promise<Products> {
  const key = (name: string) => name.toLowerCase();
  const existing = await ownProducts(cx.tx, cx.unitId, 'offered');
  const idByName = new Map(
    existing
      .filter(
        (product) => product.kind === decision.kind && product.freeScope === decision.freeScope,
      )
      .map((product) => [key(product.name), product.id]),
  );
  const made: Products['made'] = [];
  for (const entry of entries) {
    const name = productNameOf(entry.name);
    if (idByName.has(key(name))) continue;
    const id = `u-${newId()}`;
    idByName.set(key(name), id);
    const { kind, category, freeScope } = decision;
    const publisher = entry.publisher.slice(0, 200);
    made.push({ id, name, publisher, kind, category, general: null, freeScope, note: '' });
  }
  return { productOf: (entry) => idByName.get(key(productNameOf(entry.name)))!, made };
}

export async function requireProduct(cx: CommandContext, id: string, path: string): Promise<void> {
  const [product] = isProvisional(id) ? [] : await productsByIds(cx.tx, cx.unitId, [id]);
  if (!product) {
    throw refuse(
      'recognition.noProduct',
      '产品目录中没有“{{id}}”，请重新选择产品',
      { id },
      { path },
    );
  }
}

function rulesOf(
  entries: readonly Entry[],
  makeRule: MakeRule,
  batchId: string,
  productOf: (entry: Entry) => string | null,
): NewRule[] {
  const rules = new Map<string, NewRule>();
  for (const entry of entries) {
    const rule = makeRule(entry);
    const key = JSON.stringify([rule.patternKind, rule.pattern, rule.publisher]);
    if (rules.has(key)) continue;
    rules.set(key, { ...rule, id: newId(), batchId, productId: productOf(entry), note: '' });
  }
  return [...rules.values()];
}

/** The chosen entries change with the decision itself; the job sees to all the others. */
async function applyNow(
  tx: Tx,
  unitId: string,
  state: Rules,
  entries: readonly Entry[],
): Promise<number> {
  const matcher = await unitMatcher(tx, unitId, state);
  const before = await matchesOf(
    tx,
    unitId,
    entries.map((entry) => entry.id),
  );
  const now = entries.map((entry) => ({ ...matcher(entry), rawEntryId: entry.id }));
  const changed = now.filter((match) => {
    const old = before.get(match.rawEntryId);
    return !old || moved(old, match);
  });
  await saveMatches(tx, unitId, now);
  await tell(
    tx,
    unitId,
    changed.map((match) => match.rawEntryId),
  );
  return changed.length;
}
