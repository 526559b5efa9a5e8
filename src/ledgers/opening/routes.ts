/** Binds the review and posting of the opening balance. */
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { languageOf, localise } from '../../platform/http/texts.ts';
import { importRoute } from '../../platform/imports/index.ts';
import { askGuard } from './commands.guard.ts';
import { openingImporter } from './commands.import.ts';
import {
  assignNumber,
  chooseLines,
  discardGroups,
  openingGroups,
  type PostResult,
  postGroups,
} from './commands.ts';
import {
  assignOpening,
  chooseOpening,
  discardOpening,
  importOpening,
  listOpeningGroups,
  listOpeningItems,
  postOpening,
} from './shapes.ts';
import * as store from './store.ts';

/** Carries the answer of a preview out of the transaction that is rolled back. */
class Preview extends Error {
  readonly result: PostResult;
  constructor(result: PostResult) {
    super('preview');
    this.result = result;
  }
}

export function register(app: App): void {
  route(app, listOpeningGroups, async ({ query, cx }) => ({
    ...(await openingGroups(cx, query)),
    ...(await store.stateCounts(cx.tx, cx.unitId)),
  }));
  route(app, listOpeningItems, ({ query, cx }) => store.itemPage(cx.tx, cx.unitId, query));
  route(app, chooseOpening, async ({ body, cx }) => ({ changed: await chooseLines(cx, body) }));
  route(app, assignOpening, async ({ body, cx }) => ({ changed: await assignNumber(cx, body) }));
  route(app, discardOpening, async ({ body, cx }) => ({
    changed: await discardGroups(cx, body.groups),
  }));
  route(
    app,
    postOpening,
    async ({ body, cx, request }) => {
      const language = languageOf(request.headers['accept-language']);
      try {
        return await app.database.write(async (tx) => {
          if (!body.dryRun) await askGuard({ ...cx, tx }, body.groups, body.confirmDifferences);
          const result = await postGroups({ ...cx, tx }, body.groups, (sentence, params) =>
            localise(language, sentence, params),
          );
          // The preview is the real command, rolled back: numbers and entries are not taken.
          if (body.dryRun) throw new Preview(result);
          return result;
        });
      } catch (error) {
        if (error instanceof Preview) return error.result;
        throw error;
      }
    },
    { ownTransactions: true },
  );
  importRoute(app, importOpening, openingImporter);
}
