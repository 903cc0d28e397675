/** The round trips that a worker and a starter make, with the vendor's own client: zeebe-node. */
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { type Job, ZBClient } from 'zeebe-node';
import { type EmptyEngine, startEmptyEngine } from '../conformance/empty-engine.js';
import { Observation } from '../conformance/observation.js';
import { connectZeebeClient, type ZeebeClient } from '../conformance/zeebe-client.js';
import { jobWithBoundaryError, oneJob, oneMessage } from './models.js';

let running: EmptyEngine;
let observed: Observation;
let client: ZBClient;
let wire: ZeebeClient;

beforeAll(async () => {
  running = await startEmptyEngine();
  observed = new Observation(running.engine);
  client = connect();
  wire = connectZeebeClient(running.port);
});

afterAll(async () => {
  await client.close();
  wire.close();
  await observed.stop();
  await running.stop();
});

function connect(): ZBClient {
  return new ZBClient(`127.0.0.1:${running.port}`, { useTLS: false, maxRetries: 3, loglevel: 'NONE', longPoll: 5_000, pollInterval: 10 });
}

async function deploy(name: string, process: Buffer): Promise<void> {
  await client.deployResource({ name: `${name}.bpmn`, process });
}

/** Leases what there is, at least one job: zeebe-node's call never settles when a poll ends empty. */
function lease(type: string, options: { readonly timeout?: number; readonly maxJobs?: number } = {}): Promise<Job[]> {
  const { timeout = 60_000, maxJobs = 10 } = options;
  return client.activateJobs({ type, worker: 'protocol-test', timeout, maxJobsToActivate: maxJobs, requestTimeout: 10_000 });
}

async function leaseOne(type: string, timeout = 60_000): Promise<Job> {
  const [job, ...more] = await lease(type, { timeout });
  if (job === undefined || more.length > 0) throw new Error(`Expected one job of type ${type}, but got ${more.length + 1}`);
  return job;
}

async function expectNoJob(type: string): Promise<void> {
  expect(await wire.activateJobs({ type, worker: 'protocol-test', timeout: 1, maxJobsToActivate: 1, requestTimeout: -1 })).toEqual([]);
}

async function settled(): Promise<void> {
  await running.engine.quiet();
  await observed.caughtUp();
}

function isCompleted(processInstanceKey: string): boolean {
  return observed.completedInstances.has(BigInt(processInstanceKey));
}

describe('a starter', () => {
  test('sees one leading partition', async () => {
    const topology = await client.topology();
    expect(topology).toMatchObject({ clusterSize: 1, partitionsCount: 1, replicationFactor: 1 });
    expect(topology.brokers[0]?.partitions).toEqual([{ partitionId: 1, role: 'LEADER', health: 'HEALTHY' }]);
  });

  test('deploys twice: the same content keeps its version, changed content gets the next', async () => {
    const first = await client.deployResource({ name: 'versions.bpmn', process: oneJob('versions', 'versions') });
    const again = await client.deployResource({ name: 'versions.bpmn', process: oneJob('versions', 'versions') });
    const changed = await client.deployResource({ name: 'versions.bpmn', process: oneJob('versions', 'versions-2') });
    const process = (response: typeof first) => response.deployments[0]?.process;
    expect(process(first)).toMatchObject({ bpmnProcessId: 'versions', version: 1, resourceName: 'versions.bpmn', tenantId: '<default>' });
    expect(process(again)).toEqual(process(first));
    expect(process(changed)).toMatchObject({ version: 2 });
    expect(process(changed)?.processDefinitionKey).not.toBe(process(first)?.processDefinitionKey);
  });

  test('deploys a form', async () => {
    const form = Buffer.from(JSON.stringify({ id: 'matter', components: [], schemaVersion: 16 }));
    const response = await client.deployResource({ name: 'matter.form', form });
    expect(response.deployments[0]?.form).toMatchObject({ formId: 'matter', version: 1, resourceName: 'matter.form' });
  });

  test('gets the result of an instance that a worker carries to its end', async () => {
    await deploy('result', oneJob('result', 'result'));
    const worker = client.createWorker({
      taskType: 'result',
      taskHandler: (job) => job.complete({ answer: Number(job.variables.question) * 2 }),
    });
    const created = await client.createProcessInstanceWithResult({
      bpmnProcessId: 'result',
      variables: { question: 21 },
      requestTimeout: 10_000,
    });
    expect(created.variables).toEqual({ question: 21, answer: 42 });
    const some = await client.createProcessInstanceWithResult({
      bpmnProcessId: 'result',
      variables: { question: 4 },
      fetchVariables: ['answer'],
      requestTimeout: 10_000,
    });
    expect(some.variables).toEqual({ answer: 8 });
    await worker.close();
  });

  test('is told when the result is late; the instance goes on', async () => {
    await deploy('late-result', oneJob('late-result', 'late-result'));
    await expect(
      client.createProcessInstanceWithResult({ bpmnProcessId: 'late-result', variables: {}, requestTimeout: 200 }),
    ).rejects.toMatchObject({ code: status.DEADLINE_EXCEEDED });
    await client.completeJob({ jobKey: (await leaseOne('late-result')).key, variables: {} });
  });

  test('starts at a chosen element', async () => {
    await deploy('chosen', jobWithBoundaryError('chosen', 'chosen'));
    await client.createProcessInstance({ bpmnProcessId: 'chosen', variables: {}, startInstructions: [{ elementId: 'refused_work' }] });
    expect(await leaseOne('chosen-refused')).toMatchObject({ elementId: 'refused_work' });
    await expectNoJob('chosen');
  });

  test('cancels an instance: its job is gone', async () => {
    await deploy('cancel', oneJob('cancel', 'cancel'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'cancel', variables: {} });
    const job = await leaseOne('cancel');
    await client.cancelProcessInstance(processInstanceKey);
    await expect(client.completeJob({ jobKey: job.key, variables: {} })).rejects.toMatchObject({
      code: status.NOT_FOUND,
      // zeebe-node adds advice of its own behind it.
      details: expect.stringContaining(`Expected to complete job with key '${job.key}', but no such job was found`),
    });
    await expect(client.cancelProcessInstance(processInstanceKey)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('sets variables where they were asked for', async () => {
    await deploy('variables', oneJob('variables', 'variables'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'variables', variables: { a: 1, b: 1 } });
    await client.setVariables({ elementInstanceKey: processInstanceKey, variables: { a: 2, c: [null, 'ż'] }, local: false });
    const job = await leaseOne('variables', 1);
    await client.setVariables({ elementInstanceKey: job.elementInstanceKey, variables: { b: 'local' }, local: true });
    await sleep(20);
    expect((await leaseOne('variables')).variables).toEqual({ a: 2, b: 'local', c: [null, 'ż'] });
  });
});

describe('a worker', () => {
  test('gets what the model and the instance say about the job', async () => {
    await deploy('job', oneJob('job', 'job'));
    const created = await client.createProcessInstance({ bpmnProcessId: 'job', variables: { place: { lat: 51.1 } } });
    const before = running.engine.clock.now();
    const job = await leaseOne('job', 30_000);
    expect(job).toMatchObject({
      type: 'job',
      bpmnProcessId: 'job',
      processDefinitionVersion: 1,
      processDefinitionKey: created.processDefinitionKey,
      processInstanceKey: created.processInstanceKey,
      elementId: 'work',
      customHeaders: { desk: '7' },
      worker: 'protocol-test',
      retries: 3,
      variables: { place: { lat: 51.1 } },
      tenantId: '<default>',
    });
    expect(Number(job.deadline)).toBeGreaterThanOrEqual(before + 30_000);
    expect(Number(job.deadline)).toBeLessThanOrEqual(running.engine.clock.now() + 30_000);
  });

  test('fails a job: with retries left it comes back, after the back-off where one is asked for', async () => {
    await deploy('fail', oneJob('fail', 'fail'));
    await client.createProcessInstance({ bpmnProcessId: 'fail', variables: {} });
    const job = await leaseOne('fail');
    await client.failJob({ jobKey: job.key, retries: 2, errorMessage: 'once more', retryBackOff: 0 });
    const again = await leaseOne('fail');
    expect(again).toMatchObject({ key: job.key, retries: 2 });
    const failedAt = performance.now();
    await client.failJob({ jobKey: job.key, retries: 1, errorMessage: 'later', retryBackOff: 400 });
    await expectNoJob('fail');
    expect(await leaseOne('fail')).toMatchObject({ key: job.key, retries: 1 });
    expect(performance.now() - failedAt).toBeGreaterThanOrEqual(395);
  });

  test('spends the last retry: an incident, which fresh retries and its resolution end', async () => {
    await deploy('spent', oneJob('spent', 'spent'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'spent', variables: {} });
    const { key } = await leaseOne('spent');
    await client.failJob({ jobKey: key, retries: 0, errorMessage: 'register is down', retryBackOff: 0 });
    await settled();
    const incident = [...observed.openIncidents.values()].find((open) => open.jobKey === key);
    expect(incident).toMatchObject({ errorType: 'JOB_NO_RETRIES', elementId: 'work', message: 'register is down' });
    const incidentKey = incident?.incidentKey ?? '';
    await expectNoJob('spent');
    await expect(client.completeJob({ jobKey: key, variables: {} })).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    await expect(client.resolveIncident({ incidentKey })).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
    await client.updateJobRetries({ jobKey: key, retries: 1 });
    await expectNoJob('spent');
    await client.resolveIncident({ incidentKey });
    await client.completeJob({ jobKey: (await leaseOne('spent')).key, variables: {} });
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(true);
  });

  test('throws an error that a boundary event catches', async () => {
    await deploy('error', jobWithBoundaryError('error', 'error'));
    await client.createProcessInstance({ bpmnProcessId: 'error', variables: {} });
    await client.throwError({ jobKey: (await leaseOne('error')).key, errorCode: 'REFUSED', errorMessage: 'not ours' });
    expect(await leaseOne('error-refused')).toMatchObject({ elementId: 'refused_work' });
  });

  test('throws an error that nobody catches: an incident at the task', async () => {
    await deploy('uncaught', jobWithBoundaryError('uncaught', 'uncaught'));
    await client.createProcessInstance({ bpmnProcessId: 'uncaught', variables: {} });
    const { key } = await leaseOne('uncaught');
    await client.throwError({ jobKey: key, errorCode: 'SOMETHING_ELSE', errorMessage: '' });
    await settled();
    expect([...observed.openIncidents.values()].find((open) => open.jobKey === key)).toMatchObject({
      errorType: 'UNHANDLED_ERROR_EVENT',
      elementId: 'work',
    });
    await expect(client.completeJob({ jobKey: key, variables: {} })).rejects.toMatchObject({ code: status.FAILED_PRECONDITION });
  });

  test('may answer after its lease is over, also when another has the job by then', async () => {
    await deploy('late', oneJob('late', 'late'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'late', variables: {} });
    const mine = await leaseOne('late', 50);
    const theirs = await leaseOne('late');
    expect(theirs.key).toBe(mine.key);
    await client.completeJob({ jobKey: mine.key, variables: { by: 'the late one' } });
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(true);
    await expect(client.completeJob({ jobKey: theirs.key, variables: {} })).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('works through many instances, none lost and none done twice', async () => {
    await deploy('many', oneJob('many', 'many'));
    const done = new Map<string, number>();
    const worker = client.createWorker({
      taskType: 'many',
      maxJobsToActivate: 20,
      taskHandler: (job) => {
        done.set(job.key, (done.get(job.key) ?? 0) + 1);
        return job.complete();
      },
    });
    const created = await Promise.all(
      Array.from({ length: 100 }, () => client.createProcessInstance({ bpmnProcessId: 'many', variables: {} })),
    );
    for (const deadline = performance.now() + 15_000; done.size < 100 && performance.now() < deadline; ) await sleep(20);
    await worker.close();
    await settled();
    expect([...done.values()].filter((times) => times !== 1)).toEqual([]);
    expect(created.filter(({ processInstanceKey }) => !isCompleted(processInstanceKey))).toEqual([]);
  });

  test('closes while it polls; it takes no job with it', async () => {
    await deploy('closing', oneJob('closing', 'closing'));
    const leaving = connect();
    leaving.createWorker({ taskType: 'closing', taskHandler: (job) => job.complete({}) });
    await sleep(300);
    const startedAt = performance.now();
    await leaving.close(1_000);
    expect(performance.now() - startedAt).toBeLessThan(5_000);
    await client.createProcessInstance({ bpmnProcessId: 'closing', variables: {} });
    expect(await leaseOne('closing')).toMatchObject({ elementId: 'work' });
  });
});

describe('messages', () => {
  test('correlate once, and an id is refused while its message is kept', async () => {
    await deploy('message', oneMessage('message', 'answer-came'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'message', variables: { key: 'LCK-1/1' } });
    const message = {
      name: 'answer-came',
      correlationKey: 'LCK-1/1',
      messageId: 'letter-1',
      timeToLive: 60_000,
      variables: { text: 'yes' },
    };
    expect((await client.publishMessage(message)).key).toMatch(/^\d+$/);
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(true);
    await expect(client.publishMessage(message)).rejects.toMatchObject({
      code: status.ALREADY_EXISTS,
      details:
        "Command 'PUBLISH' rejected with code 'ALREADY_EXISTS': Expected to publish a new message with id 'letter-1', but a message with that id was already published",
    });
  });

  test('for nobody are kept as long as they shall live', async () => {
    await deploy('buffered', oneMessage('buffered', 'early'));
    await client.publishMessage({ name: 'early', correlationKey: 'k', timeToLive: 60_000, variables: {} });
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'buffered', variables: { key: 'k' } });
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(true);
  });

  test('with no time to live reach only who waits already, and their id may be used again', async () => {
    await deploy('unkept', oneMessage('unkept', 'now-or-never'));
    const message = { name: 'now-or-never', correlationKey: 'k', messageId: '1', timeToLive: 0, variables: {} };
    await client.publishMessage(message);
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'unkept', variables: { key: 'k' } });
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(false);
    await client.publishMessage(message);
    await settled();
    expect(isCompleted(processInstanceKey)).toBe(true);
  });
});

describe('what is too much', () => {
  test('is refused at once instead of being retried, and the neighbours go on', async () => {
    await deploy('large', oneJob('large', 'large'));
    const neighbours = Array.from({ length: 10 }, () => client.createProcessInstance({ bpmnProcessId: 'large', variables: {} }));
    await expect(
      client.createProcessInstance({ bpmnProcessId: 'large', variables: { attachment: 'x'.repeat(5 * 1024 * 1024) } }),
    ).rejects.toMatchObject({ code: status.INVALID_ARGUMENT, details: expect.stringContaining('at most 4194304 bytes') });
    await Promise.all(neighbours);
    expect(await lease('large', { maxJobs: 20 })).toHaveLength(10);
  });
});
