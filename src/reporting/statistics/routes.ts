/** Binds the endpoints of 附件5, its template and the register of rules. */

import { resolveLayout } from '../../base/layout.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { speakerFor } from '../../platform/http/texts.ts';
import { registerTodos } from '../../platform/notices/todos.ts';
import { writePaper } from '../../platform/sheets/index.ts';
import { FORM5, form5Data } from '../forms/rules.form5.ts';
import * as policies from './commands.policies.ts';
import * as commands from './commands.ts';
import { fullTemplate } from './rules.ts';
import * as policyShapes from './shapes.policies.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

type Asked = { headers: Record<string, unknown> };
const speaker = (request: Asked) =>
  speakerFor(request.headers['accept-language'] as string | undefined);

export function register(app: App): void {
  registerTodos(commands.statisticsTodos);
  registerReads(app);
  registerSteps(app);
  registerTemplate(app);
}

function registerReads(app: App): void {
  route(app, shapes.listStatistics, async ({ cx }) => ({
    items: (await store.statisticsOf(cx)).map(
      ({ typed: _typed, frozen: _frozen, writers: _writers, preparerPhone: _phone, ...row }) => row,
    ),
  }));
  route(app, shapes.getStatistics, ({ cx, params, request }) =>
    commands.statisticsRecord(cx, params.statistics, speaker(request)),
  );
  route(app, shapes.exportStatistics, async ({ cx, params, request, reply }) => {
    const record = await commands.statisticsRecord(cx, params.statistics, speaker(request));
    const title = `附件5 软件正版化工作信息统计表 ${record.year}`;
    reply.header('content-disposition', attachment(`${title}.xlsx`));
    const sheet = resolveLayout(FORM5, form5Data(record));
    const properties = { title: `${record.organizationName} ${title}`, on: record.preparedOn };
    return writePaper([{ name: '附件5', sheet }], properties);
  });
}

function registerSteps(app: App): void {
  route(app, shapes.createStatistics, async ({ cx, body, request }) => {
    const id = await commands.createStatistics(cx, body.year);
    return commands.statisticsRecord(cx, id, speaker(request));
  });
  route(app, shapes.fillStatistics, async ({ cx, params, body, request }) => {
    await commands.fillStatistics(cx, params.statistics, body.values);
    return commands.statisticsRecord(cx, params.statistics, speaker(request));
  });
  route(app, shapes.submitStatistics, async ({ cx, params, body, request }) => {
    await commands.submitStatistics(cx, params.statistics, body.opinion);
    return commands.statisticsRecord(cx, params.statistics, speaker(request));
  });
  route(app, shapes.decideStatistics, async ({ cx, params, body, request }) => {
    await commands.decideStatistics(cx, params.statistics, body);
    return commands.statisticsRecord(cx, params.statistics, speaker(request));
  });
  route(app, shapes.correctStatistics, async ({ cx, params, body, request }) => {
    await commands.correctStatistics(cx, params.statistics, body);
    return commands.statisticsRecord(cx, params.statistics, speaker(request));
  });
}

function registerTemplate(app: App): void {
  route(app, shapes.getStatisticsTemplate, async ({ cx }) =>
    fullTemplate(await commands.templateOf(cx)),
  );
  route(app, shapes.saveStatisticsTemplate, async ({ cx, body }) => {
    await commands.saveTemplate(cx, body);
    return fullTemplate(body);
  });
  route(app, policyShapes.listPolicies, async ({ cx }) => ({ items: await store.policies(cx) }));
  route(app, policyShapes.createPolicy, ({ cx, body }) => policies.createPolicy(cx, body));
  route(app, policyShapes.updatePolicy, ({ cx, params, body }) =>
    policies.updatePolicy(cx, params.policy, body),
  );
}
