/**
 * What a text is: a sentence with {names}, or one for each plural form, chosen by {count}. `defineStrings` is how every folder keeps
 * its texts in both languages; the compiler refuses a key that only one of them has.
 */
export type Language = 'pl' | 'en';
export const LANGUAGES: readonly Language[] = ['pl', 'en'];

/** Outside of components; inside of them `useLanguage`. */
export function pageLanguage(): Language {
  return document.documentElement.lang === 'en' ? 'en' : 'pl';
}

export type Plural = { readonly one: string; readonly few?: string; readonly many?: string; readonly other: string };
export type Text = string | Plural;

export interface Strings<Key extends string = string> {
  readonly pl: Readonly<Record<Key, Text>>;
  readonly en: Readonly<Record<Key, Text>>;
}

export function defineStrings<const Key extends string>(strings: {
  readonly pl: Readonly<Record<Key, Text>>;
  readonly en: Readonly<Record<NoInfer<Key>, Text>>;
}): Strings<Key> {
  return strings;
}

export type Values = Readonly<Record<string, string | number>>;
export type Translate<Key extends string> = (key: Key, values?: Values) => string;

export function translator<Key extends string>(strings: Strings<Key>, language: Language): Translate<Key> {
  const rules = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  return (key, values = {}) => {
    const text = strings[language][key];
    const sentence = typeof text === 'string' ? text : formOf(text, rules.select(Number(values.count ?? 0)));
    return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
      const value = values[name] ?? '';
      return typeof value === 'number' ? numbers.format(value) : value;
    });
  };
}

function formOf(text: Plural, form: Intl.LDMLPluralRule): string {
  switch (form) {
    case 'one':
      return text.one;
    case 'few':
      return text.few ?? text.other;
    case 'many':
      return text.many ?? text.other;
    default:
      return text.other;
  }
}

/** A code that comes from the server, such as a tier: its text when there is one, else the code itself. */
export function knownText<Key extends string>(strings: Strings<Key>, t: Translate<Key>, prefix: string, code: string): string {
  const key = `${prefix}.${code}`;
  return key in strings.pl ? t(key as Key) : code;
}
