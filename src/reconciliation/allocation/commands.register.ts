/** Corrects the register after the allocation; everything goes through the ledger's one `append` (TZ-3.5). */
import { type RefusalParams, refuse } from '../../base/refusal.ts';
import { type AppendDraft, append, check, lockJournal } from '../../ledgers/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import {
  isDifferent,
  type RegisterMove,
  type RegisterRow,
  registerMoves,
} from './rules.register.ts';
import { installsOfDevices } from './store.register.ts';

export type Corrected = {
  done: number;
  entries: number;
  refused: { installId: string; sentence: string; params: RefusalParams }[];
};
type Why = { sentence: string; params: RefusalParams };
type Input = { installIds: string[]; reason: string; occurredOn?: string | null | undefined };

/** Writes what can be written and says of each of the rest why not. */
export async function correctRegister(cx: CommandContext, input: Input): Promise<Corrected> {
  await lockJournal(cx.tx, cx.unitId);
  const chosen = new Set(input.installIds);
  const deviceIds = [...new Set(input.installIds.map((id) => id.split('|', 1)[0]!))];
  if (deviceIds.some((id) => !/^[0-9a-f-]{36}$/.test(id))) throw noSuchInstall();
  const rows = await installsOfDevices(cx.tx, cx.unitId, deviceIds);
  const known = new Map(rows.map((row) => [row.id, row]));
  const refused = new Map<string, Why>();
  for (const id of chosen) {
    const row = known.get(id);
    const sentence = row ? whyNot(row) : '这处安装已经变化，请刷新后再选';
    if (sentence) refused.set(id, { sentence, params: {} });
  }
  const fitting = await withoutProblems(cx, rows, input, refused);
  const written = await append(
    cx,
    fitting.map((move) => draftOf(cx, move, input)),
  );
  return {
    done: chosen.size - refused.size,
    entries: written.appended,
    refused: [...refused].map(([installId, why]) => ({ installId, ...why })),
  };
}

function whyNot(row: RegisterRow): string | undefined {
  if (row.coveredBy === null) return '没有许可覆盖，不能更正';
  return isDifferent(row) ? undefined : '台账已与分配一致';
}

function noSuchInstall() {
  return refuse('reconciliation.noInstall', '没有这处安装，请刷新查看', {}, { status: 404 });
}

/** A program one of whose lines may not be written keeps all of them out: the register is never left half corrected. */
async function withoutProblems(
  cx: CommandContext,
  rows: RegisterRow[],
  input: Input,
  refused: Map<string, Why>,
): Promise<RegisterMove[]> {
  for (;;) {
    const left = new Set(input.installIds.filter((id) => !refused.has(id)));
    const moves = registerMoves(rows, left);
    if (moves.length === 0) return moves;
    const { problems } = await check(
      cx,
      moves.map((move) => draftOf(cx, move, input)),
    );
    if (problems.length === 0) return moves;
    for (const { index, sentence, params } of problems) {
      refused.set(moves[index]!.id, { sentence, params });
    }
  }
}

function draftOf(cx: CommandContext, move: RegisterMove, input: Input): AppendDraft {
  const common = {
    deviceId: move.deviceId,
    occurredOn: input.occurredOn ?? cx.today,
    cause: 'manual' as const,
    causeRef: 'allocation',
    reason: input.reason,
  };
  const { softwareId, version } = move;
  if (move.kind === 'uninstall') return { ...common, kind: 'uninstall', softwareId };
  if (move.kind === 'install') return { ...common, kind: 'install', softwareId, version };
  const fromSoftwareId = move.fromSoftwareId!;
  return { ...common, kind: 'upgrade', fromSoftwareId, softwareId, version, cause: 'upgrade' };
}
