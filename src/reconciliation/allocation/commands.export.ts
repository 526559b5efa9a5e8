/** The allocation as an Excel list, page by page out of one snapshot. */
import type { Readable } from 'node:stream';
import type { CommandContext } from '../../platform/db/context.ts';
import type { ListQuery } from '../../platform/http/endpoint.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { softwareCategories } from '../../recognition/shapes.ts';
import type { Obstacle } from './rules.problem.ts';
import {
  type AllocatedInstall,
  type InstallFilters,
  OBSTACLE_WORDS,
  PROOF_WORDS,
} from './shapes.ts';
import { listAllocated } from './store.list.ts';

const COLUMNS: SheetColumn[] = [
  { title: '计算机编号', width: 18 },
  { title: '部门', width: 20 },
  { title: '软件名称', width: 36 },
  { title: '版别', width: 14 },
  { title: '版本', width: 16 },
  { title: '软件类别', width: 12 },
  { title: '实际可见', width: 9 },
  { title: '台账编号', width: 16 },
  { title: '覆盖的编号', width: 16 },
  { title: '证明情况', width: 14 },
  { title: '不能覆盖的原因', width: 60 },
];

export async function allocatedWorkbook(
  cx: CommandContext,
  query: InstallFilters & ListQuery,
): Promise<Readable> {
  async function* rows() {
    let cursor: string | undefined;
    do {
      const page = await listAllocated(cx.tx, cx.unitId, { ...query, cursor, limit: 500 });
      for (const item of page.items) yield rowOf(item);
      cursor = page.nextCursor;
    } while (cursor);
  }
  return streamSheet({ columns: COLUMNS, rows: rows(), sheetName: '许可分配' });
}

function rowOf(item: AllocatedInstall): (string | null)[] {
  return [
    item.computerNo,
    item.departmentName,
    item.productName,
    item.edition,
    item.version,
    softwareCategories[item.category].label,
    item.observed ? '是' : '否',
    item.recorded.map(({ softwareNo }) => softwareNo).join('、'),
    item.coveredBy?.softwareNo ?? null,
    item.proof ? PROOF_WORDS[item.proof].label : null,
    item.obstacles
      .map(
        ({ softwareNo, obstacle }) => `${softwareNo} ${OBSTACLE_WORDS[obstacle as Obstacle].label}`,
      )
      .join('；'),
  ];
}
