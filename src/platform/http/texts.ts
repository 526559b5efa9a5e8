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
  return interpolate(language === 'en' ? (english.get(sentence) ?? sentence) : sentence, params);
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
