/** 附件6 as it is read: lines with the names of their departments, and only 可用 ones for plain staff (domain 6.2). */
import type { Readable } from 'node:stream';
import { departmentTree } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import type { Page } from '../../platform/http/endpoint.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { FREE_SCOPES, type FreeListLine, type FreeListQuery, LISTING_STATES } from './shapes.ts';
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

export async function listLines(
  cx: CommandContext,
  query: FreeListQuery,
): Promise<Page<FreeListLine> & { asOf: string }> {
  const asOf = query.asOf ?? cx.today;
  const onlyUsable = cx.actor.roles.every((role) => role === 'staff') && cx.actor.kind !== 'system';
  const asked = onlyUsable ? { ...query, state: 'usable' as const } : query;
  const found = await pageOfLines(cx.tx, cx.unitId, asked, asOf);
  return { ...found, items: await withDepartments(cx, found.items), asOf };
}

export async function readLine(cx: CommandContext, id: string): Promise<FreeListLine> {
  const lines = await freeListLines(cx.tx, cx.unitId, [id], cx.today);
  return (await withDepartments(cx, lines))[0]!;
}

const COLUMNS = [
  { title: '序号', type: 'integer' as const, width: 8 },
  { title: '软件编号' },
  { title: '软件名称', width: 28 },
  { title: '软件版本' },
  { title: '软件来源', width: 36 },
  { title: '软件厂商', width: 24 },
  { title: '厂商客服联系方式' },
  { title: '使用部门', width: 24 },
  { title: '使用原因', width: 36 },
  { title: '许可协议/免费范围' },
  { title: '状态' },
  { title: '启用日期', type: 'date' as const },
  { title: '停用日期', type: 'date' as const },
];

async function* rows(cx: CommandContext, query: FreeListQuery) {
  let cursor: string | undefined;
  let lineNo = 0;
  do {
    const page = await listLines(cx, { ...query, cursor, limit: 500 });
    for (const line of page.items) {
      lineNo += 1;
      yield [
        lineNo,
        line.softwareNo,
        line.softwareName,
        line.softwareVersion,
        line.source,
        line.publisher,
        line.publisherContact,
        line.wholeUnit ? '全单位' : line.departmentNames.join('、'),
        line.reason,
        FREE_SCOPES[line.freeScope].label,
        LISTING_STATES[line.state].label,
        line.validFrom,
        line.validTo,
      ];
    }
    cursor = page.nextCursor;
  } while (cursor !== undefined);
}

export function freeListSheet(cx: CommandContext, query: FreeListQuery): Readable {
  return streamSheet({
    columns: COLUMNS,
    rows: rows(cx, query),
    sheetName: '可使用免费软件清单',
  });
}
