/**
 * form-js has no service that translates; what its editor says is said where Preact draws it. What a person wrote in the form passes by untouched.
 * Loaded before form-js, because some of its sentences are made when it is loaded.
 */
import { options } from 'preact';
import { pageLanguage } from '../../../i18n/strings.js';
import { FORM_WORDS } from './form-words.js';
import { relabelNodes } from './preact-words.js';
import { knownWords } from './vendor-translate.js';

const say = knownWords(pageLanguage, FORM_WORDS);
/** Sentences around the name of a field, which is Polish already. */
const AROUND = [
  [/^Create an? (.+) element$/, 'Dodaj: '],
  [/^Remove (.+)$/, 'Usuń: '],
] as const;

function sentence(text: string): string {
  const around = pageLanguage() === 'en' ? undefined : AROUND.find(([pattern]) => pattern.test(text));
  return around === undefined ? say(text) : around[1] + (around[0].exec(text)?.[1] ?? '');
}

/** The form itself, and the headings that repeat what stands in it. */
const OF_PEOPLE = /^fjs-(?!palette|empty|context-pad|field-preview)|header-label$|entry-header-title/;

relabelNodes(options, sentence, (_, name) => OF_PEOPLE.test(name));
