/** Endpoint of the papers of records. */
import { dateInChina } from '../../base/dates.ts';
import { unitByCode } from '../../organisation/index.ts';
import { attachment } from '../../platform/files/http.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { FILE_TYPES } from '../../platform/papers/shapes.ts';
import { paperFile } from './commands.ts';
import { downloadPaper } from './shapes.ts';

export function register(app: App): void {
  route(
    app,
    downloadPaper,
    async ({ params, query, request, reply, cx }) => {
      const { format, ...rest } = query;
      const unit = await app.database.read((tx) => unitByCode(tx, params.unit));
      const given = Object.entries(rest).filter(([, value]) => value !== undefined);
      const file = await paperFile(
        app,
        request,
        cx,
        { id: unit!.id, code: params.unit, name: unit!.name, today: dateInChina(new Date()) },
        { kind: params.kind, id: params.id, format, query: Object.fromEntries(given) },
      );
      reply.type(FILE_TYPES[format]).header('content-disposition', attachment(file.name));
      return file.bytes;
    },
    { ownTransactions: true },
  );
}
