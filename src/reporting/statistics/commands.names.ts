/** What an official document calls whoever acts: the person's name, not the account's. */
import { personById } from '../../organisation/index.ts';
import type { CommandContext } from '../../platform/db/context.ts';

export async function nameOfActor(cx: CommandContext): Promise<string> {
  const { personId } = cx.actor;
  const person = personId ? await personById(cx.tx, cx.unitId, personId) : undefined;
  return person?.name ?? cx.actor.name;
}
