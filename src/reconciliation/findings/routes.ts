/** Findings over HTTP: list, export, decide. */
import { dateInChina } from '../../base/dates.ts';
import { refuse } from '../../base/refusal.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import { decideFindings } from './commands.decide.ts';
import * as shapes from './shapes.ts';
import { FINDING_KINDS, FINDING_STATES, type Finding } from './shapes.ts';
import { queueAllDevices, queuedCount } from './store.queue.ts';
import * as store from './store.ts';

export function register(app: App): void {
  route(app, shapes.listFindings, ({ cx, query, scope }) =>
    store.listFindings(cx.tx, cx.unitId, query, { scope, ...cx.actor }),
  );
  route(app, shapes.getFinding, async ({ cx, params, scope }) => {
    const filter = { ids: [params.finding], limit: 1 };
    const found = await store.listFindings(cx.tx, cx.unitId, filter, { scope, ...cx.actor });
    if (!found.items[0])
      throw refuse('reconciliation.noFinding', '没有这个问题', {}, { status: 404 });
    return found.items[0];
  });
  route(app, shapes.countFindings, async ({ cx, scope }) => ({
    kinds: await store.countFindings(cx.tx, cx.unitId, { scope, ...cx.actor }),
    waitingDevices: await queuedCount(cx.tx, cx.unitId),
  }));
  route(app, shapes.decideFindings, async ({ cx, body, request }) => {
    const { done, refused } = await decideFindings(cx, body.findingIds, body.decision);
    const language = languageOf(request.headers['accept-language']);
    return {
      done,
      refused: refused.map((one) => ({
        findingId: one.findingId,
        message: localise(language, one.sentence, one.params),
      })),
    };
  });
  route(app, shapes.reconcileNow, async ({ cx }) => ({
    queued: await queueAllDevices(cx.tx, cx.unitId),
  }));
  registerExport(app);
}

function registerExport(app: App): void {
  route(app, shapes.exportFindings, ({ cx, query, scope, reply }) => {
    reply.header('content-disposition', attachment('问题清单.xlsx'));
    const pages = async function* () {
      let cursor: string | undefined;
      do {
        const filter = { ...query, cursor, limit: 500 };
        const found = await store.listFindings(cx.tx, cx.unitId, filter, { scope, ...cx.actor });
        for (const finding of found.items) yield rowOf(finding);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '问题清单', columns: COLUMNS, rows: pages() });
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '问题', width: 22 },
  { title: '状态', width: 12 },
  { title: '部门', width: 20 },
  { title: '使用人', width: 12 },
  { title: '计算机编号', width: 16 },
  { title: '软件编号', width: 12 },
  { title: '软件名称', width: 32 },
  { title: '软件版本', width: 16 },
  { title: '软件厂商', width: 28 },
  { title: '首次发现', width: 12, type: 'date' },
  { title: '最近发现', width: 12, type: 'date' },
  { title: '处理人', width: 12 },
  { title: '处理说明', width: 36 },
];

function rowOf(finding: Finding) {
  return [
    FINDING_KINDS[finding.kind].label,
    FINDING_STATES[finding.state].label,
    finding.departmentName,
    finding.personName,
    finding.computerNo,
    finding.softwareNo,
    finding.softwareName,
    finding.softwareVersion,
    finding.publisher,
    dateInChina(new Date(finding.firstSeenAt)),
    dateInChina(new Date(finding.lastSeenAt)),
    finding.decision?.by ?? null,
    finding.decision?.reason ?? null,
  ];
}
