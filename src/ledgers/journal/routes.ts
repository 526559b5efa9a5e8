/** Binds the journal's endpoints. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { journalImporter } from './commands.import.ts';
import { retireDevice } from './commands.retire.ts';
import { reverse } from './commands.reverse.ts';
import { type AppendDraft, append, check } from './commands.ts';
import { ledgerVerify } from './commands.verify.ts';
import {
  type AppendInput,
  appendEntries,
  checkEntries,
  importEntries,
  listEntries,
  retireDeviceEndpoint,
  reverseEntry,
  verifyLedger,
} from './shapes.ts';
import { listEntries as entriesPage } from './store.list.ts';

/** Every line gets a key of its own under the request's: a repeated request is recognised line by line. */
function manual(input: AppendInput): AppendDraft[] {
  return input.lines.map((line, index) => ({
    ...line,
    cause: line.kind === 'upgrade' ? 'upgrade' : 'manual',
    reason: input.reason,
    idempotencyKey: `manual:${input.idempotencyKey}:${index}`,
  }));
}

export function register(app: App): void {
  route(app, listEntries, ({ query, cx }) => entriesPage(cx.tx, cx.unitId, query));
  route(app, appendEntries, ({ body, cx }) => append(cx, manual(body)));
  route(
    app,
    checkEntries,
    async ({ body, cx, request }) => {
      const input = { ...body, reason: '核对', idempotencyKey: 'check-only' };
      const { problems, overUse } = await check(cx, manual(input));
      const language = languageOf(request.headers['accept-language']);
      return {
        overUse,
        problems: problems.map(({ index, field, code, sentence, params }) => ({
          line: index,
          field,
          code,
          message: localise(language, sentence, params),
        })),
      };
    },
    { access: 'read' },
  );
  route(app, reverseEntry, ({ params, body, cx }) => reverse(cx, params.entryNo, body.reason));
  route(app, retireDeviceEndpoint, ({ params, body, cx }) =>
    retireDevice(cx, { deviceId: params.device, ...body }),
  );
  importRoute(app, importEntries, journalImporter);
  route(app, verifyLedger, ({ cx }) => ledgerVerify(cx.tx, cx.unitId));
}
