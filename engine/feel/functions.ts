/** Owns the functions that FEEL-Scala (Zeebe) has and feelin lacks, and those that must read the injected clock and random numbers. */
import { date, dateAndTime, FeelDate, FeelDateTime } from 'feelin';
import type { FeelEnv } from './expression.js';
import { isTooDeep } from './json.js';
import { extract, matches, replace, split } from './regular-expression.js';

/** The zone of `now()` and `today()`. Zeebe takes the broker's zone, which is UTC in its container images. */
const feelZone = 'UTC';

/** `assert` found its condition unfulfilled: the only failure that an expression can cause by itself. */
export class AssertionFailed extends Error {
  readonly code = 'FEEL_ASSERTION_FAILED';
}

/** feelin binds named arguments by `$args`. */
export type Extension = ((...args: readonly unknown[]) => unknown) & { readonly $args: readonly string[] };

const pure: Readonly<Record<string, Extension>> = {
  'is defined': extension(['value'], (value) => value !== null && value !== undefined),
  'get or else': extension(['value', 'default'], (value, otherwise) => value ?? otherwise ?? null),
  assert: extension(['value', 'condition', 'cause'], (value, condition, cause) => {
    if (condition === true) return value ?? null;
    throw new AssertionFailed(typeof cause === 'string' ? cause : 'The condition is not fulfilled');
  }),
  'from json': extension(['value'], (text) => (typeof text === 'string' ? parseJson(text) : null)),
  'to json': extension(['value'], (value) => JSON.stringify(value ?? null) ?? null),
  'to base64': extension(['value'], (text) => (typeof text === 'string' ? Buffer.from(text, 'utf8').toString('base64') : null)),
  trim: extension(['string'], (text) => (typeof text === 'string' ? text.trim() : null)),
  'is blank': extension(['string'], (text) => (typeof text === 'string' ? text.trim() === '' : null)),
  'is empty': extension(['list'], (list) => (Array.isArray(list) ? list.length === 0 : null)),
  extract: extension(['string', 'pattern'], extract),
  matches: extension(['input', 'pattern', 'flags'], matches),
  replace: extension(['input', 'pattern', 'replacement', 'flags'], replace),
  split: extension(['string', 'delimiter'], split),
  partition: extension(['list', 'size'], partition),
  'duplicate values': extension(['list'], (list) => (Array.isArray(list) ? duplicates(list) : null)),
  'last day of month': extension(['date'], lastDayOfMonth),
  put: extension(['context', 'key', 'value'], (context, key, value) =>
    isPlain(context) && typeof key === 'string' ? { ...context, [key]: value ?? null } : null,
  ),
  'put all': extension(['...contexts'], (...contexts) => (contexts.every(isPlain) ? Object.assign({}, ...contexts) : null)),
};

const impureNames = ['now', 'today', 'uuid', 'random number'] as const;

export const extensionNames: readonly string[] = [...Object.keys(pure), ...impureNames];

/** The pure functions are shared; the impure ones read the given environment when called. */
export function extensionFunction(name: string, env: FeelEnv): Extension | undefined {
  switch (name) {
    case 'now':
      return extension([], () => dateAndTime(`${isoSeconds(env.nowMs)}@${feelZone}`));
    case 'today':
      return extension([], () => date(new Date(env.nowMs).toISOString().slice(0, 10)));
    case 'uuid':
      return extension([], () => uuid(env.random));
    case 'random number':
      return extension([], () => env.random());
    default:
      return Object.hasOwn(pure, name) ? pure[name] : undefined;
  }
}

export function extension(parameters: readonly string[], body: (...args: readonly unknown[]) => unknown): Extension {
  return Object.assign((...args: readonly unknown[]) => body(...args), { $args: parameters });
}

function isPlain(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

function isoSeconds(ms: number): string {
  return new Date(ms).toISOString().replace('Z', '');
}

function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return isTooDeep(value, text) ? null : value;
  } catch {
    return null;
  }
}

function partition(list: unknown, size: unknown): unknown {
  if (!Array.isArray(list) || typeof size !== 'number' || !Number.isInteger(size) || size < 1) return null;
  const parts: unknown[][] = [];
  for (let from = 0; from < list.length; from += size) parts.push(list.slice(from, from + size));
  return parts;
}

function duplicates(list: readonly unknown[]): readonly unknown[] {
  const seen = new Map<string, { readonly value: unknown; count: number }>();
  for (const value of list) {
    const key = `${typeof value}${JSON.stringify(value)}`;
    const entry = seen.get(key);
    if (entry === undefined) seen.set(key, { value, count: 1 });
    else entry.count++;
  }
  return [...seen.values()].filter(({ count }) => count > 1).map(({ value }) => value);
}

function lastDayOfMonth(value: unknown): unknown {
  if (!(value instanceof FeelDate || value instanceof FeelDateTime)) return null;
  const last = new Date(Date.UTC(value.year, value.month, 0));
  return date(last.toISOString().slice(0, 10));
}

/** A version 4 UUID from 16 random bytes. */
function uuid(random: () => number): string {
  const bytes = Array.from({ length: 16 }, () => Math.floor(random() * 256));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
