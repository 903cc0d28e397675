/** Apache's own WebDAV (mod_dav, with locks), from Debian's packages, on a folder of its own. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { installPackages } from '../debian.js';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';

const run = promisify(execFile);
const READY_LIMIT_MS = 20_000;
/** Whom it becomes when root starts it, which it refuses to stay. */
const ACCOUNT = 'www-data';
const PASSWORD = 'okienko-contract';
const MODULES = ['mpm_event', 'authn_core', 'authn_file', 'authz_core', 'authz_user', 'auth_basic', 'dav', 'dav_fs', 'dav_lock'];
const UNIX_MODULES = '/usr/lib/apache2/modules';

function configuration(folder: string, port: number): string {
  return `
ServerRoot ${folder}
ServerName 127.0.0.1
Listen 127.0.0.1:${port}
PidFile ${folder}/apache.pid
ErrorLog /dev/stderr
${MODULES.map((name) => `LoadModule ${name}_module ${UNIX_MODULES}/mod_${name}.so`).join('\n')}
User ${ACCOUNT}
Group ${ACCOUNT}
StartServers 1
MinSpareThreads 4
MaxSpareThreads 16
ThreadsPerChild 16
MaxRequestWorkers 16
DocumentRoot ${folder}/files
DavLockDB ${folder}/locks/db
<Directory ${folder}/files>
  Dav on
  AuthType Basic
  AuthName okienko
  AuthUserFile ${folder}/people
  Require valid-user
</Directory>
`;
}

async function start(stage: Stage): Promise<Server> {
  const { folder } = stage;
  const port = await freePort();
  await chmod(folder, 0o711);
  for (const name of ['files', 'locks']) {
    await mkdir(join(folder, name));
    if (process.getuid?.() === 0) await chown(join(folder, name), await idOf('-u'), await idOf('-g'));
  }
  const hash = createHash('sha1').update(PASSWORD).digest('base64');
  await writeFile(join(folder, 'people'), ['okienko', 'kowalska'].map((name) => `${name}:{SHA}${hash}\n`).join(''));
  await chmod(join(folder, 'people'), 0o644);
  await writeFile(join(folder, 'apache.conf'), configuration(folder, port));
  const apache = stage.spawn('/usr/sbin/apache2', ['-f', join(folder, 'apache.conf'), '-D', 'FOREGROUND']);
  const url = `http://127.0.0.1:${port}`;
  await apache.ready(async () => (await fetch(url)).status === 401, READY_LIMIT_MS);
  return { url, settings: { user: 'okienko', colleague: 'kowalska', password: PASSWORD }, stop: () => apache.stop() };
}

async function idOf(option: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [option, ACCOUNT])).stdout);
}

export const system: System = { prepare: () => installPackages('apache2-bin'), start };
