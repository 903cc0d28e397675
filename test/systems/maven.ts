/** Artifacts from Maven Central, through the machine's own Maven and its settings. */
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const FETCH_LIMIT_MS = 300_000;

/** Why neither Maven nor Java can be used here, if so. */
export async function javaIsMissing(): Promise<string | undefined> {
  for (const [command, option] of [
    ['java', '-version'],
    ['mvn', '-version'],
  ] as const) {
    try {
      await run(command, [option]);
    } catch {
      return `Expected ${command === 'java' ? 'Java 17 or newer' : 'Maven'} on this machine, but '${command} ${option}' doesn't run`;
    }
  }
  return undefined;
}

/** `group:artifact:version:packaging` into a folder, as it is or unpacked. Resolves to why it couldn't be got, if so. */
export async function fetchArtifact(how: 'copy' | 'unpack', artifact: string, folder: string): Promise<string | undefined> {
  try {
    await run('mvn', ['-q', '-B', `dependency:${how}`, `-Dartifact=${artifact}`, `-DoutputDirectory=${folder}`], {
      // Maven leaves marks where it is called.
      cwd: folder,
      timeout: FETCH_LIMIT_MS,
    });
    return undefined;
  } catch (error) {
    const said = /\[ERROR\] (.*)/.exec((error as { stdout?: string }).stdout ?? '')?.[1] ?? String(error);
    return `Expected Maven to fetch ${artifact}, but it says: ${said}`;
  }
}
