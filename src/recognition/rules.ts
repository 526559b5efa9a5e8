/** The pure part of recognition that other slices call. */
export { canonicalRaw, rawEntryKey } from './matching/rules.key.ts';
export { createMatcher, type Matcher, type MatcherInput } from './matching/rules.matcher.ts';
