import { readFileSync } from 'node:fs';
import { NOT_BUILT, SETTINGS } from './catalogue.js';
import { readSettings, SettingsRefused } from './index.js';

function problemsOf(environment: Record<string, string>): Record<string, string> {
  try {
    readSettings(environment);
  } catch (error) {
    if (error instanceof SettingsRefused) return Object.fromEntries(error.problems.map(({ setting, message }) => [setting, message]));
    throw error;
  }
  return {};
}

const SECRET = 'whsec_c2VjcmV0IG9mIDI0IGJ5dGVzIGhlcmUh';
const OTHER_SECRET = 'whsec_YW5vdGhlciBzZWNyZXQgb2YgMzIgYnl0ZXMgaGVyZSEh';

const RT = { CRM_KIND: 'rt', CRM_URL: 'https://rt.miasto.pl', CRM_TOKEN: '1-2-hunter2', CRM_QUEUE: 'Sprawy' };
const TRYTON = {
  ...{ CRM_KIND: 'tryton', CRM_URL: 'https://tryton.miasto.pl/city', CRM_USER: 'okienko', CRM_PASSWORD: 'hunter2', CRM_PROJECT: 'Sprawy' },
};

describe('settings', () => {
  test('without any: embedded database, loopback doors, real clock, demo people', () => {
    expect(readSettings({ HOME: '/home/anna', PATH: '/bin' }, '/srv/okienko')).toEqual({
      database: { type: 'embedded' },
      dataFolder: '/srv/okienko/.data',
      http: { host: '127.0.0.1', port: 8080 },
      publicUrl: null,
      gateway: { host: '127.0.0.1', port: 26_500 },
      link: { host: '127.0.0.1', port: 0 },
      clock: 'real',
      calendarFile: null,
      logLevel: 'warn',
      crm: { kind: 'built-in' },
      dms: { kind: 'built-in' },
      hookSecrets: {},
      mail: { smtp: null, imap: null },
      compare: { everyMs: 3_600_000, closedDays: 30 },
      demo: true,
    });
  });

  test('each one is obeyed', () => {
    const environment = {
      DATABASE_URL: 'postgresql://okienko:secret@db.example/okienko',
      OKIENKO_DATA: '/var/okienko',
      OKIENKO_ENGINE: 'embedded',
      HOST: '0.0.0.0',
      PORT: '0',
      PUBLIC_URL: 'https://Okienko.miasto.pl/',
      ZEEBE_HOST: '::1',
      ZEEBE_PORT: '26501',
      OKIENKO_LINK_HOST: 'node-2.example',
      OKIENKO_LINK_PORT: '26600',
      OKIENKO_CLOCK: 'controllable',
      OKIENKO_CALENDAR: '/etc/okienko/calendar.json',
      HUB_SECRETS: `parking=${SECRET} trees=${SECRET} parking=${OTHER_SECRET}`,
      OKIENKO_COMPARE_MINUTES: '15',
      OKIENKO_COMPARE_CLOSED_DAYS: '0',
      OKIENKO_DEMO: '0',
      LOG_LEVEL: 'info',
      CRM_KIND: 'webhook',
      CRM_URL: 'https://crm.miasto.pl/hooks/okienko',
      CRM_SECRET: `${SECRET} ${OTHER_SECRET}`,
      DMS_KIND: 'cmis',
      DMS_URL: 'https://eod.miasto.pl/cmis/browser',
      DMS_USER: 'okienko',
      DMS_PASSWORD: 'hunter2',
      DMS_REPOSITORY: 'A1',
      DMS_ROOT: '/Urząd/Okienko',
      SMTP_URL: 'smtps://mail.example',
      SMTP_USER: 'okienko',
      SMTP_PASSWORD: 'secret',
      MAIL_FROM: 'Urząd Miasta <okienko@miasto.example>',
      MAIL_QUIET_HOURS: '0',
      IMAP_URL: 'imaps://okienko:secret@mail.example/Sprawy',
      IMAP_USER: 'desk',
      IMAP_PASSWORD: 'other',
    };
    // Of kinds that this installation doesn't have.
    const others = ['CRM_TOKEN', 'CRM_QUEUE', 'CRM_USER', 'CRM_PASSWORD', 'CRM_PROJECT', 'DMS_FOLDER'];
    expect(Object.keys(environment)).toEqual(SETTINGS.filter((name) => !others.includes(name)));
    expect(readSettings(environment)).toEqual({
      database: { type: 'external', url: 'postgresql://okienko:secret@db.example/okienko' },
      dataFolder: '/var/okienko',
      http: { host: '0.0.0.0', port: 0 },
      publicUrl: 'https://okienko.miasto.pl',
      gateway: { host: '::1', port: 26_501 },
      link: { host: 'node-2.example', port: 26_600 },
      clock: 'controllable',
      calendarFile: '/etc/okienko/calendar.json',
      logLevel: 'info',
      crm: { kind: 'webhook', url: 'https://crm.miasto.pl/hooks/okienko', secrets: [SECRET, OTHER_SECRET] },
      hookSecrets: { crm: [SECRET, OTHER_SECRET], parking: [SECRET, OTHER_SECRET], trees: [SECRET] },
      dms: {
        kind: 'cmis',
        url: 'https://eod.miasto.pl/cmis/browser',
        user: 'okienko',
        password: 'hunter2',
        repository: 'A1',
        root: '/Urząd/Okienko',
      },
      mail: {
        smtp: {
          url: new URL('smtps://mail.example'),
          user: 'okienko',
          password: 'secret',
          from: 'Urząd Miasta <okienko@miasto.example>',
          quietHours: false,
        },
        imap: { url: new URL('imaps://okienko:secret@mail.example/Sprawy'), user: 'desk', password: 'other' },
      },
      compare: { everyMs: 900_000, closedDays: 0 },
      demo: false,
    });
  });

  test('one that is set to nothing counts as unset', () => {
    expect(readSettings({ DATABASE_URL: '', PORT: ' ', SMTP_URL: '', CRM_URL: '' })).toEqual(readSettings({}));
  });

  test.each([
    ['DATABASE_URL', 'mysql://db/okienko'],
    ['DATABASE_URL', 'db.example'],
    ['OKIENKO_ENGINE', 'zeebe'],
    ['OKIENKO_ENGINE', 'camunda7'],
    ['HOST', 'not a host'],
    ['PORT', '70000'],
    ['PORT', '80a'],
    ['PORT', '-1'],
    ['PUBLIC_URL', 'okienko.miasto.pl'],
    ['PUBLIC_URL', 'https://miasto.pl/okienko'],
    ['PUBLIC_URL', 'ftp://miasto.pl'],
    ['ZEEBE_PORT', '1e3'],
    ['OKIENKO_LINK_HOST', '0.0.0.0'],
    ['OKIENKO_LINK_HOST', '::'],
    ['OKIENKO_LINK_PORT', '-1'],
    ['OKIENKO_CLOCK', 'fast'],
    ['OKIENKO_COMPARE_MINUTES', '1'],
    ['OKIENKO_COMPARE_MINUTES', 'often'],
    ['OKIENKO_COMPARE_CLOSED_DAYS', '30.5'],
    ['OKIENKO_DEMO', 'yes'],
    ['LOG_LEVEL', 'loud'],
    ['CRM_KIND', 'siebel'],
    ['HUB_SECRETS', 'parking'],
    ['HUB_SECRETS', 'parking=whsec_c2hvcnQ='],
    ['HUB_SECRETS', 'crm=whsec_c2VjcmV0IG9mIDI0IGJ5dGVzIGhlcmUh'],
    ['HUB_SECRETS', 'Parking=whsec_c2VjcmV0IG9mIDI0IGJ5dGVzIGhlcmUh'],
    ['DMS_KIND', 'sharepoint'],
    ['SMTP_URL', 'mail.example'],
    ['SMTP_URL', 'https://mail.example'],
    ['MAIL_FROM', 'the city'],
    ['MAIL_FROM', 'a@b.example\r\nBcc: c@d.example'],
    ['MAIL_QUIET_HOURS', '20-8'],
    ['IMAP_URL', 'pop3://mail.example'],
  ])('%s=%s is refused with what was expected', (name, value) => {
    expect(problemsOf({ [name]: value })).toEqual({ [name]: expect.stringMatching(/^Expected .*, but /) });
  });

  test('all problems are told at once', () => {
    expect(Object.keys(problemsOf({ PORT: 'x', OKIENKO_CLOK: 'real', CRM_URL: 'http://crm' })).sort()).toEqual([
      'CRM_URL',
      'OKIENKO_CLOK',
      'PORT',
    ]);
  });

  test('no message repeats a value, which may be a secret', () => {
    expect(
      JSON.stringify(problemsOf({ DATABASE_URL: 'mysql://okienko:hunter2@db', SMTP_URL: 'http://okienko:hunter2@mail' })),
    ).not.toContain('hunter2');
  });

  test.each([...NOT_BUILT.keys()])('%s is refused as not built yet, with what to do', (name) => {
    expect(problemsOf({ [name]: 'anything' })[name]).toMatch(/^Not built yet\. .*Unset it/);
  });

  test.each([
    ['OKIENKO_CLOK', 'Did you mean OKIENKO_CLOCK?'],
    ['OKIENKO_DATABASE', 'Did you mean OKIENKO_DATA?'],
    ['OKIENKO_SOMETHING_ELSE', 'knows no such setting. All are listed'],
  ])('the unknown %s is refused: %s', (name, message) => {
    expect(problemsOf({ [name]: '1' })[name]).toContain(message);
  });

  test("settings of the tests and other programs' are left alone", () => {
    expect(problemsOf({ OKIENKO_TEST_DATABASE_URL: 'postgres://x/y', ZEEBE_CLIENT_ID: 'x', PGHOST: 'y' })).toEqual({});
  });

  test('the plaintext gateway never listens beyond loopback, the web server may', () => {
    expect(problemsOf({ ZEEBE_HOST: '0.0.0.0' }).ZEEBE_HOST).toContain('neither TLS nor tokens');
    expect(readSettings({ HOST: '0.0.0.0' }).gateway.host).toBe('127.0.0.1');
  });

  test.each([
    [{ CRM_KIND: 'webhook' }, ['CRM_SECRET', 'CRM_URL']],
    [{ CRM_KIND: 'webhook', CRM_URL: 'crm.miasto.pl', CRM_SECRET: SECRET }, ['CRM_URL']],
    [{ CRM_KIND: 'webhook', CRM_URL: 'https://me:hunter2@crm.miasto.pl', CRM_SECRET: SECRET }, ['CRM_URL']],
    [{ CRM_KIND: 'webhook', CRM_URL: 'https://crm.miasto.pl', CRM_SECRET: 'hunter2' }, ['CRM_SECRET']],
    [{ CRM_KIND: 'webhook', CRM_URL: 'https://crm.miasto.pl', CRM_SECRET: 'whsec_c2hvcnQ=' }, ['CRM_SECRET']],
    [{ CRM_URL: 'https://crm.miasto.pl' }, ['CRM_URL']],
    [{ CRM_KIND: 'built-in', CRM_SECRET: SECRET }, ['CRM_SECRET']],
    [{ CRM_KIND: 'rt' }, ['CRM_QUEUE', 'CRM_TOKEN', 'CRM_URL']],
    [{ ...RT, CRM_USER: 'okienko' }, ['CRM_USER']],
    [{ CRM_KIND: 'tryton' }, ['CRM_PASSWORD', 'CRM_PROJECT', 'CRM_URL', 'CRM_USER']],
    [{ ...TRYTON, CRM_URL: 'https://tryton.miasto.pl' }, ['CRM_URL']],
    [{ ...TRYTON, CRM_TOKEN: 'hunter2' }, ['CRM_TOKEN']],
    [{ DMS_KIND: 'cmis' }, ['DMS_PASSWORD', 'DMS_URL', 'DMS_USER']],
    [
      { DMS_KIND: 'cmis', DMS_URL: 'https://okienko:hunter2@eod.miasto.pl', DMS_USER: 'okienko', DMS_PASSWORD: 'x', DMS_ROOT: 'Okienko' },
      ['DMS_ROOT', 'DMS_URL'],
    ],
    [{ DMS_KIND: 'folder' }, ['DMS_FOLDER']],
    [{ DMS_KIND: 'folder', DMS_FOLDER: 'eod/drop' }, ['DMS_FOLDER']],
    [{ DMS_KIND: 'folder', DMS_FOLDER: '/mnt/eod/okienko', DMS_PASSWORD: 'hunter2' }, ['DMS_PASSWORD']],
    [{ DMS_KIND: 'webdav' }, ['DMS_PASSWORD', 'DMS_URL', 'DMS_USER']],
    [{ DMS_KIND: 'webdav', DMS_URL: 'https://eod', DMS_USER: 'o', DMS_PASSWORD: 'hunter2', DMS_ROOT: '/Okienko' }, ['DMS_ROOT']],
    [{ DMS_URL: 'https://eod.miasto.pl/cmis/browser', DMS_ROOT: '/Okienko' }, ['DMS_ROOT', 'DMS_URL']],
  ])('what a kind of system needs is asked for, and what it does not use is refused: %j', (environment, names) => {
    const problems = problemsOf(environment);
    expect(Object.keys(problems).sort()).toEqual(names);
    for (const message of Object.values(problems)) expect(message).toMatch(/^Expected .*, but /);
    expect(JSON.stringify(problems)).not.toContain('hunter2');
  });

  test('a CRM of its own', () => {
    expect(readSettings(RT).crm).toEqual({ kind: 'rt', url: 'https://rt.miasto.pl', token: '1-2-hunter2', queue: 'Sprawy' });
    const tryton = { kind: 'tryton', url: 'https://tryton.miasto.pl/city', user: 'okienko', password: 'hunter2', project: 'Sprawy' };
    expect(readSettings(TRYTON).crm).toEqual(tryton);
  });

  test('a place for files as the DMS', () => {
    const folder = { DMS_KIND: 'folder', DMS_FOLDER: '/mnt/eod/okienko' };
    expect(readSettings(folder).dms).toEqual({ kind: 'folder', folder: '/mnt/eod/okienko' });
    const webdav = { DMS_KIND: 'webdav', DMS_URL: 'https://eod.miasto.pl/dav/okienko', DMS_USER: 'okienko', DMS_PASSWORD: 'hunter2' };
    expect(readSettings(webdav).dms).toEqual({ kind: 'webdav', url: webdav.DMS_URL, user: 'okienko', password: 'hunter2' });
  });

  test('letters can leave only from an address', () => {
    expect(problemsOf({ SMTP_URL: 'smtp://mail.example' })).toEqual({ MAIL_FROM: expect.stringMatching(/^Expected .*, but /) });
    expect(readSettings({ IMAP_URL: 'imap://mail.example' }).mail.smtp).toBeNull();
  });

  test('demo people, whose password is public, come only with the embedded database, and to an open door only when asked for', () => {
    expect(readSettings({ DATABASE_URL: 'postgres://db/okienko' }).demo).toBe(false);
    expect(problemsOf({ DATABASE_URL: 'postgres://db/okienko', OKIENKO_DEMO: '1' })).toHaveProperty('OKIENKO_DEMO');
    expect(readSettings({ HOST: '0.0.0.0' }).demo).toBe(false);
    expect(readSettings({ HOST: '0.0.0.0', OKIENKO_DEMO: '1' }).demo).toBe(true);
    expect(readSettings({ HOST: 'localhost' }).demo).toBe(true);
  });

  test('each is described in the operations guide', () => {
    const guide = readFileSync(new URL('../docs/operations/settings.md', import.meta.url), 'utf8');
    for (const name of [...SETTINGS, ...NOT_BUILT.keys()]) expect(guide).toContain(`\`${name}\``);
  });
});
