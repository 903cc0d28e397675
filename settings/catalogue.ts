/** Every environment variable that Okienko knows: the ones it obeys, and the ones whose part is not built yet. */

import { MAIL_SETTINGS, type MailSettingName } from './mail.js';
import { SYSTEM_SETTINGS, type SystemSettingName } from './systems.js';

const PLAIN_SETTINGS = [
  'DATABASE_URL',
  'OKIENKO_DATA',
  'OKIENKO_ENGINE',
  'HOST',
  'PORT',
  'PUBLIC_URL',
  'ZEEBE_HOST',
  'ZEEBE_PORT',
  'OKIENKO_LINK_HOST',
  'OKIENKO_LINK_PORT',
  'OKIENKO_CLOCK',
  'OKIENKO_CALENDAR',
  'HUB_SECRETS',
  'OKIENKO_COMPARE_MINUTES',
  'OKIENKO_COMPARE_CLOSED_DAYS',
  'OKIENKO_DEMO',
  'LOG_LEVEL',
] as const;

export type SettingName = (typeof PLAIN_SETTINGS)[number] | SystemSettingName | MailSettingName;

/** Obeyed, in the order of docs/operations/settings.md. */
export const SETTINGS: readonly SettingName[] = [...PLAIN_SETTINGS, ...SYSTEM_SETTINGS, ...MAIL_SETTINGS];

/**
 * Not built yet. Refused rather than ignored: who sets one of these believes that letters leave, or that sign-in is
 * checked elsewhere. Each value says what to do instead.
 */
export const NOT_BUILT: ReadonlyMap<string, string> = new Map([
  ['ZEEBE_ADDRESS', 'Okienko can only use its embedded engine so far. Unset it.'],
  ['CAMUNDA7_URL', 'Okienko can only use its embedded engine so far. Unset it.'],
  ['ZEEBE_TLS_CERT', 'The Zeebe gateway speaks plaintext on loopback only so far. Unset it and let workers run on this machine.'],
  ['ZEEBE_TLS_KEY', 'The Zeebe gateway speaks plaintext on loopback only so far. Unset it and let workers run on this machine.'],
  ['DMS_TOKEN', 'No kind of DMS that Okienko can use so far takes a token. Unset it.'],
  ['OIDC_ISSUER', 'People can only sign in with a password of Okienko so far. Unset it.'],
  ['OIDC_CLIENT_ID', 'People can only sign in with a password of Okienko so far. Unset it.'],
  ['OIDC_CLIENT_SECRET', 'People can only sign in with a password of Okienko so far. Unset it.'],
]);

/** Ours by name, so a wrong one is a slip of the pen; read by the tests alone. */
const OWN_PREFIX = 'OKIENKO_';
const TEST_PREFIX = 'OKIENKO_TEST_';

export function isUnknownOwn(name: string): boolean {
  return (
    name.startsWith(OWN_PREFIX) && !name.startsWith(TEST_PREFIX) && !(SETTINGS as readonly string[]).includes(name) && !NOT_BUILT.has(name)
  );
}

/** The known setting that was probably meant, or null when none is near. */
export function nearestSetting(name: string): string | null {
  const near = SETTINGS.filter((known) => known.startsWith(OWN_PREFIX))
    .map((known) => ({ known, distance: editDistance(name, known) }))
    .sort((one, other) => one.distance - other.distance)[0];
  return near !== undefined && near.distance <= 4 ? near.known : null;
}

/** Levenshtein's, one row at a time. */
function editDistance(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (const [line, letter] of [...one].entries()) {
    const next = [line + 1];
    for (const [column, otherLetter] of [...other].entries()) {
      const substituted = (row[column] ?? 0) + (letter === otherLetter ? 0 : 1);
      next.push(Math.min(substituted, (row[column + 1] ?? 0) + 1, (next[column] ?? 0) + 1));
    }
    row = next;
  }
  return row[other.length] ?? 0;
}
