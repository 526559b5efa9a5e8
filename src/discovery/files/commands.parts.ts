/** Parts of machines into the tables, and each machine's parts together as one report into the intake. */
import { dayNumberOf } from '../intake/rules.dates.ts';
import { EntryTable } from '../intake/rules.table.ts';
import type { FileContext, FileServices } from './commands.ts';
import { fileAgentKey, mergeParts, type Part, verdictOf } from './rules.machine.ts';
import type { FileMachine } from './shapes.ts';
import * as store from './store.ts';

export type MachinePart = { computer: string; digest: Buffer; part: Part };

/** As many as the intake takes into one commit with ease. */
const TOGETHER = 64;

export async function takeParts(
  { database, intake }: FileServices,
  cx: FileContext,
  given: readonly MachinePart[],
): Promise<FileMachine[]> {
  const names = new Map(given.map(({ computer }) => [fileAgentKey(computer), computer]));
  const keys = [...names.keys()];
  const rows = given.map(({ computer, digest, part }) => ({
    agentKey: fileAgentKey(computer),
    digest,
    part,
  }));
  const { kept, parts } = await database.write(async (tx) => ({
    kept: await store.saveParts(tx, cx.unitId, rows),
    parts: await store.partsOf(tx, cx.unitId, keys),
  }));
  const table = new EntryTable();
  const latest = dayNumberOf(cx.now) + 1;
  const machines: FileMachine[] = [];
  for (let start = 0; start < keys.length; start += TOGETHER) {
    const some = keys.slice(start, start + TOGETHER).map(async (key): Promise<FileMachine> => {
      const { report, at } = mergeParts(parts.get(key)!, table, latest);
      const outcome = await intake.acceptReport(cx.unitId, report, { at, complete: false });
      const { kind, newSource, sourceId, softwareRows, added, removed } = outcome;
      const verdict = kept.has(key) ? verdictOf(kind, newSource) : 'older';
      return { name: names.get(key)!, sourceId, verdict, entries: softwareRows, added, removed };
    });
    machines.push(...(await Promise.all(some)));
  }
  return machines;
}
