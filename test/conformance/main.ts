/** The command line of `npm run conformance -- [--dir DIR] [--json FILE]`. Resolves to the exit code. */
import { access, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readPathSet } from './path-set.js';
import { runSuite, type SuiteResult } from './run-suite.js';

export const FIXTURE = fileURLToPath(new URL('../fixtures/conformance/random', import.meta.url));
const CASES = 'cases.jsonl';
const SUITE = 'random';

export async function main(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { dir: { type: 'string' }, json: { type: 'string' } } });
  const folders = await foldersOfPaths(values.dir ?? FIXTURE);
  if (folders.length === 0) {
    console.error(`Expected ${values.dir} or a folder in it to hold a ${CASES}, but none does`);
    return 2;
  }
  const suites: SuiteResult[] = [];
  for (const folder of folders) {
    const result = await runSuite(SUITE, await readPathSet(folder), (line) => console.log(line));
    suites.push(result);
    const failed = result.paths.filter((path) => !path.passed).map((path) => path.name);
    if (failed.length > 0) console.log(`failed: ${failed.join(' ')}`);
    console.log(`${result.suite} ${result.passed}/${result.total}`);
  }
  if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify({ suites }, null, 2)}\n`);
  return suites.every((suite) => suite.total > 0 && suite.passed === suite.total) ? 0 : 1;
}

/** The folder itself, or those in it: a folder of sets may be given as a whole. */
async function foldersOfPaths(folder: string): Promise<readonly string[]> {
  if (await holdsCases(folder)) return [folder];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const inside = entries.filter((entry) => entry.isDirectory()).map((entry) => join(folder, entry.name));
  const held = await Promise.all(inside.map(holdsCases));
  return inside.filter((_, index) => held[index]);
}

function holdsCases(folder: string): Promise<boolean> {
  return access(join(folder, CASES)).then(
    () => true,
    () => false,
  );
}
