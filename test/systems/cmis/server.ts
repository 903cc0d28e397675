/** Apache Chemistry's CMIS 1.1 repository: in memory, so each start has an empty one. Its web application runs in a Jetty. */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fetchArtifact, javaIsMissing } from '../maven.js';
import { freePort, type Stage } from '../stage.js';
import type { Server, System } from '../system.js';

const REPOSITORY = 'org.apache.chemistry.opencmis:chemistry-opencmis-server-inmemory:1.1.0:war';
const JETTY_VERSION = '9.4.57.v20241219';
const JETTY = `org.eclipse.jetty:jetty-runner:${JETTY_VERSION}:jar`;
const READY_LIMIT_MS = 60_000;
/** It takes any. */
const USER = 'okienko';
const PASSWORD = 'okienko';

const applicationIn = (stage: Stage): string => join(stage.folder, 'application');

async function prepare(stage: Stage): Promise<string | undefined> {
  const missing = await javaIsMissing();
  if (missing !== undefined) return missing;
  const application = applicationIn(stage);
  await mkdir(application);
  const failure = (await fetchArtifact('unpack', REPOSITORY, application)) ?? (await fetchArtifact('copy', JETTY, stage.folder));
  if (failure === undefined) await fitForJava17(application);
  return failure;
}

/** Without its SOAP doors, whose javax.xml.ws left Java with version 11 (the whole application would answer 503), and without an old log4j. */
async function fitForJava17(application: string): Promise<void> {
  const descriptor = join(application, 'WEB-INF', 'web.xml');
  const soap = /<(servlet|servlet-mapping)>(?:(?!<\/\1>)[\s\S])*?<servlet-name>\s*cmisws1[01]\s*<\/servlet-name>[\s\S]*?<\/\1>/g;
  const whole = (await readFile(descriptor, 'utf8')).replace(/<!--[\s\S]*?-->/g, '');
  await writeFile(descriptor, whole.replace(soap, ''));
  const libraries = join(application, 'WEB-INF', 'lib');
  for (const name of await readdir(libraries)) if (/^(log4j|cxf)-/.test(name)) await rm(join(libraries, name));
  const properties = join(application, 'WEB-INF', 'classes', 'repository.properties');
  const settings = await readFile(properties, 'utf8');
  await writeFile(properties, settings.replace(/^RepositoryFiller\.Enable=.*$/m, 'RepositoryFiller.Enable=false'));
}

async function start(stage: Stage): Promise<Server> {
  const port = await freePort();
  const scratch = join(stage.folder, 'scratch');
  await mkdir(scratch, { recursive: true });
  const jetty = stage.spawn('java', [
    '-Xms64m',
    '-Xmx256m',
    `-Djava.io.tmpdir=${scratch}`,
    '-Dorg.eclipse.jetty.util.log.class=org.eclipse.jetty.util.log.StdErrLog',
    ...['-jar', join(stage.folder, `jetty-runner-${JETTY_VERSION}.jar`), '--host', '127.0.0.1', '--port', String(port)],
    ...['--path', '/cmis', applicationIn(stage)],
  ]);
  const url = `http://127.0.0.1:${port}/cmis/browser`;
  const authorization = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString('base64')}`;
  await jetty.ready(async () => (await fetch(url, { headers: { authorization } })).ok, READY_LIMIT_MS);
  return { url, settings: { user: USER, password: PASSWORD, repository: 'A1' }, stop: () => jetty.stop() };
}

export const system: System = { prepare, start };
