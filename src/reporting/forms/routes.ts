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
  whenOf,
} from '../../ledgers/index.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { FILE_TYPES, type FileFormat } from '../../platform/papers/shapes.ts';
import { unitResolve } from '../layouts/commands.ts';
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
  route(app, downloadForm7, async ({ query, cx, scope, reply }) => {
    const when = whenOf(cx, query);
    answerAs(reply, query.format, '附件7 软件使用情况汇总表', when.asOf);
    const form = await form7(cx, when, reachOf(cx, scope));
    if (query.format === 'json') return Buffer.from(JSON.stringify(form));
    return form7File(query.format, form, await unitResolve(cx.tx, cx.unitId));
  });
  route(app, downloadForm8, async ({ query, cx, scope, reply }) => {
    const when = whenOf(cx, query);
    answerAs(reply, query.format, '附件8 软件使用情况明细表', when.asOf);
    const header = await formHeader(cx, when);
    const computers = form8Computers(cx, when, reachOf(cx, scope));
    if (query.format === 'json') return formJson(header, 'computers', computers);
    const resolve = await unitResolve(cx.tx, cx.unitId);
    return form8File(query.format, header, computers, { resolve });
  });
  route(app, exportFreeList, async ({ query, cx, reply }) => {
    const { format, ...list } = query;
    const { header, lines } = await freeListForm(cx, list);
    answerAs(reply, format, '附件6 可使用免费软件清单', header.preparedOn);
    return form6File(format, header, lines, await unitResolve(cx.tx, cx.unitId));
  });
  route(app, downloadForm9, async ({ query, cx, reply }) => {
    const when = whenOf(cx, query);
    answerAs(reply, query.format, '附件9 软件安装维护情况明细表', when.asOf);
    const header = await formHeader(cx, when);
    const sheets = form9Sheets(cx, when, query.software);
    if (query.format === 'json') return formJson(header, 'sheets', sheets);
    const resolve = await unitResolve(cx.tx, cx.unitId);
    return form9File(query.format, header, sheets, { resolve });
  });
}
