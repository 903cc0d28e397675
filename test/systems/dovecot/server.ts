/** Dovecot: a strict IMAP server that people really run, with LMTP to put mail into it. From Debian's packages, on a Maildir of its own. */
import { execFile } from 'node:child_process';
import { chmod, chown, mkdir, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';

const run = promisify(execFile);
const INSTALL_LIMIT_MS = 300_000;
const READY_LIMIT_MS = 20_000;

/** It gives up root's rights for each log-in and each mailbox, so it needs them first. */
async function prepare(): Promise<string | undefined> {
  if (process.getuid?.() !== 0) return 'Expected to run as root, whose rights Dovecot gives up for each mailbox';
  if (await isThere()) return undefined;
  const apt = (options: readonly string[]) =>
    run('apt-get', ['-q', '-y', ...options], {
      timeout: INSTALL_LIMIT_MS,
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  try {
    await apt(['update']);
    await apt(['install', '--no-install-recommends', 'dovecot-imapd', 'dovecot-lmtpd']);
  } catch (error) {
    return `Expected apt-get to install dovecot-imapd and dovecot-lmtpd, but it says: ${error instanceof Error ? error.message.slice(0, 300) : error}`;
  }
  return (await isThere()) ? undefined : "Expected 'dovecot' after its installation, but it doesn't run";
}

async function isThere(): Promise<boolean> {
  return run('dovecot', ['--version']).then(
    () => true,
    () => false,
  );
}

async function idOf(option: '-u' | '-g'): Promise<number> {
  return Number((await run('id', [option, 'mail'])).stdout);
}

async function start(stage: Stage): Promise<Server> {
  const [imap, lmtp, uid, gid] = [await freePort(), await freePort(), await idOf('-u'), await idOf('-g')];
  const mail = join(stage.folder, 'mail');
  for (const name of ['run', 'state', 'mail']) await mkdir(join(stage.folder, name));
  await chown(mail, uid, gid);
  // Its mailboxes belong to another user, who must get there.
  await chmod(stage.folder, 0o711);
  const users = join(stage.folder, 'users');
  // Every column counts, else there is "missing userdb info".
  await writeFile(users, `desk@miasto.example:{PLAIN}desk-pw:${uid}:${gid}::${mail}/desk::\n`);
  await chmod(users, 0o644);
  const settings = join(stage.folder, 'dovecot.conf');
  await writeFile(settings, configuration({ folder: stage.folder, users, imap, lmtp }));
  const dovecot = stage.spawn('dovecot', ['-F', '-c', settings]);
  await dovecot.ready(async () => (await opens(imap)) && (await opens(lmtp)), READY_LIMIT_MS);
  return {
    url: `imap://127.0.0.1:${imap}`,
    settings: { lmtp: String(lmtp), user: 'desk@miasto.example', password: 'desk-pw' },
    stop: () => dovecot.stop(),
  };
}

function opens(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

interface Places {
  readonly folder: string;
  readonly users: string;
  readonly imap: number;
  readonly lmtp: number;
}

function configuration({ folder, users, imap, lmtp }: Places): string {
  return `instance_name = okienko-test
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = /dev/stderr
protocols = imap lmtp
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
first_valid_uid = 1
mail_location = maildir:~/Maildir
lda_mailbox_autocreate = yes
postmaster_address = postmaster@miasto.example
passdb {
  driver = passwd-file
  args = username_format=%u ${users}
}
userdb {
  driver = passwd-file
  args = username_format=%u ${users}
}
service imap-login {
  inet_listener imap {
    address = 127.0.0.1
    port = ${imap}
  }
  inet_listener imaps {
    port = 0
  }
}
service lmtp {
  inet_listener lmtp {
    address = 127.0.0.1
    port = ${lmtp}
  }
}
`;
}

export const system: System = { prepare, start };
