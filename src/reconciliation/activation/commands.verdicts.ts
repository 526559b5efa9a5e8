/** What activation evidence means for the verdict on a program: flags by strength, and an OEM channel of the machine. */

import type { ActivationSource } from '../verdicts/commands.ts';
import type { ActivationFacts } from '../verdicts/rules.links.ts';
import { isOemWord } from './rules.facts.ts';
import type { ActivationFact, Family, Strength } from './shapes.ts';
import { acceptedFlags, factsOf } from './store.ts';

const FAMILY: Record<string, Family> = { operatingSystem: 'windows', office: 'office' };

/** A flag that somebody has explained weighs one step less; the chain of the verdict is asked all the same. */
const EXPLAINED: Record<Strength, Strength> = { strong: 'medium', medium: 'weak', weak: 'weak' };

export const activationSource: ActivationSource = async (cx, deviceIds) => {
  const ids = [...deviceIds];
  const facts = Map.groupBy(await factsOf(cx.tx, cx.unitId, ids), (fact) => fact.deviceId);
  const accepted = await acceptedFlags(cx.tx, cx.unitId, ids);
  return (deviceId, program) => {
    const own = (facts.get(deviceId) ?? []).filter((fact) => isAbout(fact, program));
    return factsFor(own, accepted);
  };
};

/** By product where it is known; else by family, as Windows is one and Office mostly is. */
function isAbout(fact: ActivationFact, program: { productKey: string; category: string }): boolean {
  if (fact.productId !== null) return fact.productId === program.productKey;
  return fact.family === FAMILY[program.category];
}

function factsFor(
  facts: readonly ActivationFact[],
  accepted: ReadonlySet<string>,
): ActivationFacts {
  const flags = facts.flatMap((fact) =>
    fact.flags.map(({ kind, strength }) =>
      accepted.has(`activation|${fact.deviceId}|${fact.licenceKey}|${kind}`)
        ? EXPLAINED[strength]
        : strength,
    ),
  );
  return { flags, oemChannel: facts.some(speaksOfOem) };
}

/** An agent read it from the system, and nothing else about the machine contradicts it. */
function speaksOfOem(fact: ActivationFact): boolean {
  const doubted = fact.flags.some(
    ({ kind, strength }) => kind === 'oemElsewhere' || strength === 'strong',
  );
  return isOemWord(fact) && fact.learntFrom === 'agent' && !doubted;
}
