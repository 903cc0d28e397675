/** A new writer serves while it reads. A lock on one of the tables that only reading needs holds it in the middle. */
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { expectConsistent } from '../../test/crash/consistency.js';
import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { type ClientCommand, type CommandOutcome, createEngine, type Engine } from '../index.js';

const MODELS = Buffer.from(`<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
    xmlns:zeebe="http://camunda.org/schema/zeebe/1.0" id="d" targetNamespace="t">
  <bpmn:message id="answer" name="answer"><bpmn:extensionElements><zeebe:subscription correlationKey="=number"/></bpmn:extensionElements></bpmn:message>
  <bpmn:process id="letter" isExecutable="true">
    <bpmn:startEvent id="begin"/><bpmn:sequenceFlow id="f1" sourceRef="begin" targetRef="awaited"/>
    <bpmn:intermediateCatchEvent id="awaited"><bpmn:messageEventDefinition id="m" messageRef="answer"/></bpmn:intermediateCatchEvent>
    <bpmn:sequenceFlow id="f2" sourceRef="awaited" targetRef="read"/>
    <bpmn:serviceTask id="read"><bpmn:extensionElements><zeebe:taskDefinition type="read"/></bpmn:extensionElements></bpmn:serviceTask>
  </bpmn:process>
  <bpmn:process id="outer" isExecutable="true">
    <bpmn:startEvent id="o1"/><bpmn:sequenceFlow id="of1" sourceRef="o1" targetRef="call"/>
    <bpmn:callActivity id="call"><bpmn:extensionElements><zeebe:calledElement processId="inner"/></bpmn:extensionElements></bpmn:callActivity>
    <bpmn:sequenceFlow id="of2" sourceRef="call" targetRef="o2"/><bpmn:endEvent id="o2"/>
  </bpmn:process>
  <bpmn:process id="inner" isExecutable="true">
    <bpmn:startEvent id="i1"/><bpmn:sequenceFlow id="if1" sourceRef="i1" targetRef="first"/>
    <bpmn:serviceTask id="first"><bpmn:extensionElements><zeebe:taskDefinition type="first"/></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:sequenceFlow id="if2" sourceRef="first" targetRef="second"/>
    <bpmn:serviceTask id="second"><bpmn:extensionElements><zeebe:taskDefinition type="second"/></bpmn:extensionElements></bpmn:serviceTask>
    <bpmn:boundaryEvent id="late" attachedToRef="second" cancelActivity="false">
      <bpmn:timerEventDefinition id="t"><bpmn:timeDuration>PT1H</bpmn:timeDuration></bpmn:timerEventDefinition>
    </bpmn:boundaryEvent>
    <bpmn:sequenceFlow id="if3" sourceRef="late" targetRef="remind"/>
    <bpmn:serviceTask id="remind"><bpmn:extensionElements><zeebe:taskDefinition type="remind"/></bpmn:extensionElements></bpmn:serviceTask>
  </bpmn:process>
</bpmn:definitions>`);

let database: TestDatabase;
let engine: Engine;
let brake: pg.Client;

const start = async (): Promise<void> => {
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
};

beforeEach(async () => {
  database = await createTestDatabase();
  brake = new pg.Client({ connectionString: database.url });
  await brake.connect();
  await start();
  expect(await engine.deploy([{ name: 'models.bpmn', content: MODELS }])).toMatchObject({ type: 'accepted' });
});

afterEach(async () => {
  await brake.end();
  await engine.stop();
  await database.drop();
});

/** The next engine can't read beyond the first rows until {@link release}. */
async function restartHeld(): Promise<void> {
  await engine.quiet();
  await engine.stop();
  await brake.query('BEGIN; LOCK TABLE tree_page IN ACCESS EXCLUSIVE MODE');
  await start();
  expect(engine.status().role).toBe('writer');
}

const release = () => brake.query('ROLLBACK');

async function create(bpmnProcessId: string, variables: ReadonlyMap<string, string> = new Map()): Promise<bigint> {
  const outcome = await engine.execute({ type: 'createInstance', bpmnProcessId, version: -1, variables, startElementIds: [] });
  if (outcome.type !== 'accepted' || outcome.response.type !== 'instanceCreated') throw new Error(`not created: ${outcome.type}`);
  return outcome.response.instanceKey;
}

async function take(type: string, maxJobs = 1, waitMs = 5_000): Promise<bigint[]> {
  const jobs = await engine.activateJobs({ type, worker: 'test', timeoutMs: 60_000, maxJobs, waitMs, fetchVariables: [] });
  return jobs.map(({ key }) => key);
}

const complete = (jobKey: bigint): Promise<CommandOutcome> => engine.execute({ type: 'completeJob', jobKey, variables: new Map() });
const publish = (correlationKey: string): Promise<CommandOutcome> =>
  engine.execute({ type: 'publishMessage', name: 'answer', correlationKey, messageId: '', timeToLiveMs: 0, variables: new Map() });

/** Whether it stays unanswered while recovery is held. */
async function waits(answer: Promise<unknown>): Promise<boolean> {
  return (await Promise.race([answer, sleep(150, 'still waiting')])) === 'still waiting';
}

describe('a new writer that has not read all open instances', () => {
  test('creates and carries new instances at once, and says of a new key that is gone that it is gone', async () => {
    await create('outer');
    await restartHeld();
    await create('outer');
    const [jobKey = 0n] = await take('first');
    expect(await complete(jobKey)).toMatchObject({ type: 'accepted' });
    expect(await complete(jobKey)).toMatchObject({ type: 'rejected', code: 'NOT_FOUND' });
    await release();
    expect(await take('first')).toHaveLength(1);
    await engine.quiet();
    await expectConsistent(database.url);
  });

  test('keeps what it cannot answer yet, and answers it right: an old job, one that was done before, a message', async () => {
    await create('letter', new Map([['number', '"7"']]));
    await create('outer');
    await create('outer');
    const [done = 0n, open = 0n] = await take('first', 2);
    await complete(done);
    await restartHeld();
    const [again, first, message] = [complete(done), complete(open), publish('7')];
    expect(await Promise.all([again, first, message].map(waits))).toEqual([true, true, true]);
    expect(engine.status().queuedCommands).toBe(3);
    await release();
    expect(await again).toMatchObject({ type: 'rejected', code: 'NOT_FOUND' });
    expect(await first).toMatchObject({ type: 'accepted' });
    expect(await message).toMatchObject({ type: 'accepted' });
    expect(await take('read')).toHaveLength(1);
    expect(await take('second', 2)).toHaveLength(2);
    await engine.quiet();
    await expectConsistent(database.url);
  });

  test('goes on when its connection breaks meanwhile, and when a batch fails', async () => {
    const instances = await Promise.all(Array.from({ length: 20 }, () => create('outer')));
    await restartHeld();
    const cancelled = instances.map((instanceKey) => engine.execute({ type: 'cancelInstance', instanceKey }));
    await sleep(100);
    await brake.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name ~ '^okienko (recovery|writer)'",
    );
    await release();
    for (const outcome of await Promise.all(cancelled)) expect(outcome).toMatchObject({ type: 'accepted' });
    await engine.quiet();
    expect((await expectConsistent(database.url)).openTrees).toBe(0);
  });

  test('answers whoever still waits when it stops', async () => {
    await create('outer');
    const [jobKey = 0n] = await take('first');
    await restartHeld();
    const answer = complete(jobKey);
    await sleep(50);
    await engine.stop();
    expect(await answer).toMatchObject({ type: 'unavailable' });
    await release();
    await start();
  });

  test('gives the lease back when it meets what it cannot read, and says so', async () => {
    await create('outer');
    await engine.quiet();
    await engine.stop();
    await brake.query("UPDATE tree_state SET state = '\\xff'");
    const errors: string[] = [];
    const note = (message: string): void => void errors.push(message);
    engine = createEngine({ databaseUrl: database.url, clock: 'real', log: { info: () => undefined, warn: () => undefined, error: note } });
    await engine.start();
    expect(await publish('7')).toMatchObject({ type: 'unavailable' });
    for (let waited = 0; engine.status().role !== 'standby' && waited < 100; waited++) await sleep(10);
    expect([engine.status().role, errors[0]]).toEqual(['standby', 'recovery failed, the term ends']);
  });

  test('under commands of all kinds on more trees than it reads at once, ends with the state that history tells', async () => {
    const waiting = await Promise.all(Array.from({ length: 1_400 }, (_, number) => create('letter', new Map([['number', `"${number}"`]]))));
    const calling = await Promise.all(Array.from({ length: 1_200 }, () => create('outer')));
    const first = await take('first', 1_200);
    expect(first).toHaveLength(1_200);
    await Promise.all(first.slice(0, 600).map(complete));
    const second = await take('second', 600);
    await restartHeld();
    const commands: ClientCommand[] = [
      ...first.slice(600, 900).map((jobKey) => ({ type: 'completeJob' as const, jobKey, variables: new Map() })),
      ...second
        .slice(0, 300)
        .map((jobKey) => ({ type: 'failJob' as const, jobKey, retries: 0, backoffMs: 0, message: '', variables: new Map() })),
      ...second.slice(300, 500).map((jobKey) => ({ type: 'completeJob' as const, jobKey, variables: new Map() })),
      ...calling.slice(-100).map((instanceKey) => ({ type: 'cancelInstance' as const, instanceKey })),
      ...waiting.slice(0, 50).map((elementInstanceKey) => ({
        type: 'setVariables' as const,
        elementInstanceKey,
        variables: new Map([['more', '1']]),
        local: true,
      })),
    ];
    const answers = [
      ...commands.map((command) => engine.execute(command)),
      ...waiting.slice(0, 600).map((_, number) => publish(String(number))),
    ];
    await sleep(50);
    await release();
    for (const outcome of await Promise.all(answers)) expect(outcome).toMatchObject({ type: 'accepted' });
    await engine.quiet();
    expect(await take('read', 1_000)).toHaveLength(600);
    expect(await take('first', 1_000)).toHaveLength(200);
    engine.clock.pin(engine.clock.now() + 3_600_000);
    await engine.quiet();
    // 900 had come so far; of them 200 are completed, and an incident stops no timer.
    expect(await take('remind', 1_000)).toHaveLength(700);
    const before = await expectConsistent(database.url);
    expect(before.openTrees).toBe(1_400 + 1_200 - 200 - 100);
    await engine.stop();
    await start();
    await engine.quiet();
    expect((await expectConsistent(database.url)).rows).toBe(before.rows);
  }, 120_000);
});
