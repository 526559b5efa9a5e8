/** 附件6 as it is read: lines with the names of their departments, and only 可用 ones for plain staff (domain 6.2). */
import { departmentTree, personById, unitsByIds } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import type { FreeListHeader, FreeListLine, FreeListQuery } from './shapes.ts';
import { freeListLines, pageOfLines, type StoredLine } from './store.ts';

async function withDepartments(
  cx: CommandContext,
  lines: readonly StoredLine[],
): Promise<FreeListLine[]> {
  const needed = lines.some((line) => line.departmentIds.length > 0);
  const names = new Map(
    needed ? (await departmentTree(cx.tx, cx.unitId)).map((one) => [one.id, one.name]) : [],
  );
  return lines.map((line) => ({
    ...line,
    departmentNames: line.departmentIds.map((id) => names.get(id) ?? id),
  }));
}

/** 填表人 is whoever asks, as far as the account belongs to a person. */
async function headerOf(cx: CommandContext, preparedOn: string): Promise<FreeListHeader> {
  const [unit] = await unitsByIds(cx.tx, [cx.unitId]);
  const { personId } = cx.actor;
  const person = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  return {
    organizationName: unit?.name ?? '',
    preparedBy: person?.name ?? cx.actor.name,
    preparerPhone: person?.phone ?? '',
    preparedOn,
  };
}

export async function listLines(
  cx: CommandContext,
  query: FreeListQuery,
): Promise<Page<FreeListLine> & { asOf: string; header: FreeListHeader }> {
  const asOf = query.asOf ?? cx.today;
  const onlyUsable = cx.actor.roles.every((role) => role === 'staff') && cx.actor.kind !== 'system';
  const asked = onlyUsable ? { ...query, state: 'usable' as const } : query;
  const found = await pageOfLines(cx.tx, cx.unitId, asked, asOf);
  const header = await headerOf(cx, asOf);
  return { ...found, items: await withDepartments(cx, found.items), asOf, header };
}

export async function readLine(cx: CommandContext, id: string): Promise<FreeListLine> {
  const lines = await freeListLines(cx.tx, cx.unitId, [id], cx.today);
  return (await withDepartments(cx, lines))[0]!;
}

/** A list longer than this is no longer paper; nobody's free list comes near. */
const PAPER_LINES = 5000;

async function allLines(cx: CommandContext, query: FreeListQuery): Promise<FreeListLine[]> {
  const lines: FreeListLine[] = [];
  let cursor: string | undefined;
  do {
    const page = await listLines(cx, { ...query, cursor, limit: 500 });
    lines.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor !== undefined && lines.length < PAPER_LINES);
  return lines;
}

/** The whole list with its head, as the form says it. */
export async function freeListForm(
  cx: CommandContext,
  query: FreeListQuery,
): Promise<{ header: FreeListHeader; lines: FreeListLine[] }> {
  const header = await headerOf(cx, query.asOf ?? cx.today);
  return { header, lines: await allLines(cx, query) };
}
