/** Request Tracker 5 from Debian's packages, on SQLite in a folder of its own, with one worker: with more its If-Match isn't atomic. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { installPackages } from '../debian.js';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';

const PACKAGES = ['request-tracker5', 'rt5-db-sqlite', 'rt5-standalone', 'msmtp-mta', 'dbconfig-no-thanks'];
const SEED = fileURLToPath(new URL('seed.pl', import.meta.url));
/** Setting up its database takes most of it. */
const READY_LIMIT_MS = 180_000;

function configuration(folder: string, port: number): string {
  return `
Set($rtname, 'rt.test');
Set($Organization, 'rt.test');
Set($CorrespondAddress, 'rt\\@rt.test');
Set($CommentAddress, 'rt-comment\\@rt.test');
Set($Timezone, 'Europe/Warsaw');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($WebBaseURL, 'http://127.0.0.1:${port}');
Set($WebURL, 'http://127.0.0.1:${port}/');
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${folder}/rt.db');
Set($MailCommand, 'testfile');
Set($LogToSyslog, undef);
Set($LogToFile, undef);
Set($LogToSTDERR, 'error');
$RT::MasonDataDir = '${folder}/mason';
$RT::MasonSessionDir = '${folder}/session';
1;
`;
}

/** One process group from the first step on, so that whoever ends it ends all. */
const STEPS = `
rt-setup-database-5 --action init --root-password-file password &&
rt-setup-database-5 --action insert --datafile "$1" &&
exec /usr/share/request-tracker5/libexec/rt-server --host 127.0.0.1 --port "$2" --max-workers 1
`;

async function start(stage: Stage): Promise<Server> {
  const port = await freePort();
  const { folder } = stage;
  for (const name of ['conf.d', 'mason', 'session', 'mail']) await mkdir(join(folder, name));
  await writeFile(join(folder, 'site.pm'), configuration(folder, port));
  await writeFile(join(folder, 'password'), 'okienko-contract', { mode: 0o600 });
  const rt = stage.spawn('sh', ['-c', STEPS, 'rt', SEED, String(port)], {
    ...process.env,
    RT_SITE_CONFIG: join(folder, 'site.pm'),
    RT_SITE_CONFIG_DIR: join(folder, 'conf.d'),
    RT_STAGE: folder,
    TMPDIR: join(folder, 'mail'),
  });
  const url = `http://127.0.0.1:${port}`;
  const tokenOf = (name: string): Promise<string> => readFile(join(folder, `${name}.token`), 'utf8');
  const isUp = async (): Promise<boolean> =>
    (await fetch(`${url}/REST/2.0/rt`, { headers: { authorization: `token ${await tokenOf('okienko')}` } })).ok;
  await rt.ready(isUp, READY_LIMIT_MS);
  const [token, people, weak] = await Promise.all(['okienko', 'people', 'weak'].map(tokenOf));
  return { url, settings: { token: token ?? '', people: people ?? '', weak: weak ?? '' }, stop: () => rt.stop() };
}

export const system: System = { prepare: () => installPackages(...PACKAGES), start };
