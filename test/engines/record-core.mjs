/**
 * Records on a real Camunda 8 what the scenarios of `core-scenarios/` do there; `engine/core/oracle.test.ts` replays the recordings.
 * Run: node test/engines/record-core.mjs COMMAND PORT [GROUP …]; COMMAND starts the engine on a port (see README.md beside this file).
 * Writes test/fixtures/oracle-core/GROUP.json.
 */
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { register } from 'node:module';
import { OracleSession } from './oracle-session.mjs';

register('../conformance/typescript-loader.mjs', import.meta.url);

const [command, port, ...wanted] = process.argv.slice(2);
const here = (name) => new URL(name, import.meta.url);
const INTENTS = {
  ELEMENT_ACTIVATING: 'ACTIVATING',
  ELEMENT_ACTIVATED: 'ACTIVATED',
  ELEMENT_COMPLETING: 'COMPLETING',
  ELEMENT_COMPLETED: 'COMPLETED',
  ELEMENT_TERMINATING: 'TERMINATING',
  ELEMENT_TERMINATED: 'TERMINATED',
  SEQUENCE_FLOW_TAKEN: 'SEQUENCE_FLOW_TAKEN',
};
const CLOSES_JOB = ['COMPLETED', 'CANCELED', 'ERROR_THROWN'];
const LEASE_MS = 3_600_000;

const withoutKeys = (text) => text.replace(/\d{15,}/g, '<key>');
const canonical = (value) => {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`).join(',')}}`;
  }
  return JSON.stringify(value);
};

/** One scenario on an empty engine. */
class Recording {
  constructor(oracle) {
    this.oracle = oracle;
    this.records = [];
  }

  async sync() {
    await this.oracle.idle();
    this.records.push(...(await this.oracle.records()));
  }

  events(valueType, ...intents) {
    return this.records.filter(
      (record) =>
        record.recordType === 'EVENT' && record.valueType === valueType && (intents.length === 0 || intents.includes(record.intent)),
    );
  }

  /** The oldest one at the element that isn't closed, else the last. */
  pick(valueType, closing, elementId) {
    const closed = new Set(this.events(valueType, ...closing).map((record) => record.key));
    const there = this.events(valueType, 'CREATED').filter((record) => record.value.elementId === elementId);
    return String((there.find((record) => !closed.has(record.key)) ?? there.at(-1))?.key ?? 0);
  }

  job(elementId) {
    return this.pick('JOB', CLOSES_JOB, elementId);
  }

  element(elementId) {
    const ended = new Set(this.events('PROCESS_INSTANCE', 'ELEMENT_COMPLETED', 'ELEMENT_TERMINATED').map((record) => record.key));
    const there = this.events('PROCESS_INSTANCE', 'ELEMENT_ACTIVATING').filter((record) => record.value.elementId === elementId);
    return String((there.find((record) => !ended.has(record.key)) ?? there.at(-1))?.key ?? 0);
  }

  instances() {
    return [...new Set(this.events('PROCESS_INSTANCE', ...Object.keys(INTENTS)).map((record) => record.value.processInstanceKey))];
  }

  async deploy(resources) {
    return this.ask('DeployResource', { resources: resources.map(({ name, content }) => ({ name, content: Buffer.from(content) })) });
  }

  async ask(method, request) {
    try {
      await this.oracle.call(method, request);
      return 'ok';
    } catch (error) {
      const rejection = /^Command '\w+' rejected with code '(\w+)': ([\s\S]*)$/.exec(error.details ?? '');
      if (rejection) return withoutKeys(`${rejection[1]}: ${rejection[2]}`);
      throw error;
    }
  }

  async perform(action) {
    const variables = JSON.stringify(action.variables ?? {});
    switch (action.do) {
      case 'deploy':
        return this.deploy(action.resources);
      case 'start':
        return this.ask('CreateProcessInstance', {
          bpmnProcessId: action.process ?? 'p',
          version: -1,
          variables,
          startInstructions: (action.at ?? []).map((elementId) => ({ elementId })),
        });
      case 'cancel':
        return this.ask('CancelProcessInstance', { processInstanceKey: String(this.instances()[action.instance ?? 0] ?? 0) });
      case 'complete':
        return this.ask('CompleteJob', { jobKey: this.job(action.element), variables });
      case 'fail':
        return this.ask('FailJob', {
          jobKey: this.job(action.element),
          retries: action.retries,
          errorMessage: action.message ?? '',
          retryBackOff: action.backoffMs ?? 0,
          variables,
        });
      case 'throw':
        return this.ask('ThrowError', {
          jobKey: this.job(action.element),
          errorCode: action.code,
          errorMessage: action.message ?? '',
          variables,
        });
      case 'retries':
        return this.ask('UpdateJobRetries', { jobKey: this.job(action.element), retries: action.retries });
      case 'resolve':
        return this.ask('ResolveIncident', { incidentKey: this.pick('INCIDENT', ['RESOLVED'], action.element) });
      case 'publish':
        return this.ask('PublishMessage', {
          name: action.name,
          correlationKey: action.key,
          messageId: action.id ?? '',
          timeToLive: action.ttlMs ?? 0,
          variables,
        });
      case 'set':
        return this.ask('SetVariables', { elementInstanceKey: this.element(action.element), variables, local: action.local ?? false });
      case 'activate': {
        const jobs = await this.oracle.activateJobs(action.type, LEASE_MS);
        const taken = jobs.map((job) => `${job.elementId} retries ${job.retries}`);
        return `activated: ${taken.sort().join(', ')}`;
      }
      case 'advance':
        await this.oracle.advance(`PT${action.seconds}S`);
        return 'ok';
      default:
        throw new Error(`Expected an action that the recorder knows, but got '${action.do}'`);
    }
  }

  observed(answers) {
    const instances = this.instances();
    const numberOf = (record) => instances.indexOf(record.value.processInstanceKey);
    const places = new Map();
    const occurrences = new Map();
    for (const record of this.events('PROCESS_INSTANCE', 'ELEMENT_ACTIVATING')) {
      const place = `${numberOf(record)} ${record.value.elementId}`;
      const occurrence = occurrences.get(place) ?? 0;
      occurrences.set(place, occurrence + 1);
      places.set(record.key, `${place}#${occurrence}`);
    }
    const variables = new Map();
    for (const { value } of this.events('VARIABLE', 'CREATED', 'UPDATED')) {
      variables.set(`${places.get(value.scopeKey)} ${value.name}`, value.value);
    }
    const raised = this.events('INCIDENT', 'CREATED');
    return {
      answers,
      trace: this.events('PROCESS_INSTANCE', ...Object.keys(INTENTS)).map(
        (record) => `${numberOf(record)} ${record.value.elementId} ${INTENTS[record.intent]}`,
      ),
      variables: [...variables].map(([name, json]) => `${name} = ${canonical(JSON.parse(json))}`).sort(),
      incidents: raised.map((record) =>
        withoutKeys(`${numberOf(record)} ${record.value.elementId} ${record.value.errorType}: ${record.value.errorMessage}`),
      ),
      openIncidents: raised.length - this.events('INCIDENT', 'RESOLVED').length,
      jobs: this.events('JOB', 'CREATED').map((record) =>
        withoutKeys(
          `${numberOf(record)} ${record.value.elementId} ${record.value.type} retries ${record.value.retries} ${canonical(record.value.customHeaders)}`,
        ),
      ),
    };
  }
}

const groups = readdirSync(here('core-scenarios'))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.replace(/\.ts$/, ''))
  .filter((group) => wanted.length === 0 || wanted.includes(group));
mkdirSync(here('../fixtures/oracle-core'), { recursive: true });
let oracle = await OracleSession.start(command, port);
let used = false;

/** On an engine of its own; undefined when the engine refuses the model or breaks down over it. */
async function record(scenario) {
  if (used) await oracle.reset();
  used = true;
  const recording = new Recording(oracle);
  const deployed = await recording.deploy(scenario.resources);
  if (deployed !== 'ok') throw new Error(deployed);
  await recording.sync();
  const answers = [];
  for (const action of scenario.actions) {
    answers.push(await recording.perform(action));
    await recording.sync();
  }
  return { ...scenario, observed: recording.observed(answers) };
}

async function freshOracle() {
  oracle.kill();
  oracle = await OracleSession.start(command, port);
  used = false;
}

/** A busy machine may let an engine miss its time: one more try. */
async function recordOrRetry(scenario) {
  try {
    return await record(scenario);
  } catch (error) {
    if (error.message.startsWith('INVALID_ARGUMENT')) throw error;
    await freshOracle();
    return record(scenario);
  }
}

for (const group of groups) {
  const { scenarios } = await import(here(`core-scenarios/${group}.ts`).href);
  const recorded = [];
  for (const scenario of scenarios) {
    try {
      recorded.push(await recordOrRetry(scenario));
    } catch (error) {
      console.error(`Left out: '${scenario.name}'\n  ${error.message}`);
      process.exitCode = 1;
      if (!error.message.startsWith('INVALID_ARGUMENT')) await freshOracle();
    }
  }
  const source = 'Camunda 8.8.21 (zeebe-process-test-engine), recorded by test/engines/record-core.mjs';
  writeFileSync(here(`../fixtures/oracle-core/${group}.json`), `${JSON.stringify({ source, scenarios: recorded }, null, 1)}\n`);
  console.log(`${group}: ${recorded.length} scenarios`);
}
await oracle.quit();
