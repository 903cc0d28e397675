/** What one Jest run makes once and all its test files share, such as a database's template or a browser. */
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

const LOOK_EVERY_MS = 20;
const WAIT_MS = 180_000;

/** The run's own folder, gone with it. */
export function runFolder(): string {
  const folder = process.env.OKIENKO_TEST_RUN;
  if (folder === undefined)
    throw new Error('Expected OKIENKO_TEST_RUN from test/support/global-setup.mjs, but it is not set: run tests through jest.config.mjs.');
  return folder;
}

/** Jest's workers are processes: the first that asks makes it, the others wait for what it gave, which must survive JSON. */
export async function onceARun<Made>(name: string, make: () => Promise<Made>): Promise<Made> {
  const file = join(runFolder(), `${name}.json`);
  const isFirst = await mkdir(join(runFolder(), `making-${name}`)).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const outcome = await make().then(
      (value) => ({ value }),
      (error: unknown) => ({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    );
    await writeFile(`${file}.unfinished`, JSON.stringify(outcome), { mode: 0o600 });
    await rename(`${file}.unfinished`, file);
  }
  for (const deadline = performance.now() + WAIT_MS; performance.now() < deadline; await sleep(LOOK_EVERY_MS)) {
    const text = await readFile(file, 'utf8').catch(() => null);
    if (text === null) continue;
    const outcome = JSON.parse(text) as { readonly value: Made } | { readonly failure: string };
    if ('failure' in outcome) throw new Error(`${name} could not be made: ${outcome.failure}`);
    return outcome.value;
  }
  throw new Error(`${name} was not made within ${WAIT_MS / 1000} s`);
}
