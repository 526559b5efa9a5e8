/** Changes a unit's layouts. Files made before keep the look they had: their bytes are stored. */
import {
  type Changes,
  changeProblems,
  type Resolve,
  resolverOf,
} from '../../base/layout.change.ts';
import { refuse } from '../../base/refusal.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Tx } from '../../platform/db/database.ts';
import type { LayoutChange, UnitLayout } from '../../platform/papers/shapes.layouts.ts';
import { OFFICIAL } from './rules.ts';
import type { LayoutForm } from './shapes.ts';
import * as store from './store.ts';

export async function saveLayout(
  cx: CommandContext,
  form: LayoutForm,
  input: { change: LayoutChange; revision: number },
): Promise<UnitLayout> {
  const problem = changeProblems(OFFICIAL[form], input.change)[0];
  if (problem) throw refuse('reporting.layoutUnfit', problem, {}, { path: 'body.change.columns' });
  const unnamed = input.change.columns.find(({ key, title }) => key.startsWith('extra') && !title);
  if (unnamed) {
    throw refuse(
      'reporting.layoutUnnamed',
      '请填写新增列的列名',
      {},
      { path: 'body.change.columns' },
    );
  }
  if (input.change.lines?.some(({ after, labels }) => after !== undefined && !labels?.[0])) {
    throw refuse(
      'reporting.layoutUnnamedLine',
      '请填写新增行的名称',
      {},
      { path: 'body.change.lines' },
    );
  }
  const before = await store.lockLayout(cx.tx, cx.unitId, form);
  const saved =
    (before?.revision ?? 0) === input.revision
      ? await store.saveLayout(cx.tx, cx.unitId, { form, ...input, at: cx.now, by: cx.actor.name })
      : undefined;
  if (!saved) {
    const sentence = '版式刚被他人修改，请刷新后再改';
    throw refuse('reporting.layoutMoved', sentence, {}, { status: 409 });
  }
  await audit(cx, {
    action: 'layout.save',
    objectType: 'layout',
    objectId: form,
    before: before?.change,
    after: input.change,
  });
  return saved;
}

export async function restoreLayout(cx: CommandContext, form: LayoutForm): Promise<void> {
  const before = await store.lockLayout(cx.tx, cx.unitId, form);
  if (!before) return;
  await store.deleteLayout(cx.tx, cx.unitId, form);
  await audit(cx, {
    action: 'layout.restore',
    objectType: 'layout',
    objectId: form,
    before: before.change,
  });
}

/** How this unit's forms are filled. */
export async function unitResolve(tx: Tx, unitId: string): Promise<Resolve> {
  const changes: Changes = {};
  for (const { form, change } of await store.layoutsOf(tx, unitId)) changes[form] = change;
  return resolverOf(changes);
}
