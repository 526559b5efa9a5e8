/** Orders packs, shows them, and says who may have which. */
import { newId } from '../../base/ids.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { reaches } from './commands.gather.ts';
import type { Pack, PackState } from './shapes.ts';
import * as store from './store.ts';

/** Notes a pack and returns its id; the job makes it. */
export async function orderPack(
  cx: CommandContext,
  input: { from: string; to: string },
  base: string,
): Promise<string> {
  if (input.from > cx.today) {
    throw refuse('reporting.packInFuture', '这一天还没有到', {}, { path: 'body.from' });
  }
  const id = newId();
  await store.insertPack(cx, { id, ...input, base });
  await audit(cx, { action: 'pack.make', objectType: 'pack', objectId: id, after: input });
  return id;
}

export async function listOf(cx: CommandContext): Promise<Pack[]> {
  return (await store.packs(cx)).map((row) => shown(cx, row));
}

export async function packOf(cx: CommandContext, id: string): Promise<store.PackRow> {
  const [row] = await store.packs(cx, id);
  if (row) return row;
  throw refuse('reporting.noPack', '没有这个资料包', {}, { status: 404 });
}

export function shown(cx: CommandContext, row: store.PackRow): Pack {
  const { outcome, createdById: _, base: __, jobState: ___, ...facts } = row;
  return {
    ...facts,
    state: stateOf(row),
    fileName: outcome?.name ?? null,
    size: outcome?.size ?? null,
    files: outcome?.files ?? null,
    digest: outcome?.digest ?? null,
    sha256: outcome?.sha256 ?? null,
    withheld: outcome?.withheld ?? [],
    missing: outcome?.missing ?? [],
    mayDownload: outcome !== null && mayHave(cx, row),
  };
}

function stateOf(row: store.PackRow): PackState {
  if (row.outcome) return 'done';
  if (row.jobState === 'failed' || row.jobState === 'cancelled') return row.jobState;
  return 'running';
}

/** Whoever made it, and whoever could have made it. */
function mayHave(cx: CommandContext, row: store.PackRow): boolean {
  return (
    row.createdById === cx.actor.id || (row.outcome?.needs ?? []).every((one) => reaches(cx, one))
  );
}

/** The file to be sent; that it was fetched is noted. */
export async function packFile(cx: CommandContext, id: string): Promise<string> {
  const row = await packOf(cx, id);
  if (!row.outcome) {
    throw refuse('reporting.packNotReady', '资料包还没有生成', {}, { status: 409 });
  }
  if (!mayHave(cx, row)) {
    const sentence = '资料包中有您无权查看的内容，请由生成人提供';
    throw refuse('reporting.packBeyond', sentence, {}, { status: 403 });
  }
  const { name, sha256, digest, fileId } = row.outcome;
  await audit(cx, {
    action: 'pack.download',
    objectType: 'pack',
    objectId: id,
    after: { name, sha256, digest },
  });
  return fileId;
}
