/** Binds the downloads of forms 7, 8 and 9. A long file keeps its snapshot until the last byte is sent. */
import type { FastifyReply } from 'fastify';
import { exportFreeList } from '../../configuration/freelist/shapes.ts';
import { freeListForm } from '../../configuration/index.ts';
import {
  form7,
  form8Computers,
  form9Sheets,
  formHeader,
  reachOf,
  type When,
  whenOf,
} from '../../ledgers/index.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { FILE_TYPES, type FileFormat } from '../../platform/papers/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
import { registerStamp } from '../prints/commands.stamp.ts';
import { form6File, form7File, form8File, form9File, formJson } from './commands.ts';
import { downloadForm7, downloadForm8, downloadForm9 } from './shapes.ts';

type Format = 'json' | FileFormat;

function answerAs(reply: FastifyReply, format: Format, name: string, asOf: string): void {
  if (format === 'json') reply.type('application/json; charset=utf-8');
  else {
    reply.type(FILE_TYPES[format]);
    reply.header('content-disposition', attachment(`${name} ${asOf}.${format}`));
  }
}

export function register(app: App): void {
  route(app, downloadForm7, async (input) => {
    const { query, cx, scope, reply } = input;
    const when = whenOf(cx, query);
    const reach = reachOf(cx, scope);
    answerAs(reply, query.format, '附件7 软件使用情况汇总表', when.asOf);
    const form = await form7(cx, when, reach);
    if (query.format === 'json') return Buffer.from(JSON.stringify(form));
    const stamp = registerStamp(app, input, { kind: 'form7', ...ofDay(when), reach });
    return form7File(query.format, form, await unitResolve(cx.tx, cx.unitId), stamp);
  });
  route(app, downloadForm8, async (input) => {
    const { query, cx, scope, reply } = input;
    const when = whenOf(cx, query);
    const reach = reachOf(cx, scope);
    answerAs(reply, query.format, '附件8 软件使用情况明细表', when.asOf);
    const header = await formHeader(cx, when);
    const computers = form8Computers(cx, when, reach);
    if (query.format === 'json') return formJson(header, 'computers', computers);
    const resolve = await unitResolve(cx.tx, cx.unitId);
    const stamp = registerStamp(app, input, { kind: 'form8', ...ofDay(when), reach });
    return form8File(query.format, header, computers, { resolve, stamp });
  });
  route(app, exportFreeList, async (input) => {
    const { query, cx, reply } = input;
    const { format, ...list } = query;
    const { header, lines } = await freeListForm(cx, list);
    answerAs(reply, format, '附件6 可使用免费软件清单', header.preparedOn);
    const asOf = list.asOf ?? cx.today;
    const stamp = registerStamp(app, input, { kind: 'form6', asOf, query: list });
    return form6File(format, header, lines, await unitResolve(cx.tx, cx.unitId), stamp);
  });
  route(app, downloadForm9, async (input) => {
    const { query, cx, reply } = input;
    const when = whenOf(cx, query);
    answerAs(reply, query.format, '附件9 软件安装维护情况明细表', when.asOf);
    const header = await formHeader(cx, when);
    const sheets = form9Sheets(cx, when, query.software);
    if (query.format === 'json') return formJson(header, 'sheets', sheets);
    const resolve = await unitResolve(cx.tx, cx.unitId);
    const { software } = query;
    const of = ofDay(when, software ? { software } : {});
    const stamp = registerStamp(app, input, { kind: 'form9', ...of, record: software });
    return form9File(query.format, header, sheets, { resolve, stamp });
  });
}

function ofDay({ asOf, knownAt }: When, more: Record<string, string> = {}) {
  return { asOf, query: { ...more, ...(knownAt ? { knownAt } : {}) } };
}
