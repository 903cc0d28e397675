/** Every scenario on a real Camunda 8. Resolves to the exit code; says so when there is none to ask. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { OracleSession } from '../engines/oracle-session.mjs';
import { CASE_TYPES } from '../processes/model-file.js';
import { type CaseType, type Scenario, scenariosOf } from '../processes/scenarios.js';
import { OracleStage } from './oracle-stage.js';
import { shortForm } from './short-form.js';

/** Beside the project, unless OKIENKO_TEST_ORACLE names another. */
const START = process.env.OKIENKO_TEST_ORACLE ?? fileURLToPath(new URL('../../../shared/oracle/start', import.meta.url));
const JVMS = '/usr/lib/jvm';
const JAVA_AT_LEAST = 21;
const PORT = 26_790;
const SHORT = '--short';

/** @param wishes parts of ids of scenarios, none = all; or `--short` */
export async function main(wishes: readonly string[]): Promise<number> {
  const missing = whatIsMissing();
  if (missing !== undefined) {
    console.log(`oracle skipped: ${missing}`);
    return 0;
  }
  const session = await OracleSession.start(START, PORT, { ...process.env, JAVA_HOME: javaHome() });
  let passed = 0;
  let total = 0;
  try {
    for (const caseType of CASE_TYPES) {
      for (const scenario of wished(caseType, wishes)) {
        const name = `${caseType}/${scenario.id}`;
        total++;
        let failure = await played(session, caseType, scenario);
        // Seen once in some hundred scenarios: the foreign engine keeps silent for a minute. That says nothing about the models.
        if (failure?.includes('DEADLINE_EXCEEDED')) {
          console.log(`again ${name}: the engine did not answer: ${failure}`);
          failure = await played(session, caseType, scenario);
        }
        if (failure === undefined) passed++;
        console.log(failure === undefined ? `ok ${name}` : `failed ${name}: ${failure}`);
      }
    }
  } finally {
    await session.quit();
  }
  if (wishes.includes(SHORT)) {
    const all = CASE_TYPES.reduce((sum, caseType) => sum + scenariosOf(caseType).length, 0);
    console.log(
      `oracle left out: ${all - total} scenarios whose outcome and kinds of acts another one has; without ${SHORT} all are played`,
    );
  }
  console.log(`oracle ${passed}/${total}`);
  return total > 0 && passed === total ? 0 : 1;
}

function wished(caseType: CaseType, wishes: readonly string[]): readonly Scenario[] {
  const scenarios = scenariosOf(caseType);
  if (wishes.includes(SHORT)) return shortForm(scenarios);
  return scenarios.filter(({ id }) => wishes.length === 0 || wishes.some((part) => `${caseType}/${id}`.includes(part)));
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
  if (!existsSync(START)) {
    return `the program that starts a real Camunda 8 is not here (${START}); OKIENKO_TEST_ORACLE names another, see CONTRIBUTING.md`;
  }
  if (javaHome() !== undefined) return undefined;
  return `Java ${JAVA_AT_LEAST} or newer is needed, and neither JAVA_HOME nor ${JVMS} has one`;
}

/** JAVA_HOME where it is new enough, else the newest of the system. */
function javaHome(): string | undefined {
  const given = process.env.JAVA_HOME;
  const installed = existsSync(JVMS) ? readdirSync(JVMS).map((name) => `${JVMS}/${name}`) : [];
  const newestFirst = installed.sort((one, other) => javaVersion(other) - javaVersion(one));
  return [...(given === undefined ? [] : [given]), ...newestFirst].find((home) => javaVersion(home) >= JAVA_AT_LEAST);
}

function javaVersion(home: string): number {
  const releaseFile = `${home}/release`;
  if (!existsSync(releaseFile)) return 0;
  return Number(/^JAVA_VERSION="(\d+)/m.exec(readFileSync(releaseFile, 'utf8'))?.[1] ?? 0);
}
