/**
 * Which CRM and which DMS an installation has, and what each kind of them needs. A kind that isn't built isn't named here. What a kind
 * doesn't use is refused beside it, because somebody believes that it is obeyed.
 */
import { isAbsolute } from 'node:path';
import { z } from 'zod';

const url = z
  .string()
  .refine((value) => URL.canParse(value) && /^https?:$/.test(new URL(value).protocol) && new URL(value).username === '');
/** Standard Webhooks: `whsec_` and 24 to 64 bytes in base64. */
export const webhookSecret = z.string().regex(/^whsec_(?=.{32,88}$)(?:[A-Za-z0-9+/]{4})+(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/);
/** Several with a space between them. */
const secrets = z
  .string()
  .transform((value) => value.trim().split(/\s+/))
  .pipe(z.array(webhookSecret));

// One member a kind; the peers of the kinds are made in bindings/peers.ts. No message repeats a value: it may be a secret.
const crm = z.discriminatedUnion('CRM_KIND', [
  z.strictObject({ CRM_KIND: z.literal('built-in') }).transform(() => ({ kind: 'built-in' as const })),
  z
    .strictObject({ CRM_KIND: z.literal('webhook'), CRM_URL: url, CRM_SECRET: secrets })
    .transform(({ CRM_URL, CRM_SECRET }) => ({ kind: 'webhook' as const, url: CRM_URL, secrets: CRM_SECRET })),
  z
    .strictObject({ CRM_KIND: z.literal('rt'), CRM_URL: url, CRM_TOKEN: z.string(), CRM_QUEUE: z.string() })
    .transform(({ CRM_URL, CRM_TOKEN, CRM_QUEUE }) => ({ kind: 'rt' as const, url: CRM_URL, token: CRM_TOKEN, queue: CRM_QUEUE })),
  z
    .strictObject({
      ...{ CRM_KIND: z.literal('tryton'), CRM_URL: url.refine((value) => new URL(value).pathname !== '/', { abort: true }) },
      ...{ CRM_USER: z.string(), CRM_PASSWORD: z.string(), CRM_PROJECT: z.string() },
    })
    .transform(({ CRM_URL, CRM_USER, CRM_PASSWORD, CRM_PROJECT }) => ({
      ...{ kind: 'tryton' as const, url: CRM_URL, user: CRM_USER, password: CRM_PASSWORD, project: CRM_PROJECT },
    })),
]);
const dms = z.discriminatedUnion('DMS_KIND', [
  z.strictObject({ DMS_KIND: z.literal('built-in') }).transform(() => ({ kind: 'built-in' as const })),
  z
    .strictObject({
      ...{ DMS_KIND: z.literal('cmis'), DMS_URL: url, DMS_USER: z.string(), DMS_PASSWORD: z.string() },
      DMS_REPOSITORY: z.string().optional(),
      DMS_ROOT: z
        .string()
        .regex(/^(\/[^/\\:*?"<>|]+)+$/)
        .default('/Okienko'),
    })
    .transform(({ DMS_URL, DMS_USER, DMS_PASSWORD, DMS_REPOSITORY, DMS_ROOT }) => ({
      ...{ kind: 'cmis' as const, url: DMS_URL, user: DMS_USER, password: DMS_PASSWORD, root: DMS_ROOT },
      ...(DMS_REPOSITORY === undefined ? {} : { repository: DMS_REPOSITORY }),
    })),
  z
    .strictObject({ DMS_KIND: z.literal('folder'), DMS_FOLDER: z.string().refine((value) => isAbsolute(value), { abort: true }) })
    .transform(({ DMS_FOLDER }) => ({ kind: 'folder' as const, folder: DMS_FOLDER })),
  z
    .strictObject({ DMS_KIND: z.literal('webdav'), DMS_URL: url, DMS_USER: z.string(), DMS_PASSWORD: z.string() })
    .transform(({ DMS_URL, DMS_USER, DMS_PASSWORD }) => ({
      kind: 'webdav' as const,
      url: DMS_URL,
      user: DMS_USER,
      password: DMS_PASSWORD,
    })),
]);

export type CrmSetting = z.output<typeof crm>;
export type DmsSetting = z.output<typeof dms>;

const EXPECTED = {
  CRM_KIND:
    'Expected "built-in", "webhook", "rt" or "tryton", but it is something else. Unset it to use the built-in register of contacts.',
  CRM_URL:
    'Expected the http or https address of the CRM that CRM_KIND names (of Tryton with the database as its path), without a name and password in it, but there is none.',
  CRM_SECRET:
    'Expected the secret that the CRM shares with us, whsec_ followed by 24 to 64 bytes in base64 (several with a space between them while one takes the place of another), but there is none. `echo whsec_$(openssl rand -base64 32)` makes one.',
  CRM_TOKEN: 'Expected an authentication token of Request Tracker, but there is none.',
  CRM_QUEUE: "Expected the name of Request Tracker's queue for cases, but there is none.",
  CRM_USER: 'Expected the name under which Okienko signs in to Tryton, but there is none.',
  CRM_PASSWORD: 'Expected the password of CRM_USER, but there is none.',
  CRM_PROJECT: "Expected the name of Tryton's project for cases, but there is none.",
  DMS_KIND: 'Expected "built-in", "cmis", "folder" or "webdav", but it is something else. Unset it to use the built-in register of files.',
  DMS_URL:
    'Expected the http or https address of the CMIS 1.1 browser binding (its service document), or of the WebDAV collection for case files, without a name and password in it, but there is none.',
  DMS_USER: 'Expected the name under which Okienko signs in to the DMS, but there is none.',
  DMS_PASSWORD: 'Expected the password of DMS_USER, but there is none.',
  DMS_REPOSITORY: 'Expected the id of a repository of the DMS, but it is none.',
  DMS_ROOT: 'Expected the path of the folder for case files, like /Okienko, but it is none.',
  DMS_FOLDER: 'Expected the absolute path of the folder that the DMS takes its files from, but it is none.',
} as const;

export type SystemSettingName = keyof typeof EXPECTED;
/** In the order of docs/operations/settings.md. */
export const SYSTEM_SETTINGS = Object.keys(EXPECTED) as readonly SystemSettingName[];

interface Problem {
  readonly setting: SystemSettingName;
  readonly message: string;
}

type Read<Setting> =
  | { readonly success: true; readonly data: Setting }
  | { readonly success: false; readonly problems: readonly Problem[] };
type Given = Readonly<Record<string, string>>;

export const readCrm = (given: Given): Read<CrmSetting> => read(crm, 'CRM_', given);
export const readDms = (given: Given): Read<DmsSetting> => read(dms, 'DMS_', given);

function read<Setting>(kinds: z.ZodType<Setting>, prefix: string, given: Given): Read<Setting> {
  const known = SYSTEM_SETTINGS.filter((name) => name.startsWith(prefix) && given[name] !== undefined);
  const parsed = kinds.safeParse({ [`${prefix}KIND`]: 'built-in', ...Object.fromEntries(known.map((name) => [name, given[name]])) });
  return parsed.success ? parsed : { success: false, problems: parsed.error.issues.flatMap(problemsOf) };
}

function problemsOf(issue: z.core.$ZodIssue): readonly Problem[] {
  if (issue.code !== 'unrecognized_keys') {
    const setting = issue.path[0] as SystemSettingName;
    return [{ setting, message: EXPECTED[setting] }];
  }
  return issue.keys.map((name) => ({
    setting: name as SystemSettingName,
    message: `Expected it to be unset, but it is set: the kind that ${name.slice(0, 4)}KIND names doesn't use it. Unset it or choose another kind.`,
  }));
}
