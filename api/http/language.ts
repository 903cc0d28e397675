/** Sentences that people read come in their language: Polish, or English for who asks for it (`Accept-Language`). */
import type Koa from 'koa';
import { calendarRule } from '../../calendar/index.js';

const LANGUAGES = ['pl', 'en'] as const;
export type Language = (typeof LANGUAGES)[number];

export interface Said {
  readonly pl: string;
  readonly en: string;
}

export function said(pl: string, en: string): Said {
  return { pl, en };
}

/** Of rules in schemas, by their Polish: zod keeps one string for each. */
const RULES = new Map<string, Said>();

/** What a schema says of a wrong value; for `min`, `regex`, `refine` and the like. A plain string there is refused by a test. */
export function rule(pl: string, en: string): string {
  RULES.set(pl, said(pl, en));
  return pl;
}

/** What a schema of ours says, by the string that zod kept of it. Undefined: the sentence is zod's own. */
export function ruled(message: string): Said | undefined {
  return RULES.get(message) ?? calendarRule(message);
}

export function languageOf(http: Koa.Context): Language {
  return http.acceptsLanguages([...LANGUAGES]) === 'en' ? 'en' : 'pl';
}
