/** Loading and removing the sample unit, one at a time; two servers are kept apart by the unit's unique code. */
import { refuse } from '../../base/refusal.ts';
import type { Database } from '../../platform/db/database.ts';
import type { SampleService, Services } from '../../platform/http/app.ts';
import { loadSample } from './load.ts';
import { removeSample } from './remove.ts';

export function sampleService(database: Database, services: Services): SampleService {
  let loading: Promise<unknown> | undefined;
  const drain = async () => {
    await services.follower.drain();
    await services.reconciler.drain();
  };
  return {
    loading: () => loading !== undefined,
    async load() {
      loading ??= loadSample({ database, services, intake: services.intake, drain }).finally(() => {
        loading = undefined;
      });
      await loading;
    },
    async remove() {
      if (loading) {
        throw refuse('app.sampleLoading', '示例单位正在加载，请稍后再移除', {}, { status: 409 });
      }
      services.intake.forgetUnit(await removeSample(database));
      services.intake.forgetTokens();
    },
  };
}
