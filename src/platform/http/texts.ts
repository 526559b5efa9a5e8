/** Server side of the dictionary: the Chinese sentence is the key, English comes from the slices' texts.en.ts. */
import { interpolate, type RefusalParams } from '../../base/refusal.ts';

export type Language = 'zh' | 'en';

const english = new Map<string, string>();

export function addTexts(dictionary: Record<string, string>): void {
  for (const [sentence, translation] of Object.entries(dictionary)) {
    english.set(sentence, translation);
  }
}

/** A sentence in the reader's language; one without a translation stays Chinese. */
export function localise(language: Language, sentence: string, params: RefusalParams = {}): string {
  if (language !== 'en') return interpolate(sentence, params);
  const spoken = Object.entries(params).map(([name, value]) => [name, inEnglish(value)]);
  return interpolate(english.get(sentence) ?? sentence, Object.fromEntries(spoken));
}

/** Names of fields and choices go into sentences as parameters, also several joined by 、; what is no term stays. */
function inEnglish(value: string | number): string | number {
  if (typeof value === 'number') return value;
  const whole = english.get(value);
  if (whole !== undefined) return whole;
  const terms = value.split('、').map((term) => english.get(term));
  return terms.every((term) => term !== undefined) ? terms.join(', ') : value;
}

/** Chinese unless the caller asks for English first. */
export function languageOf(header: string | undefined): Language {
  return /^\s*en\b/i.test(header ?? '') ? 'en' : 'zh';
}

/** `say(sentence, params)` for this request's reader, e.g. for the row messages of an import. */
export function speakerFor(
  header: string | undefined,
): (sentence: string, params?: RefusalParams) => string {
  const language = languageOf(header);
  return (sentence, params) => localise(language, sentence, params);
}
