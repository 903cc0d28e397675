/** The settings of mail: where letters leave and mail comes in. Read and checked by settings/index.ts with all others. */
import { z } from 'zod';

export const MAIL_SETTINGS = [
  'SMTP_URL',
  'SMTP_USER',
  'SMTP_PASSWORD',
  'MAIL_FROM',
  'MAIL_QUIET_HOURS',
  'IMAP_URL',
  'IMAP_USER',
  'IMAP_PASSWORD',
] as const;
export type MailSettingName = (typeof MAIL_SETTINGS)[number];

interface MailServer {
  /** `smtp`, `smtps`, `imap` or `imaps`. */
  readonly url: URL;
  /** Given apart from the URL; undefined: what the URL has. */
  readonly user: string | undefined;
  readonly password: string | undefined;
}

export interface MailSettings {
  /** Null: letters stay in the message outbox. */
  readonly smtp:
    | (MailServer & {
        /** An address, or a name with one in angle brackets. */
        readonly from: string;
        /** Letters that nobody waits for stay until the city opens. */
        readonly quietHours: boolean;
      })
    | null;
  /** Null: nobody fetches mail. The URL's path names the mailbox, INBOX without one. */
  readonly imap: MailServer | null;
}

function serverUrl(protocols: RegExp): z.ZodType<URL | undefined> {
  return z
    .string()
    .refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol) && new URL(value).hostname !== '')
    .transform((value) => new URL(value))
    .optional();
}

export const MAIL_SCHEMAS = {
  SMTP_URL: serverUrl(/^smtps?:$/),
  SMTP_USER: z.string().optional(),
  SMTP_PASSWORD: z.string().optional(),
  MAIL_FROM: z
    .string()
    .regex(/^(?:[^<>@\r\n]+<[^\s<>@]+@[A-Za-z0-9.-]+>|[^\s<>@]+@[A-Za-z0-9.-]+)$/)
    .optional(),
  MAIL_QUIET_HOURS: z
    .enum(['0', '1'])
    .default('1')
    .transform((value) => value === '1'),
  IMAP_URL: serverUrl(/^imaps?:$/),
  IMAP_USER: z.string().optional(),
  IMAP_PASSWORD: z.string().optional(),
} satisfies Record<MailSettingName, z.ZodType>;

export const MAIL_EXPECTED: Readonly<Record<MailSettingName, string>> = {
  SMTP_URL: 'Expected a URL like smtps://user:password@mail.example:465 or smtp://mail.example:587, but it is none.',
  SMTP_USER: 'Expected a name, but it is none.',
  SMTP_PASSWORD: 'Expected a password, but it is none.',
  MAIL_FROM: 'Expected the address that letters come from, like "Urząd Miasta <okienko@miasto.example>", but it is none.',
  MAIL_QUIET_HOURS: 'Expected "1" (letters wait until the city opens) or "0" (they leave at any hour), but it is something else.',
  IMAP_URL: 'Expected a URL like imaps://user:password@mail.example:993/INBOX, but it is none.',
  IMAP_USER: 'Expected a name, but it is none.',
  IMAP_PASSWORD: 'Expected a password, but it is none.',
};

type MailValues = Readonly<z.output<z.ZodObject<typeof MAIL_SCHEMAS>>>;

/** What the settings demand of each other. */
export function mailProblems({
  SMTP_URL,
  MAIL_FROM,
}: MailValues): readonly { readonly setting: MailSettingName; readonly message: string }[] {
  if (SMTP_URL === undefined || MAIL_FROM !== undefined) return [];
  return [{ setting: 'MAIL_FROM', message: 'Expected the address that letters come from beside SMTP_URL, but it is not set.' }];
}

export function mailOf(values: MailValues): MailSettings {
  const { SMTP_URL, MAIL_FROM, IMAP_URL } = values;
  return {
    smtp:
      SMTP_URL === undefined || MAIL_FROM === undefined
        ? null
        : {
            url: SMTP_URL,
            user: values.SMTP_USER,
            password: values.SMTP_PASSWORD,
            from: MAIL_FROM,
            quietHours: values.MAIL_QUIET_HOURS,
          },
    imap: IMAP_URL === undefined ? null : { url: IMAP_URL, user: values.IMAP_USER, password: values.IMAP_PASSWORD },
  };
}
