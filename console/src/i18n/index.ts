import i18next, { type ParseKeys, type TFunction } from 'i18next';
import { initReactI18next } from 'react-i18next';
import type en from './en';

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: typeof en };
  }
}

export type TextKey = ParseKeys;
export type Texts = TFunction;
export type Language = 'en' | 'zh-CN';

const STORED = 'language';

const TEXTS: Record<Language, () => Promise<{ default: typeof en }>> = {
  en: () => import('./en'),
  'zh-CN': () => import('./zh'),
};

function preferred(): Language {
  return (localStorage.getItem(STORED) ?? navigator.language).startsWith('zh') ? 'zh-CN' : 'en';
}

/** Only the texts of one language are loaded. */
export async function showIn(language: Language) {
  localStorage.setItem(STORED, language);
  const texts = await TEXTS[language]();
  i18next.addResourceBundle(language, 'translation', texts.default);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function startLanguage() {
  await i18next
    .use(initReactI18next)
    .init({ resources: {}, fallbackLng: false, interpolation: { escapeValue: false } });
  await showIn(preferred());
}
