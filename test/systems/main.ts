/** Starts each system's real server, runs its contracts (`*.contract.ts`) and tells how many held. Resolves to the exit code. */
import { existsSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { runCLI } from 'jest';
import { Stage } from './stage.js';
import { type System, tellContracts } from './system.js';

const PROJECT = fileURLToPath(new URL('../../', import.meta.url));
const HERE = fileURLToPath(new URL('.', import.meta.url));
const CONTRACT_LIMIT_MS = 60_000;
/** Wishes that mean more than one server. */
const TOGETHER: ReadonlyMap<string, readonly string[]> = new Map([['mail', ['mail', 'dovecot']]]);

/** @param wishes names of systems, none = all; options such as `--short` change nothing, each contract is short */
export async function main(wishes: readonly string[]): Promise<number> {
  const all = readdirSync(HERE).filter((name) => existsSync(`${HERE}${name}/server.ts`));
  const wished = wishes.filter((wish) => !wish.startsWith('--')).flatMap((wish) => TOGETHER.get(wish) ?? [wish]);
  const unknown = wished.filter((name) => !all.includes(name));
  if (unknown.length > 0) {
    console.error(`Expected names of ${all.join(', ')}, but got ${unknown.join(', ')}`);
    return 1;
  }
  let holds = true;
  for (const name of all) if (wished.length === 0 || wished.includes(name)) holds = (await contractsHold(name)) && holds;
  return holds ? 0 : 1;
}

async function contractsHold(name: string): Promise<boolean> {
  const { system } = (await import(`./${name}/server.ts`)) as { system: System };
  const stage = await Stage.make(name);
  try {
    const missing = await system.prepare(stage);
    if (missing !== undefined) {
      console.log(`${name} skipped: ${missing}`);
      return true;
    }
    const server = await system.start(stage);
    try {
      tellContracts(server);
      return await passed(name);
    } finally {
      await server.stop();
    }
  } catch (error) {
    console.error(error);
    console.log(`systems-${name} 0/1`);
    return false;
  } finally {
    await stage.clear();
  }
}

/** In this process, one after another: they share a server. */
async function passed(name: string): Promise<boolean> {
  const options = {
    testMatch: [`**/test/systems/${name}/*.contract.ts`],
    runInBand: true,
    testTimeout: CONTRACT_LIMIT_MS,
    forceExit: false,
    selectProjects: ['together'],
  };
  const { results } = await runCLI({ ...options, $0: 'test:systems', _: [] }, [PROJECT]);
  const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
  console.log(`systems-${name} ${results.numPassedTests}/${results.numPassedTests + failed}`);
  return results.success && results.numPassedTests > 0;
}
