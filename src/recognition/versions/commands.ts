/** Previewing another version of the catalogue, and putting it in force for the unit: forwards and back alike. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import { widestScope } from '../../platform/auth/permissions.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { TodoLine } from '../../platform/notices/todos.ts';
import { catalogueOf, ensureProducts, shippedCatalogue } from '../catalogue/commands.ts';
import { listVersions } from '../catalogue/store.versions.ts';
import { agrees, nextRevision } from '../entries/commands.ts';
import { catalogueInForce, type State, saveCatalogue, unitState } from '../entries/store.state.ts';
import { summarise } from '../entries/store.ts';
import { inOrder } from './rules.ts';
import type { CataloguePreview, CatalogueVersion, PreviewRecord } from './shapes.ts';
import * as store from './store.ts';

const SHOWN_PREVIEWS = 20;
/** Of older previews only what was put in force is kept, without its moves. */
const KEPT_PREVIEWS = 5;

export async function versionsOf(cx: CommandContext) {
  const { tx, unitId } = cx;
  const shipped = shippedCatalogue().version;
  const state = await catalogueInForce(tx, unitId);
  const inForce = state?.catalogue ?? shipped;
  const { recomputing } = await summarise(tx, unitId);
  const previews = await store.latestPreviews(tx, unitId, SHOWN_PREVIEWS);
  const items: CatalogueVersion[] = (await listVersions(tx)).map(({ shippedAt: _, ...one }) => ({
    ...one,
    shipped: one.version === shipped,
    inForce: one.version === inForce,
  }));
  return {
    items,
    since: state?.catalogueSince ?? null,
    by: state?.catalogueBy ?? null,
    recomputing,
    previews: previews.map(shownPreview),
  };
}

function shownPreview(stored: store.StoredPreview): CataloguePreview {
  const { revision: _, difference: __, ...preview } = stored;
  return preview;
}

/** The unit's rules, held as they are; refused while matches are still being made under earlier ones. */
export async function settledState(tx: Tx, unitId: string): Promise<State> {
  const state = await unitState(tx, unitId, shippedCatalogue().version, 'share');
  if (!agrees(state)) {
    const sentence = '规则或目录刚有改动，正在重新识别，请等它完成后再预览';
    throw refuse('recognition.recomputing', sentence, {}, { status: 409 });
  }
  return state;
}

/** Notes the preview; the caller starts the job that works it out. */
export async function beginPreview(cx: CommandContext, version: string): Promise<string> {
  const { tx, unitId } = cx;
  const known = (await listVersions(tx)).find((one) => one.version === version);
  if (!known) {
    const sentence = '没有这一版产品目录，请刷新后重新选择';
    throw refuse('recognition.noCatalogue', sentence, {}, { status: 404, path: 'body.version' });
  }
  const state = await settledState(tx, unitId);
  if (state.catalogue === version) {
    const sentence = '第 {{n}} 版正在使用，请选择另一版';
    const place = { path: 'body.version' };
    throw refuse('recognition.sameCatalogue', sentence, { n: known.number }, place);
  }
  await catalogueOf(tx, version);
  const id = newId();
  const at = cx.now.toISOString();
  const preview = { id, from: state.catalogue, to: version, at, by: cx.actor.name };
  await store.insertPreview(tx, unitId, preview);
  await store.dropOldPreviews(tx, unitId, KEPT_PREVIEWS);
  await audit(cx, {
    action: 'recognition.catalogue.preview',
    objectType: 'recognitionCatalogue',
    objectId: version,
    after: { from: state.catalogue, to: version },
  });
  return id;
}

export async function requirePreview(
  cx: Pick<CommandContext, 'tx' | 'unitId'>,
  id: string,
): Promise<store.StoredPreview> {
  const preview = await store.previewById(cx.tx, cx.unitId, id);
  if (!preview) {
    const sentence = '没有这次预览：可能已被较新的预览替换，请重新预览';
    throw refuse('recognition.noPreview', sentence, {}, { status: 404 });
  }
  return preview;
}

export async function previewRecord(cx: CommandContext, id: string): Promise<PreviewRecord> {
  const preview = await requirePreview(cx, id);
  const state = await catalogueInForce(cx.tx, cx.unitId);
  const { recomputing } = await summarise(cx.tx, cx.unitId);
  return {
    ...shownPreview(preview),
    difference: preview.difference,
    counts: inOrder(await store.countMoves(cx.tx, cx.unitId, id)),
    overtaken: preview.inForceAt === null && state?.catalogue !== preview.fromVersion,
    rulesChanged:
      preview.revision !== null &&
      preview.inForceAt === null &&
      state?.revision !== preview.revision,
    recomputing,
  };
}

/**
 * What was previewed becomes what holds. The state row is locked first: of two people who do this at once the second
 * finds another catalogue in force than the one that the preview was compared with. The caller queues the job.
 */
export async function putInForce(cx: CommandContext, id: string): Promise<string> {
  const { tx, unitId } = cx;
  const state = await nextRevision(tx, unitId);
  const preview = await requirePreview(cx, id);
  if (preview.finishedAt === null) {
    const sentence = '预览还没有完成，请等完成并看过变化后再启用';
    throw refuse('recognition.previewUnfinished', sentence, {}, { status: 409 });
  }
  if (state.catalogue !== preview.fromVersion) {
    const versions = await listVersions(tx);
    const n = versions.find(({ version }) => version === state.catalogue)?.number ?? 0;
    const name = state.catalogueBy ?? '';
    const sentence = '{{name}} 已启用第 {{n}} 版目录，这次预览是与之前的目录对照的，请重新预览';
    throw refuse('recognition.catalogueMoved', sentence, { name, n }, { status: 409 });
  }
  const version = preview.toVersion;
  await ensureProducts(tx, await catalogueOf(tx, version));
  const by = { at: cx.now.toISOString(), name: cx.actor.name };
  await saveCatalogue(tx, unitId, version, by);
  await store.noteInForce(tx, unitId, id, by);
  await audit(cx, {
    action: 'recognition.catalogue.force',
    objectType: 'recognitionCatalogue',
    objectId: version,
    before: { version: state.catalogue },
    after: { version, preview: id },
  });
  return version;
}

/** A catalogue that came with the program and that nobody here has looked at yet. */
export async function catalogueTodos(cx: CommandContext): Promise<TodoLine[]> {
  if (!widestScope(cx.actor.roles, 'recognition.edit')) return [];
  const shipped = shippedCatalogue().version;
  const state = await catalogueInForce(cx.tx, cx.unitId);
  if (!state || state.catalogue === shipped) return [];
  const waits = !(await store.hasPreviewed(cx.tx, cx.unitId, shipped));
  return [
    {
      key: 'recognition.catalogue',
      sentence: '待预览的新版产品目录',
      count: waits ? 1 : 0,
      link: '/recognition/catalogue',
    },
  ];
}
