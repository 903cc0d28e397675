/**
 * Reads the environment once, at the start, into one typed object; nothing else in Okienko reads it. Whatever can't be
 * obeyed is refused by name, all of it at once, before anything is started.
 */
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import { z } from 'zod';
import { isUnknownOwn, NOT_BUILT, nearestSetting, type SettingName } from './catalogue.js';
import { MAIL_EXPECTED, MAIL_SCHEMAS, type MailSettings, mailOf, mailProblems } from './mail.js';
import { type CrmSetting, type DmsSetting, readCrm, readDms, type SystemSettingName, webhookSecret } from './systems.js';

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

export interface Settings {
  readonly database: { readonly type: 'embedded' } | { readonly type: 'external'; readonly url: string };
  /** Absolute. Holds the embedded database; made when missing. */
  readonly dataFolder: string;
  readonly http: { readonly host: string; readonly port: number };
  /** Origin at which people reach the web server, when that isn't where it listens. */
  readonly publicUrl: string | null;
  /** The Zeebe gateway, gRPC in plaintext: always loopback. */
  readonly gateway: { readonly host: string; readonly port: number };
  /** Where the other nodes of the same database reach this one. */
  readonly link: { readonly host: string; readonly port: number };
  readonly clock: 'real' | 'controllable';
  /** Absolute; a calendar definition in JSON. Null = the one that comes with Okienko. */
  readonly calendarFile: string | null;
  /** People with the password `demo`, and sample data. */
  readonly demo: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];
  readonly crm: CrmSetting;
  readonly dms: DmsSetting;
  /** Of whoever may tell us what happened elsewhere, by the name in `POST /hooks/{system}`. */
  readonly hookSecrets: Readonly<Record<string, readonly string[]>>;
  readonly mail: MailSettings;
  /** How often cases are compared with other systems, and for how long after they were closed. */
  readonly compare: { readonly everyMs: number; readonly closedDays: number };
}

export interface SettingProblem {
  readonly setting: string;
  readonly message: string;
}

export class SettingsRefused extends Error {
  override readonly name = 'SettingsRefused';
  readonly code = 'settings-refused';
  constructor(readonly problems: readonly SettingProblem[]) {
    super(['These settings can not be obeyed:', ...problems.map(({ setting, message }) => `  ${setting}: ${message}`)].join('\n'));
  }
}

type Environment = Readonly<Record<string, string | undefined>>;

// A value may be a secret (DATABASE_URL), so messages never repeat one that could be.
const port = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((value) => value <= 65_535);
/** One can listen there, but nobody can be told to go there. */
const EVERY_ADDRESS = new Set(['0.0.0.0', '::', '::0']);
const whole = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,6}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);
type PlainSettingName = Exclude<SettingName, SystemSettingName>;

const schemas = {
  DATABASE_URL: z
    .string()
    .refine((value) => URL.canParse(value) && /^postgres(ql)?:$/.test(new URL(value).protocol))
    .optional(),
  OKIENKO_DATA: z.string().default('./.data'),
  OKIENKO_ENGINE: z.enum(['embedded']).default('embedded'),
  HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/)
    .default('127.0.0.1'),
  PORT: port.default(8080),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin)
    .transform((value) => new URL(value).origin)
    .optional(),
  ZEEBE_HOST: z.string().refine(isLoopback).default('127.0.0.1'),
  ZEEBE_PORT: port.default(26_500),
  OKIENKO_LINK_HOST: z
    .string()
    .regex(/^[A-Za-z0-9.:_-]+$/)
    .refine((host) => !EVERY_ADDRESS.has(host))
    .default('127.0.0.1'),
  OKIENKO_LINK_PORT: port.default(0),
  OKIENKO_CLOCK: z.enum(['real', 'controllable']).default('real'),
  OKIENKO_CALENDAR: z.string().optional(),
  HUB_SECRETS: z
    .string()
    .transform(readHubSecrets)
    .pipe(z.record(z.string(), z.array(webhookSecret)))
    .default({}),
  OKIENKO_COMPARE_MINUTES: whole(5, 10_080).default(60),
  OKIENKO_COMPARE_CLOSED_DAYS: whole(0, 3_650).default(30),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('warn'),
  OKIENKO_DEMO: z
    .enum(['0', '1'])
    .transform((value) => value === '1')
    .optional(),
  ...MAIL_SCHEMAS,
} satisfies Record<PlainSettingName, z.ZodType>;

const EXPECTED: Readonly<Record<PlainSettingName, string>> = {
  DATABASE_URL:
    'Expected a URL like postgres://user:password@host:5432/database, but it is none. Leave it out to use the embedded PostgreSQL.',
  OKIENKO_DATA: 'Expected the path of a folder, but it is none.',
  OKIENKO_ENGINE: 'Expected "embedded", but it is something else: the engines "zeebe" and "camunda7" are not built yet. Unset it.',
  HOST: 'Expected an address or host name to listen on, like 127.0.0.1 or 0.0.0.0, but it is none.',
  PORT: 'Expected a port from 0 (any free one) to 65535, but it is none.',
  PUBLIC_URL: 'Expected the address at which people reach Okienko, like https://okienko.example, without a path, but it is none.',
  ZEEBE_HOST:
    "Expected a loopback address (127.0.0.1, ::1 or localhost), but it is another: the Zeebe gateway has neither TLS nor tokens yet, so whoever reaches it could run the city's processes.",
  ZEEBE_PORT: 'Expected a port from 0 (any free one) to 65535, but it is none.',
  OKIENKO_LINK_HOST:
    "Expected this node's own address or host name, at which the other nodes of the database reach it, but it is none (0.0.0.0 and :: are nobody's address).",
  OKIENKO_LINK_PORT: 'Expected a port from 0 (any free one) to 65535, but it is none.',
  OKIENKO_CLOCK: 'Expected "real" or "controllable", but it is something else.',
  OKIENKO_CALENDAR: 'Expected the path of a file, but it is none.',
  LOG_LEVEL: `Expected one of ${LOG_LEVELS.join(', ')}, but it is something else.`,
  HUB_SECRETS:
    'Expected name=whsec_… of each system, with a space between them (names of small letters, digits and dashes, other than crm and dms; 24 to 64 bytes in base64), but it is something else. `echo whsec_$(openssl rand -base64 32)` makes a secret.',
  OKIENKO_COMPARE_MINUTES: 'Expected whole minutes from 5 to 10080 (a week), but it is something else.',
  OKIENKO_COMPARE_CLOSED_DAYS: 'Expected whole days from 0 to 3650, but it is something else.',
  OKIENKO_DEMO: 'Expected "1" or "0", but it is something else.',
  ...MAIL_EXPECTED,
};

/** `name=secret name=secret`; what can't be read gives a secret that is none. */
function readHubSecrets(value: string): Record<string, string[]> {
  const found: Record<string, string[]> = {};
  for (const pair of value.trim().split(/\s+/)) {
    const [, name = '', secret = ''] = /^(?!(?:crm|dms)=)([a-z][a-z0-9-]{0,39})=(.+)$/.exec(pair) ?? [];
    found[name] = [...(found[name] ?? []), secret];
  }
  return found;
}

/** Reads all settings, or throws `SettingsRefused` with every problem found. A variable that is set to nothing counts as unset. */
export function readSettings(environment: Environment, workingFolder = process.cwd()): Settings {
  const given = Object.fromEntries(Object.entries(environment).flatMap(([name, value]) => (value?.trim() ? [[name, value]] : [])));
  const parsed = z.object(schemas).safeParse(given);
  const crm = readCrm(given);
  const dms = readDms(given);
  const problems: SettingProblem[] = [
    ...refusedNames(Object.keys(given)),
    ...(parsed.success ? [] : refusedValues(parsed.error)),
    ...(crm.success ? [] : crm.problems),
    ...(dms.success ? [] : dms.problems),
  ];
  if (!parsed.success || !crm.success || !dms.success) throw new SettingsRefused(problems);

  const values = parsed.data;
  const embedded = values.DATABASE_URL === undefined;
  if (values.OKIENKO_DEMO === true && !embedded) {
    problems.push({
      setting: 'OKIENKO_DEMO',
      message: 'Expected no demo people beside DATABASE_URL, but they are asked for: their password is public. Unset one of the two.',
    });
  }
  problems.push(...mailProblems(values));
  if (problems.length > 0) throw new SettingsRefused(problems);
  return {
    mail: mailOf(values),
    compare: { everyMs: values.OKIENKO_COMPARE_MINUTES * 60_000, closedDays: values.OKIENKO_COMPARE_CLOSED_DAYS },
    database: values.DATABASE_URL === undefined ? { type: 'embedded' } : { type: 'external', url: values.DATABASE_URL },
    dataFolder: resolve(workingFolder, values.OKIENKO_DATA),
    http: { host: values.HOST, port: values.PORT },
    publicUrl: values.PUBLIC_URL ?? null,
    gateway: { host: values.ZEEBE_HOST, port: values.ZEEBE_PORT },
    link: { host: values.OKIENKO_LINK_HOST, port: values.OKIENKO_LINK_PORT },
    clock: values.OKIENKO_CLOCK,
    calendarFile: values.OKIENKO_CALENDAR === undefined ? null : resolve(workingFolder, values.OKIENKO_CALENDAR),
    logLevel: values.LOG_LEVEL,
    crm: crm.data,
    dms: dms.data,
    hookSecrets: { ...values.HUB_SECRETS, ...(crm.data.kind === 'webhook' ? { crm: crm.data.secrets } : {}) },
    // A public password behind an open door only when somebody says so.
    demo: values.OKIENKO_DEMO ?? (embedded && isLoopback(values.HOST)),
  };
}

function refusedNames(names: readonly string[]): SettingProblem[] {
  return names.flatMap((setting) => {
    const instead = NOT_BUILT.get(setting);
    if (instead !== undefined) return [{ setting, message: `Not built yet. ${instead}` }];
    if (!isUnknownOwn(setting)) return [];
    const meant = nearestSetting(setting);
    return [
      {
        setting,
        message: `Okienko knows no such setting.${meant === null ? '' : ` Did you mean ${meant}?`} All are listed in docs/operations/settings.md.`,
      },
    ];
  });
}

function refusedValues(error: z.ZodError): SettingProblem[] {
  const names = new Set(error.issues.map(({ path }) => path[0] as PlainSettingName));
  return [...names].map((setting) => ({ setting, message: EXPECTED[setting] }));
}

function isOrigin(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, pathname, search, hash, username } = new URL(value);
  return /^https?:$/.test(protocol) && pathname === '/' && `${search}${hash}${username}` === '';
}

function isLoopback(host: string): boolean {
  if (isIP(host) === 4) return host.startsWith('127.');
  return host === '::1' || host === 'localhost';
}
