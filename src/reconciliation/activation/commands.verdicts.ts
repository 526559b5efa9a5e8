/** What activation evidence means for the verdict on a program: flags by strength, and an OEM channel of the machine. */

import type { SoftwareCategory } from '../../recognition/shapes.ts';
import type { ActivationSource } from '../verdicts/commands.ts';
import type { ActivationFacts } from '../verdicts/rules.links.ts';
import { isOemWord } from './rules.facts.ts';
import type { ActivationFact, Family, Strength } from './shapes.ts';
import { acceptedFlags, factsOf } from './store.ts';

const WINDOWS = /^(?:name:)?(?:microsoft-?)?windows/;
const OFFICE = /^(?:name:)?(?:microsoft.*(?:office|project|visio|365)|office|project|visio)/;

/** Licences agents report are Microsoft's: other makers' programs of the same category are not judged by them. */
function familyOf(program: Program): Family | undefined {
  if (program.category === 'operatingSystem' && WINDOWS.test(program.productKey)) return 'windows';
  if (program.category === 'office' && OFFICE.test(program.productKey)) return 'office';
  return undefined;
}

/** A flag that somebody has explained weighs one step less; the chain of the verdict is asked all the same. */
const EXPLAINED: Record<Strength, Strength> = { strong: 'medium', medium: 'weak', weak: 'weak' };

type Program = { productKey: string; category: SoftwareCategory };

export const activationForVerdicts: ActivationSource = async (cx, deviceIds) => {
  const ids = [...deviceIds];
  const facts = Map.groupBy(await factsOf(cx.tx, cx.unitId, ids), (fact) => fact.deviceId);
  const accepted = await acceptedFlags(cx.tx, cx.unitId, ids);
  return (deviceId, program) => {
    const own = (facts.get(deviceId) ?? []).filter((fact) => isAbout(fact, program));
    return factsFor(own, accepted);
  };
};

/** By product where it is known; else by family, as Windows is one and Office mostly is. */
function isAbout(fact: ActivationFact, program: Program): boolean {
  if (fact.family === 'office' && fact.productId !== null)
    return fact.productId === program.productKey;
  return fact.family === familyOf(program);
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
