/** Binds the endpoints of printed versions. */
import type { FastifyRequest } from 'fastify';
import { dateInChina } from '../../base/dates.ts';
import { unitByCode } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';
import { receiveUpload, sendFile } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import * as commands from './commands.ts';
import * as shapes from './shapes.ts';
import * as store from './store.ts';

type Input = { params: { unit: string }; request: FastifyRequest; cx: CommandContext };
const OWN = { ownTransactions: true } as const;

export function register(app: App): void {
  const callOf = async ({ params, request, cx }: Input): Promise<commands.Call> => {
    const unit = await app.database.read((tx) => unitByCode(tx, params.unit));
    const today = dateInChina(new Date());
    return {
      app,
      request,
      cx,
      unit: { id: unit!.id, code: params.unit, name: unit!.name, today },
    };
  };
  route(
    app,
    shapes.paperCodeOf,
    async (input) => {
      const { kind, id } = input.params;
      const query = given(input.query);
      const coded = await commands.codedPaper(await callOf(input), { kind, id, query });
      const { modules } = coded.papers[0]!.code!;
      return {
        code: coded.version.code,
        words: coded.words,
        modules: modules.map((row) => row.map((black) => (black ? '1' : '0')).join('')),
      };
    },
    OWN,
  );
  route(
    app,
    shapes.notePrint,
    async (input) => {
      const { kind, id } = input.params;
      const order = { kind, id, query: given(input.query) };
      return { code: await commands.notePaperPrint(await callOf(input), order, input.body.code) };
    },
    OWN,
  );
  route(app, shapes.listPrints, ({ cx, query, scope }) =>
    store.listVersions(cx.tx, cx.unitId, query, scope === 'all' ? undefined : cx.actor.id),
  );
  route(
    app,
    shapes.getPrint,
    async (input) => commands.printRecord(await callOf(input), input.params.code),
    OWN,
  );
  registerScans(app, callOf);
}

function registerScans(app: App, callOf: (input: Input) => Promise<commands.Call>): void {
  const { files } = app.services;
  route(
    app,
    shapes.uploadPrintScan,
    async (input) => {
      const row = await commands.printForScan(await callOf(input), input.params.code);
      const { file } = await receiveUpload(files, input.request, { accept: ['document', 'image'] });
      return app.database.write((tx) => commands.fileScan({ ...input.cx, tx }, files, row, file));
    },
    OWN,
  );
  route(
    app,
    shapes.downloadPrintScan,
    async (input) => {
      const { code, scan } = input.params;
      return sendFile(files, input.reply, await commands.scanFile(await callOf(input), code, scan));
    },
    OWN,
  );
}

function given(query: Record<string, string | undefined>): Record<string, string> {
  const entries = Object.entries(query).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Record<string, string>;
}
