/** Every scenario on a real Camunda 8. Resolves to the exit code; says so when there is none to ask. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OracleSession } from '../engines/oracle-session.mjs';
import { CASE_TYPES } from '../processes/model-file.js';
import { scenariosOf } from '../processes/scenarios.js';
import { OracleStage } from './oracle-stage.js';

const START = fileURLToPath(new URL('../../../shared/oracle/start', import.meta.url));
const JVMS = '/usr/lib/jvm';
const JAVA_AT_LEAST = 21;
const PORT = 26_790;

/** @param only parts of ids of scenarios; none = all */
export async function main(only: readonly string[]): Promise<number> {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    console.log(`oracle skipped: ${missing}`);
    return 0;
  }
  const session = await OracleSession.start(START, PORT);
  let passed = 0;
  let total = 0;
  try {
    for (const caseType of CASE_TYPES) {
      for (const scenario of scenariosOf(caseType)) {
        const name = `${caseType}/${scenario.id}`;
        if (only.length > 0 && !only.some((part) => name.includes(part))) continue;
        total++;
        const failure = await played(session, caseType, scenario);
        if (failure === undefined) passed++;
        console.log(failure === undefined ? `ok ${name}` : `failed ${name}: ${failure}`);
      }
    }
  } finally {
    await session.quit();
  }
  console.log(`oracle ${passed}/${total}`);
  return total > 0 && passed === total ? 0 : 1;
}

async function played(session: OracleSession, ...[caseType, scenario]: Parameters<OracleStage['play']>): Promise<string | undefined> {
  const stage = await OracleStage.open(session, PORT);
  try {
    await stage.play(caseType, scenario);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  } finally {
    await stage.close();
  }
}

function whatIsMissing(): string | undefined {
  if (!existsSync(START)) return 'the program that starts a real Camunda 8 is not here (../shared/oracle/start)';
  const versions = existsSync(JVMS) ? readdirSync(JVMS).map((name) => javaVersion(`${JVMS}/${name}/release`)) : [];
  const home = process.env.JAVA_HOME;
  if (home !== undefined) versions.push(javaVersion(`${home}/release`));
  if (versions.some((version) => version >= JAVA_AT_LEAST)) return undefined;
  return `Java ${JAVA_AT_LEAST} or newer is needed`;
}

function javaVersion(releaseFile: string): number {
  if (!existsSync(releaseFile)) return 0;
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(releaseFile, 'utf8'))?.[1] ?? 0);
}
