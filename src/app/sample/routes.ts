/** Loading and removing the sample unit over HTTP. */
import { accountSetUp } from '../../platform/auth/commands.ts';
import { getSample, loadSampleUnit, removeSampleUnit } from '../../platform/auth/shapes.sample.ts';
import type { App } from '../../platform/http/app.ts';
import { route } from '../../platform/http/route.ts';
import { admit, SAMPLE_CODE } from './load.ts';
import { sampleUnit } from './marker.ts';

export function register(app: App): void {
  const { sample } = app.services;
  const state = async () => {
    const loading = sample.loading();
    const unitId = await app.database.read((tx) => sampleUnit(tx));
    return { loaded: unitId !== undefined && !loading, loading, unitCode: SAMPLE_CODE };
  };
  const options = { ownTransactions: true };
  route(app, getSample, state, options);
  route(app, loadSampleUnit, () => sample.load().then(state), options);
  route(app, removeSampleUnit, () => sample.remove().then(state), options);
  // With --demo the unit is there before the first administrator is.
  accountSetUp.on(async (tx, accountId) => {
    const unitId = await sampleUnit(tx);
    if (unitId) await admit(tx, unitId, accountId);
  });
}
