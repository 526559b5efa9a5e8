/** Loading and removing the sample unit. */
import { refuse } from '../../base/refusal.ts';
import { accountSetUp } from '../../platform/auth/commands.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { admit, loadSample, SAMPLE_CODE } from './load.ts';
import { sampleUnit } from './marker.ts';
import { removeSample } from './remove.ts';
import { getSample, loadSampleUnit, removeSampleUnit } from './shapes.ts';

/** One at a time in this process; two servers are kept apart by the unit's unique code. */
let loading: Promise<unknown> | undefined;

export function register(app: App): void {
  const state = async () => ({
    loaded:
      loading === undefined && (await app.database.read((tx) => sampleUnit(tx))) !== undefined,
    loading: loading !== undefined,
    unitCode: SAMPLE_CODE,
  });
  route(app, getSample, state, { ownTransactions: true });
  route(
    app,
    loadSampleUnit,
    async () => {
      loading ??= loadSample({
        database: app.database,
        intake: app.services.intake,
        drain: async () => {
          await app.services.follower.drain();
          await app.services.reconciler.drain();
        },
      }).finally(() => {
        loading = undefined;
      });
      await loading;
      return state();
    },
    { ownTransactions: true },
  );
  route(
    app,
    removeSampleUnit,
    async () => {
      if (loading)
        throw refuse('app.sampleLoading', '示例单位正在加载，请稍后再移除', {}, { status: 409 });
      const unitId = await removeSample(app.database);
      app.services.intake.forgetUnit(unitId);
      app.services.intake.forgetTokens();
      return state();
    },
    { ownTransactions: true },
  );
  // With --demo the unit is there before the first administrator is.
  accountSetUp.on(async (tx, accountId) => {
    const unitId = await sampleUnit(tx);
    if (unitId) await admit(tx, unitId, accountId);
  });
}
