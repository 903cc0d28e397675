/**
 * Our codes of statuses and outcomes become a system's own when an effect is delivered, never before: what is held because of a code goes
 * with the table of the day it is sent again. Payloads name in `ours` which of their fields are our codes; all else goes as it is, so what
 * was written with the system's own code still does.
 */
import { z } from 'zod';
import type { RecordSystem } from '../ports.js';
import type { Delivery, Effect } from './peer.js';

export const CODE_KINDS = ['status', 'outcome'] as const;
export type CodeKind = (typeof CODE_KINDS)[number];

export interface Code {
  readonly kind: CodeKind;
  readonly code: string;
}

export interface CodeBook {
  /** The system's own code for ours, by the table that counts at that moment (engine clock, ms); undefined: there is none. */
  theirs(system: RecordSystem, code: Code, atMs: number): Promise<string | undefined>;
  /** What a code of the system's own means to us; undefined: nobody has said. */
  means(system: RecordSystem, code: Code, atMs: number): Promise<string | undefined>;
}

/** Fields of a payload that hold a code, and of what. */
const FIELDS = { status: 'status', outcome: 'outcome', result: 'outcome' } as const satisfies Readonly<Record<string, CodeKind>>;
type Field = keyof typeof FIELDS;

/** Which fields of a payload hold codes of ours. */
export interface Ours {
  readonly ours: readonly Field[];
}

const coded = z.looseObject({ ours: z.array(z.enum(Object.keys(FIELDS) as [Field, ...Field[]])) });

/** Field to the system's code; null: it has none. */
export type SentCodes = Readonly<Record<string, string | null>>;

export type Translated =
  | { readonly type: 'sayable'; readonly effect: Effect }
  | { readonly type: 'unsayable'; readonly effect: Effect; readonly refusal: Extract<Delivery, { type: 'refused' }> };

export async function translated(effect: Effect, book: CodeBook | undefined, atMs: number): Promise<Translated> {
  const read = coded.safeParse(effect.payload);
  const { system } = effect;
  if (!read.success || system === 'mail') return { type: 'sayable', effect };
  const { ours, ...payload } = read.data;
  const sentCodes: Record<string, string | null> = {};
  const unknown: string[] = [];
  for (const field of ours) {
    const code = payload[field];
    if (typeof code !== 'string') continue;
    const theirs = await book?.theirs(system, { kind: FIELDS[field], code }, atMs);
    sentCodes[field] = theirs ?? null;
    if (theirs === undefined) unknown.push(`${FIELDS[field]} '${code}'`);
  }
  if (unknown.length === 0) return { type: 'sayable', effect: { ...effect, payload: { ...payload, ...sentCodes }, sentCodes } };
  const reason = `Expected the table of codes for ${system} to have one for our ${unknown.join(' and ')}, but it has none; nothing was sent`;
  return { type: 'unsayable', effect: { ...effect, sentCodes }, refusal: { type: 'refused', code: 'unknown-code', reason } };
}
