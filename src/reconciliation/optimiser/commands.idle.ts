/** Licences nobody uses, as far as it was seen; taking them back goes the way of every removal (W4; WH-2.4). */
import type { Readable } from 'node:stream';
import { dateInChina } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import { softwareByIds } from '../../configuration/index.ts';
import { createCampaign } from '../../installation/index.ts';
import { audit } from '../../platform/audit/audit.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { saveSetting, settingOf } from '../../platform/db/settings.ts';
import { streamSheet } from '../../platform/sheets/index.ts';
import { DEFAULT_IDLE_DAYS, savings } from './rules.idle.ts';
import type { IdleQuery } from './shapes.idle.ts';
import * as store from './store.idle.ts';

const SETTING = 'reconciliation.idleDays';

export async function idleSetting(cx: CommandContext): Promise<{ days: number }> {
  const stored = await settingOf(cx.tx, cx.unitId, SETTING);
  return { days: typeof stored === 'number' ? stored : DEFAULT_IDLE_DAYS };
}

export async function saveIdleSetting(cx: CommandContext, days: number): Promise<{ days: number }> {
  const before = await idleSetting(cx);
  await saveSetting(cx.tx, cx.unitId, SETTING, days);
  await audit(cx, {
    action: 'idle.saveSetting',
    objectType: 'idleSetting',
    objectId: cx.unitId,
    before,
    after: { days },
  });
  return { days };
}

async function since(cx: CommandContext): Promise<{ before: string; today: string }> {
  const { days } = await idleSetting(cx);
  return { before: new Date(cx.now.getTime() - days * 86_400_000).toISOString(), today: cx.today };
}

export async function idleLicences(cx: CommandContext, query: IdleQuery) {
  return store.pageOfIdle(cx.tx, cx.unitId, { ...query, ...(await since(cx)) });
}

export async function idleNumbers(cx: CommandContext) {
  const facts = await store.idleNumbers(cx.tx, cx.unitId, await since(cx));
  return { items: facts.map(savings), neverSeen: await store.neverSeen(cx.tx, cx.unitId) };
}

const COLUMNS = [
  { title: '软件编号', width: 14 },
  { title: '软件名称', width: 30 },
  { title: '软件版本', width: 12 },
  { title: '计算机编号', width: 14 },
  { title: '使用部门', width: 20 },
  { title: '使用人', width: 12 },
  { title: '最后见到', width: 12, type: 'date' as const },
  { title: '未见天数', width: 10 },
  { title: '已登记安装', width: 12 },
];

export async function idleWorkbook(cx: CommandContext, query: IdleQuery): Promise<Readable> {
  const ask = await since(cx);
  async function* rows() {
    let cursor: string | undefined;
    do {
      const page = await store.pageOfIdle(cx.tx, cx.unitId, {
        ...query,
        ...ask,
        cursor,
        limit: 5000,
      });
      for (const one of page.items) {
        const { softwareNo, softwareName, softwareVersion, computerNo, departmentName } = one;
        const what = [softwareNo, softwareName, softwareVersion, computerNo, departmentName];
        yield [...what, one.userName, one.lastSeenOn, one.daysUnseen, one.recorded ? '是' : '否'];
      }
      cursor = page.nextCursor;
    } while (cursor);
  }
  return streamSheet({ columns: COLUMNS, rows: rows(), sheetName: '闲置许可' });
}

/** A planned campaign of uninstalling; departments are told and orders made from there, as ever. */
export async function reclaim(
  cx: CommandContext,
  input: { softwareId: string; deviceIds: string[]; dueOn: string | null },
): Promise<{ campaignId: string }> {
  const known = await softwareByIds(cx.tx, cx.unitId, [input.softwareId]);
  const software = known.get(input.softwareId);
  if (!software) {
    const path = 'body.softwareId';
    throw refuse('reconciliation.noSoftware', '没有这个软件编号，请重新选择', {}, { path });
  }
  const computers = await store.computerNos(cx.tx, cx.unitId, input.deviceIds);
  if (computers.length === 0) {
    const sentence = '没有可以收回许可的计算机';
    throw refuse('reconciliation.nothingIdle', sentence, {}, { path: 'body.deviceIds' });
  }
  const campaignId = await createCampaign(cx, {
    title: `收回闲置许可 ${software.softwareNo} ${dateInChina(cx.now)}`.slice(0, 100),
    kind: 'uninstall',
    softwareId: software.id,
    version: '',
    reason: '计算机长期未见，收回许可另行使用',
    scope: {
      departmentIds: [],
      deviceTypes: [],
      withSoftwareId: null,
      withProductId: null,
      computerNos: computers,
      includeComputerNos: [],
      excludeComputerNos: [],
    },
    dueOn: input.dueOn,
    technicianPersonId: null,
  });
  return { campaignId };
}
