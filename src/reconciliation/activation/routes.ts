/** Activation evidence over HTTP: list, export, the unit's KMS hosts, OEM evidence taken over. */
import { widestScope } from '../../platform/auth/permissions.ts';
import type { Actor, Scope } from '../../platform/db/context.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { type Language, languageOf, localise } from '../../platform/http/texts.ts';
import { type SheetColumn, streamSheet } from '../../platform/sheets/index.ts';
import * as hosts from './commands.hosts.ts';
import * as shapes from './shapes.ts';
import { type ActivationRow, CHANNEL_BASES, CHANNELS, FLAGS, STRENGTHS } from './shapes.ts';
import { listHosts } from './store.hosts.ts';
import { listActivation } from './store.list.ts';

export function register(app: App): void {
  route(app, shapes.listActivation, ({ cx, query, scope }) =>
    listActivation(cx.tx, cx.unitId, query, reachOf(cx.actor, scope)),
  );
  route(app, shapes.takeOemEvidence, async ({ cx, body, request }) => {
    const { done, refused } = await hosts.takeOemEvidence(cx, body);
    const language = languageOf(request.headers['accept-language']);
    return {
      done,
      refused: refused.map(({ deviceId, sentence }) => ({
        deviceId,
        message: localise(language, sentence),
      })),
    };
  });
  route(app, shapes.listKmsHosts, ({ cx, query }) => listHosts(cx.tx, cx.unitId, query));
  route(app, shapes.addKmsHost, ({ cx, body }) => hosts.addKmsHost(cx, body));
  route(app, shapes.removeKmsHost, ({ cx, params }) => hosts.removeKmsHost(cx, params.host));
  registerExport(app);
}

/** Last characters of keys are for those who see collected data; OEM evidence for those who edit computers. */
function reachOf(actor: Actor, scope: Scope) {
  return {
    scope,
    personId: actor.personId,
    departmentIds: actor.departmentIds,
    mayKey: widestScope(actor.roles, 'discovery.view') !== undefined,
    mayTake: widestScope(actor.roles, 'device.edit') !== undefined,
  };
}

function registerExport(app: App): void {
  route(app, shapes.exportActivation, ({ cx, query, scope, reply, request }) => {
    reply.header('content-disposition', attachment('激活证据.xlsx'));
    const language = languageOf(request.headers['accept-language']);
    const pages = async function* () {
      let cursor: string | undefined;
      do {
        const filter = { ...query, cursor, limit: 500 };
        const found = await listActivation(cx.tx, cx.unitId, filter, reachOf(cx.actor, scope));
        for (const row of found.items) yield rowOf(row, language);
        cursor = found.nextCursor;
      } while (cursor);
    };
    return streamSheet({ sheetName: '激活证据', columns: COLUMNS, rows: pages() });
  });
}

const COLUMNS: SheetColumn[] = [
  { title: '部门', width: 20 },
  { title: '使用人', width: 12 },
  { title: '计算机编号', width: 16 },
  { title: '软件', width: 40 },
  { title: '渠道', width: 18 },
  { title: '渠道依据', width: 18 },
  { title: '产品ID', width: 26 },
  { title: '密钥末五位', width: 12 },
  { title: '登记的软件编号', width: 16 },
  { title: '激活日期', width: 12, type: 'date' },
  { title: 'KMS主机', width: 24 },
  { title: '提示', width: 60 },
];

function rowOf(row: ActivationRow, language: Language) {
  const flags = row.flags.map((flag) => {
    const strength = localise(language, STRENGTHS[flag.strength].label);
    const label = localise(language, FLAGS[flag.kind].label);
    return `[${strength}] ${label}: ${localise(language, flag.sentence, flag.params)}`;
  });
  return [
    row.departmentName,
    row.personName,
    row.computerNo,
    row.name,
    CHANNELS[row.channel].label,
    CHANNEL_BASES[row.channelBasis].label,
    row.reportedId,
    row.keyTail,
    row.softwareNo,
    row.activatedOn,
    row.kmsHost,
    flags.join('\n'),
  ];
}
