/** Names people wrote into a list, recognised as a name an agent reports would be; nothing is stored. */
import type { Tx } from '../../platform/db/database.ts';
import type { RawEntry } from '../shapes.ts';
import { sharedState, unitMatcher } from './commands.ts';

export type WrittenName = { name: string; version: string };

/** The product of each name, in their order; null where nothing is known of it. */
export async function recogniseNames(
  tx: Tx,
  unitId: string,
  names: readonly WrittenName[],
): Promise<(string | null)[]> {
  if (names.length === 0) return [];
  const matcher = await unitMatcher(tx, unitId, await sharedState(tx, unitId));
  return names.map(({ name, version }) => {
    const raw: RawEntry = {
      name,
      version,
      publisher: '',
      os: 'windows',
      from: '',
      systemCategory: '',
    };
    const program = matcher(raw);
    if (program.ruleSource !== 'none') return program.productId;
    const system = matcher({ ...raw, from: 'operatingsystem' });
    return system.ruleSource === 'none' ? null : system.productId;
  });
}
