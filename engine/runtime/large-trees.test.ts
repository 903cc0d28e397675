import pg from 'pg';
import { expectConsistent } from '../../test/crash/consistency.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { createEngine, type Engine } from '../index.js';

const TASKS = 150;
const HEAD = `<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zeebe="http://camunda.org/schema/zeebe/1.0"
  xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" id="d" targetNamespace="t">`;

/** A fork into many service tasks, all open at once in one scope. */
function wide(): string {
  const tasks = Array.from(
    { length: TASKS },
    (_, i) => `<bpmn:sequenceFlow id="f${i}" sourceRef="fork" targetRef="t${i}" />
      <bpmn:serviceTask id="t${i}"><bpmn:extensionElements><zeebe:taskDefinition type="one" /></bpmn:extensionElements></bpmn:serviceTask>`,
  );
  return `${HEAD}<bpmn:process id="wide" isExecutable="true"><bpmn:startEvent id="start" /><bpmn:sequenceFlow id="s" sourceRef="start" targetRef="fork" />
    <bpmn:parallelGateway id="fork" />${tasks.join('')}</bpmn:process></bpmn:definitions>`;
}

/** A chain that needs far more transitions than one step may make. */
function long(): string {
  const links = Array.from(
    { length: 1_200 },
    (_, i) => `<bpmn:intermediateThrowEvent id="e${i}" /><bpmn:sequenceFlow id="f${i}" sourceRef="e${i}" targetRef="e${i + 1}" />`,
  );
  return `${HEAD}<bpmn:process id="long" isExecutable="true"><bpmn:startEvent id="start" /><bpmn:sequenceFlow id="s" sourceRef="start" targetRef="e0" />
    ${links.join('')}<bpmn:serviceTask id="e1200"><bpmn:extensionElements><zeebe:taskDefinition type="one" /></bpmn:extensionElements></bpmn:serviceTask>
    </bpmn:process></bpmn:definitions>`;
}

let database: TestDatabase;
let engine: Engine;

async function restart(): Promise<void> {
  await engine?.stop();
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
}

beforeEach(async () => {
  database = await createTestDatabase();
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
});

afterEach(async () => {
  await engine.stop();
  await database.drop();
});

async function begin(name: string, xml: string, variables: ReadonlyMap<string, string> = new Map()): Promise<void> {
  expect(await engine.deploy([{ name: `${name}.bpmn`, content: Buffer.from(xml) }])).toMatchObject({ type: 'accepted' });
  expect(await engine.execute({ type: 'createInstance', bpmnProcessId: name, version: -1, variables, startElementIds: [] })).toMatchObject({
    type: 'accepted',
  });
}

const take = (maxJobs: number) =>
  engine.activateJobs({ type: 'one', worker: 'test', timeoutMs: 60_000, maxJobs, waitMs: 10_000, fetchVariables: [] });

async function count(table: string): Promise<number> {
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    return (await client.query<{ count: number }>(`SELECT count(*)::int AS count FROM ${table}`)).rows[0]?.count ?? -1;
  } finally {
    await client.end();
  }
}

describe('trees that are large or long', () => {
  test('a scope with many live children lies in pages, survives a restart and shrinks again', async () => {
    await begin('wide', wide());
    expect([await count('tree_state'), await count('tree_page')]).toEqual([1, 2]);
    const jobs = await take(100);
    await Promise.all(jobs.map(({ key }) => engine.execute({ type: 'completeJob', jobKey: key, variables: new Map() })));
    await restart();
    await expectConsistent(database.url);
    const left = await take(TASKS);
    expect(left).toHaveLength(TASKS - 100);
    for (const { key } of left)
      expect(await engine.execute({ type: 'completeJob', jobKey: key, variables: new Map() })).toMatchObject({ type: 'accepted' });
    expect([await count('tree_state'), await count('tree_page')]).toEqual([0, 0]);
    await expectConsistent(database.url);
  });

  test('a step beyond the transition limit goes on by itself, batch by batch', async () => {
    await begin('long', long());
    const [job] = await take(1);
    expect(job?.elementId).toBe('e1200');
    await engine.quiet();
    expect((await expectConsistent(database.url)).rows).toBeGreaterThanOrEqual(4);
    expect(await count('tree_state WHERE pending IS NOT NULL')).toBe(0);
  });
});
