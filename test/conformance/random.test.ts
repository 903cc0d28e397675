/** The 136 recorded paths of the fixture, and that the runner tells a wrong engine from a right one. */
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { jest } from '@jest/globals';
import { FIXTURE, main } from './main.js';
import { readPathSet } from './path-set.js';
import { runSuite, type SuiteResult } from './run-suite.js';

const paths = await readPathSet(FIXTURE);

describe('the recorded paths of random models', () => {
  let results: SuiteResult;

  beforeAll(async () => {
    results = await runSuite('random', paths, () => {});
  }, 300_000);

  test('are 136, and each was run', () => {
    expect(results.paths.map(({ name }) => name)).toEqual(paths.map(({ name }) => name));
    expect(results.total).toBe(136);
  });

  test.each(paths.map(({ name }) => name))('%s goes as recorded on Camunda 8.8', (name) => {
    const result = results.paths.find((path) => path.name === name);
    expect(result?.faults.join('\n')).toBe('');
    expect(result?.passed).toBe(true);
  });
});

describe('the command line', () => {
  let folder: string;
  let printed: string[];

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'okienko-conformance-'));
    printed = [];
    jest.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await rm(folder, { recursive: true });
  });

  /** The first two paths of the fixture as a folder of its own. */
  async function carry(change: (trace: string[], index: number) => string[]): Promise<void> {
    const cases = (await readFile(join(FIXTURE, 'cases.jsonl'), 'utf8')).split('\n').slice(0, 2);
    const traces = gunzipSync(await readFile(join(FIXTURE, 'traces.jsonl.gz')))
      .toString('utf8')
      .split('\n')
      .slice(0, 2);
    const changed = traces.map((line, index) => {
      const { case: name, trace } = JSON.parse(line) as { case: string; trace: string[] };
      return JSON.stringify({ case: name, trace: change(trace, index) });
    });
    await writeFile(join(folder, 'traces.jsonl.gz'), gzipSync(changed.join('\n')));
    await writeFile(join(folder, 'cases.jsonl'), cases.join('\n'));
    for (const file of cases.flatMap((line) => (JSON.parse(line) as { files: string[] }).files)) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), await readFile(join(FIXTURE, file)));
    }
  }

  test('ends with the score of the suite and succeeds', async () => {
    await carry((trace) => trace);
    expect(await main(['--dir', folder])).toBe(0);
    expect(printed.at(-1)).toBe('random 2/2');
  });

  test('names what failed with expected and actual, fails, and writes the results', async () => {
    await carry((trace, index) => (index === 0 ? trace.filter((line) => line !== '0 id_33 COMPLETED') : trace));
    const json = join(folder, 'results.json');
    expect(await main(['--dir', folder, '--json', json])).toBe(1);
    expect(printed.at(-1)).toBe('random 1/2');
    const [name] = paths.map((path) => path.name);
    expect(printed.join('\n')).toContain(
      `FAILED ${name}\n  0 id_33\n    - expected ACTIVATING ACTIVATED COMPLETING\n    + actual   ACTIVATING ACTIVATED COMPLETING COMPLETED`,
    );
    expect(JSON.parse(await readFile(json, 'utf8'))).toMatchObject({
      suites: [{ suite: 'random', passed: 1, total: 2, paths: [{ name, passed: false }, { passed: true }] }],
    });
  });

  test('refuses a folder without paths', async () => {
    const told = jest.spyOn(console, 'error').mockImplementation(() => {});
    expect(await main(['--dir', folder])).toBe(2);
    expect(told).toHaveBeenCalledWith(expect.stringContaining('cases.jsonl'));
  });
});
