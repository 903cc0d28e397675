/** The language that the person reads: remembered in this browser, Polish by default. */
import { createContext, type ReactNode, useContext, useLayoutEffect, useMemo, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { remember, remembered } from '../app/preferences.js';
import { type Language, type Strings, type Translate, translator } from './strings.js';

interface LanguageChoice {
  readonly language: Language;
  readonly choose: (language: Language) => void;
}

const LanguageContext = createContext<LanguageChoice>({ language: 'pl', choose: () => undefined });

export function LanguageProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(() => (remembered('language') === 'en' ? 'en' : 'pl'));
  // Before any other effect: `pageLanguage` is asked there.
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const choice = useMemo(
    () => ({
      language,
      choose: (chosen: Language) => {
        remember('language', chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return (
    <LanguageContext value={choice}>
      <I18nProvider locale={language === 'pl' ? 'pl-PL' : 'en-GB'}>{children}</I18nProvider>
    </LanguageContext>
  );
}

export function useLanguage(): LanguageChoice {
  return useContext(LanguageContext);
}

/** The texts of a folder in the person's language: `const t = useStrings(strings)`. */
export function useStrings<Key extends string>(strings: Strings<Key>): Translate<Key> {
  const { language } = useLanguage();
  return useMemo(() => translator(strings, language), [strings, language]);
}
