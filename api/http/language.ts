/** Sentences that people read come in their language: Polish, or English for who asks for it (`Accept-Language`). */
import type Koa from 'koa';
import { z } from 'zod';

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
const ENGLISH = new Map<string, string>();

/** What a schema says of a wrong value; for `regex`, `refine` and the like. */
export function rule(pl: string, en: string): string {
  ENGLISH.set(pl, en);
  return pl;
}

/** Of an issue that zod found with {@link issuesIn}. */
export function ruleIn(language: Language, message: string): string {
  return language === 'en' ? (ENGLISH.get(message) ?? message) : message;
}

/** zod's own sentences. */
export const issuesIn = { pl: z.locales.pl().localeError, en: z.locales.en().localeError } as const;

export function languageOf(http: Koa.Context): Language {
  return http.acceptsLanguages([...LANGUAGES]) === 'en' ? 'en' : 'pl';
}
