/** Which unit is the sample: a setting marks it, nothing else may be removed as one. */
import type { Tx } from '../../platform/db/database.ts';
import { saveSetting, unitsWithSetting } from '../../platform/db/settings.ts';

/** The sample unit's id, if it is loaded. */
export async function sampleUnit(tx: Tx): Promise<string | undefined> {
  const [unitId] = await unitsWithSetting(tx, 'sample', true);
  return unitId;
}

export async function markSample(tx: Tx, unitId: string): Promise<void> {
  await saveSetting(tx, unitId, 'sample', true);
}
