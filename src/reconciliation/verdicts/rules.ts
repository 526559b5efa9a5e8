/**
 * The verdict over one program on one computer. Green is a chain without a gap; red is use for which the facts on record
 * give no right; yellow is everything between, and says what is missing. Pure: the same facts give the same verdict.
 */
import { versionUsable } from '../../configuration/software/rules.versions.ts';
import type { Entitlement } from '../findings/rules.ts';
import {
  allocationLink,
  contractLink,
  deviceLink,
  type InstallFacts,
  inForce,
  type LinkFinding,
  type NumberFacts,
  numberLink,
  observationLink,
  registerLink,
  rightLink,
} from './rules.links.ts';
import { type Colour, LINK_ORDER, type Link, RED_REASONS, type Reason } from './shapes.ts';

export * from './rules.links.ts';

export type Verdict = {
  colour: Colour;
  /** The number the chain goes through. */
  number: NumberFacts | undefined;
  chain: Record<Link, LinkFinding>;
  /** Links that are missing or contradicted, in the order of the chain. */
  missing: Link[];
  reasons: Reason[];
};

/** Undefined: not judged. Components belong to what they come with. */
export function judge(facts: InstallFacts): Verdict | undefined {
  if (facts.kind === 'component' && !facts.risk) return undefined;
  const number = chooseNumber(facts);
  const chain: Record<Link, LinkFinding> = {
    contract: contractLink(number, facts.kind),
    number: numberLink(number, facts),
    right: rightLink(number, facts),
    allocation: allocationLink(number, facts),
    register: registerLink(number, facts),
    observation: observationLink(facts),
    device: deviceLink(facts),
  };
  const missing = LINK_ORDER.filter((link) => !holds(chain[link]));
  const reasons = reasonsOf(facts, number, chain);
  const red = reasons.some((reason) => RED_REASONS.includes(reason));
  const complete = missing.length === 0 && reasons.length === 0;
  return { colour: red ? 'red' : complete ? 'green' : 'yellow', number, chain, missing, reasons };
}

function holds({ state }: LinkFinding): boolean {
  return state === 'present' || state === 'notNeeded';
}

/** What the allocation gave while that holds; else what comes nearest: usable, then recorded, then in order of numbers. */
function chooseNumber(facts: InstallFacts): NumberFacts | undefined {
  const given = facts.allocation?.coveredBy;
  const recorded = new Set(facts.recorded.map((one) => one.softwareId));
  const points = (number: NumberFacts) =>
    (usable(number, facts) ? 4 : 0) +
    (number.softwareId === given ? 2 : 0) +
    (recorded.has(number.softwareId) ? 1 : 0);
  return [...facts.numbers].sort(
    (a, b) => points(b) - points(a) || (a.softwareNo < b.softwareNo ? -1 : 1),
  )[0];
}

function usable(number: NumberFacts, facts: InstallFacts): boolean {
  return inForce(number, facts.today) && rightLink(number, facts).state === 'present';
}

/** Use, as far as anybody knows: seen, or recorded with nothing that says otherwise. */
function inUse(facts: InstallFacts): boolean {
  return facts.observed !== null || (facts.recorded.length > 0 && !facts.device.complete);
}

function reasonsOf(
  facts: InstallFacts,
  number: NumberFacts | undefined,
  chain: Record<Link, LinkFinding>,
): Reason[] {
  const reasons: Reason[] = [];
  if (facts.risk) reasons.push('risk');
  if (facts.activation.flags.includes('strong')) reasons.push('activation');
  else if (facts.activation.flags.includes('medium')) reasons.push('activationDoubt');
  if (inUse(facts) && !facts.risk) {
    const without = withoutRight(facts, number, chain);
    if (without) reasons.push(without);
  }
  if (facts.kind === 'unknown' && !number && !facts.risk) reasons.push('undecided');
  return reasons;
}

/** Why there is no right of use on the facts; undefined = there is one, or it cannot be denied. */
function withoutRight(
  facts: InstallFacts,
  number: NumberFacts | undefined,
  chain: Record<Link, LinkFinding>,
): Reason | undefined {
  const free = facts.kind === 'free' && number?.softwareType !== 'commercial';
  if (free) {
    const without = facts.freeScope === 'personal' && !holds(chain.right);
    return without && chain.right.note !== 'listedNotForUnits' ? 'personalOnly' : undefined;
  }
  // Operating systems come with their computers: that no number is registered says nothing against one.
  const system = facts.category === 'operatingSystem';
  if (!number) return facts.kind === 'commercial' && !system ? 'noLicence' : undefined;
  if (number.softwareType !== 'commercial') return undefined;
  if (system && (facts.device.oemEvidence || facts.activation.oemChannel)) return undefined;
  if (chain.number.note === 'termOver') return 'expired';
  if (chain.right.note === 'versionOutside') return 'versionNotCovered';
  if (chain.right.note === 'letterMissing' || chain.right.note === 'versionUnknown')
    return undefined;
  return chain.allocation.state === 'contradicted' ? 'notCovered' : undefined;
}

/** D13 of one recorded install, as the register has it: right by number, version, term, quantity and evidence. */
export function genuineByRegister(
  number: Entitlement | undefined,
  version: string,
  facts: { today: string; within: boolean; oemEvidence: boolean },
): boolean {
  if (!number || !facts.within) return false;
  switch (number.softwareType) {
    case 'commercial':
      return (
        (number.termEnd === null || number.termEnd >= facts.today) &&
        (number.usableVersions.length === 0 || versionUsable(number.usableVersions, version))
      );
    case 'free':
      return number.listed.some((line) => line.unitUse && versionUsable(line.versions, version));
    case 'oem':
      return facts.oemEvidence;
    default:
      return true;
  }
}
