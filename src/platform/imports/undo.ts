/** Takes a whole batch back, or says row by row why not; there is no half way. */
import { refuse } from '../../base/refusal.ts';
import { audit } from '../audit/audit.ts';
import { widestScope } from '../auth/permissions.ts';
import type { CommandContext } from '../db/context.ts';
import type { Database } from '../db/database.ts';
import type { Say } from '../sheets/index.ts';
import { importerOf } from './importer.ts';
import { noSuchImport } from './run.ts';
import type { UndoProblem } from './shapes.ts';
import * as store from './store.ts';

const PROBLEMS_SHOWN = 200;

/** Carries the objections out of the transaction that is rolled back. */
class NotUndone extends Error {
  readonly problems: UndoProblem[];
  constructor(problems: UndoProblem[]) {
    super('not undone');
    this.problems = problems;
  }
}

export async function undoImport(
  database: Database,
  call: { cx: CommandContext; id: string; reason: string; say: Say },
): Promise<{ undone: boolean; problems: UndoProblem[]; problemCount: number }> {
  try {
    await database.write((tx) => undo({ ...call.cx, tx }, call));
    return { undone: true, problems: [], problemCount: 0 };
  } catch (error) {
    if (!(error instanceof NotUndone)) throw error;
    const { problems } = error;
    return {
      undone: false,
      problems: problems.slice(0, PROBLEMS_SHOWN),
      problemCount: problems.length,
    };
  }
}

async function undo(
  cx: CommandContext,
  { id, reason, say }: { id: string; reason: string; say: Say },
): Promise<void> {
  const row = await store.importRow(cx.tx, cx.unitId, id, true);
  const importer = row && importerOf(row.kind);
  if (!row || !importer || row.state === 'checked') throw noSuchImport();
  if (widestScope(cx.actor.roles, importer.permission) !== 'all') {
    throw refuse('platform.mayNotUndo', '撤销导入需要与导入相同的权限', {}, { status: 409 });
  }
  if (row.state === 'undone') {
    const params = { who: row.undoneBy ?? '' };
    throw refuse('platform.undoneBefore', '这次导入已由 {{who}} 撤销', params, { status: 409 });
  }
  if (!importer.undo) {
    const sentence = '这类导入不能整批撤销，请在各记录上更正';
    throw refuse('platform.noUndo', sentence, {}, { status: 409 });
  }
  const changes = await store.changesOf(cx, id);
  const problems: UndoProblem[] = [];
  await importer.undo(cx, changes, {
    importId: id,
    reason,
    object: ({ sheet, rowNo, label }, sentence, params) =>
      problems.push({ sheet, rowNo, label, message: say(sentence, params) }),
  });
  if (problems.length > 0) throw new NotUndone(problems);
  await store.setUndone(cx, id, reason);
  await audit(cx, {
    action: 'import.undo',
    objectType: 'import',
    objectId: id,
    before: { kind: row.kind, fileName: row.fileName, created: row.created, updated: row.updated },
    after: { reason },
  });
}
