/**
 * The vendors' editors in the person's language. Their English sentences are the keys. They write the same thing in several ways ("Sub-process",
 * "Sub Process"), so a sentence that isn't found as it is is looked for without case and hyphens.
 */
import type { Language } from '../../../i18n/strings.js';

/** English → Polish. */
export type Words = Readonly<Record<string, string>>;
export type VendorTranslate = (template: string, replacements?: Readonly<Record<string, string | number>>) => string;

const loose = (text: string): string => text.toLowerCase().replaceAll('-', ' ');

/** `language` is asked each time: people change it while an editor is open. A sentence without Polish stays English and is told to the console. */
export function vendorTranslate(language: () => Language, ...dictionaries: readonly Words[]): VendorTranslate {
  const exact = new Map(dictionaries.flatMap((words) => Object.entries(words)));
  const similar = new Map([...exact].map(([english, polish]) => [loose(english), polish]));
  return (template, replacements = {}) => {
    const text = template.trim();
    const polish = language() === 'en' || text === '' ? text : (exact.get(text) ?? similar.get(loose(text)));
    if (polish === undefined) console.debug(`no Polish: ${template}`);
    const sentence = template.replace(text, () => polish ?? text);
    return sentence.replaceAll(/\{([^}]+)\}/g, (place, name: string) => String(replacements[name] ?? place));
  };
}

/** Where most of what stands is no sentence of the vendor's: what has no Polish stays as it is, and nobody is told. */
export function knownWords(language: () => Language, words: Words): (text: string) => string {
  return (text) => {
    const polish = language() === 'en' ? undefined : words[text.trim()];
    return polish === undefined ? text : text.replace(text.trim(), () => polish);
  };
}

/** As diagram-js takes it, in bpmn-js and in each view of dmn-js. */
export function translateModule(translate: VendorTranslate): { readonly [service: string]: unknown } {
  return { translate: ['value', translate] };
}
