/** The Chinese sentence is the key. English is fetched only by those who ask for it. */
import i18next from 'i18next';
import { useSyncExternalStore } from 'react';
import { type Language, preferences, setPreferences } from './preferences.ts';

export type TextParams = Record<string, string | number>;
export type Translate = (sentence: string, params?: TextParams) => string;

const i18n = i18next.createInstance();
void i18n.init({
  lng: 'zh',
  fallbackLng: false,
  keySeparator: false,
  nsSeparator: false,
  initAsync: false,
  interpolation: { escapeValue: false },
  resources: { zh: { translation: {} } },
});

let loadEnglish: () => Promise<Record<string, string>> = async () => ({});

const translators: Record<Language, Translate> = {
  zh: (sentence, params) => i18n.t(sentence, { ...params, lng: 'zh' }),
  en: (sentence, params) => i18n.t(sentence, { ...params, lng: 'en' }),
};

export function language(): Language {
  return i18n.language === 'en' ? 'en' : 'zh';
}

/** For code that is no component; a component uses `useT()`, which follows a switch of language. */
export const t: Translate = (sentence, params) => translators[language()](sentence, params);

function subscribe(listener: () => void): () => void {
  i18n.on('languageChanged', listener);
  return () => i18n.off('languageChanged', listener);
}

export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, language);
}

/** `t('共 {{n}} 台', { n })`. The sentence must stand in the slice's `texts.en.ts`. */
export function useT(): Translate {
  return translators[useLanguage()];
}

export async function setLanguage(wanted: Language): Promise<void> {
  if (wanted === 'en' && !i18n.hasResourceBundle('en', 'translation')) {
    i18n.addResourceBundle('en', 'translation', await loadEnglish());
  }
  document.documentElement.lang = wanted === 'en' ? 'en' : 'zh-CN';
  await i18n.changeLanguage(wanted);
  if (preferences().language !== wanted) setPreferences({ language: wanted });
}

/** Called once by the app, which alone knows all slices' texts. */
export async function startTexts(english: () => Promise<Record<string, string>>): Promise<void> {
  loadEnglish = english;
  if (preferences().language === 'en') await setLanguage('en');
}
