/** A run that is killed leaves neither its server nor its folder behind. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { processesNaming } from '../support/processes.js';

const PROGRAM = `
import { register } from 'node:module';
register(${JSON.stringify(new URL('../conformance/typescript-loader.mjs', import.meta.url).href)});
const { Stage } = await import(${JSON.stringify(new URL('stage.ts', import.meta.url).href)});
const stage = await Stage.make('stage-test');
stage.spawn('sh', ['-c', 'sleep 300 & wait']);
console.log(stage.folder);
setInterval(() => undefined, 60_000);
`;

test('after kill -9 of the run its server, the servers of that and the folder are gone', async () => {
  const run = spawn(process.execPath, ['--no-warnings', '--input-type=module', '-e', PROGRAM], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(run.stdout, 'data')) as [Buffer];
  const folder = line.toString().trim();
  const began = (): number => processesNaming(folder).length;
  for (let tries = 0; began() < 2 && tries < 100; tries++) await sleep(50);
  // The shell and its child work in the folder; the keeper works elsewhere and was told of it.
  expect(began()).toBe(2);
  run.kill('SIGKILL');
  await once(run, 'exit');
  for (let tries = 0; (began() > 0 || existsSync(folder)) && tries < 100; tries++) await sleep(50);
  expect(began()).toBe(0);
  expect(existsSync(folder)).toBe(false);
});
