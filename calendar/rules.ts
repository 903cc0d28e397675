/** Owns what the schemas of calendars and terms say of a wrong value: zod keeps the English, and people get both languages by it. */
import type { Words } from './words.js';

const RULES = new Map<string, Words>();

export function rule(pl: string, en: string): string {
  RULES.set(en, { pl, en });
  return en;
}

/** Undefined: the sentence is zod's own. */
export function calendarRule(message: string): Words | undefined {
  return RULES.get(message);
}
