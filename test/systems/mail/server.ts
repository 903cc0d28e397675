/** GreenMail: SMTP and IMAP in one process, mail in memory. It takes any recipient, and has neither STARTTLS nor true sizes. */
import { join } from 'node:path';
import { fetchArtifact, javaIsMissing } from '../maven.js';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';

const VERSION = '2.1.3';
const ARTIFACT = `com.icegreen:greenmail-standalone:${VERSION}:jar`;
const READY_LIMIT_MS = 60_000;
const USERS = { desk: 'desk-pw@miasto.example', halina: 'halina-pw@example.org' };

async function prepare(stage: Stage): Promise<string | undefined> {
  return (await javaIsMissing()) ?? (await fetchArtifact('copy', ARTIFACT, stage.folder));
}

async function start(stage: Stage): Promise<Server> {
  const [smtp, imap, control] = [await freePort(), await freePort(), await freePort()];
  const door = (name: string, port: number): string[] => [`-Dgreenmail.${name}.hostname=127.0.0.1`, `-Dgreenmail.${name}.port=${port}`];
  const users = Object.entries(USERS).map(([name, rest]) => `${name}:${rest}`);
  const greenmail = stage.spawn('java', [
    '-Xms32m',
    '-Xmx192m',
    ...door('smtp', smtp),
    ...door('imap', imap),
    ...door('api', control),
    `-Dgreenmail.users=${users.join(',')}`,
    '-Dgreenmail.users.login=email',
    '-Dgreenmail.startup.timeout=30000',
    ...['-jar', join(stage.folder, `greenmail-standalone-${VERSION}.jar`)],
  ]);
  await greenmail.ready(async () => (await fetch(`http://127.0.0.1:${control}/api/service/readiness`)).ok, READY_LIMIT_MS);
  return {
    url: `imap://127.0.0.1:${imap}`,
    settings: { smtp: `smtp://127.0.0.1:${smtp}`, user: 'desk@miasto.example', password: 'desk-pw', resident: 'halina@example.org' },
    stop: () => greenmail.stop(),
  };
}

export const system: System = { prepare, start };
