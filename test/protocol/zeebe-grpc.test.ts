/** The wire itself, where a vendor's client would hide it: polls, chunks, cancellation, refusals word for word, the clock over HTTP. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { status } from '@grpc/grpc-js';
import { jest } from '@jest/globals';
import Koa from 'koa';
import { startZeebeGateway } from '../../gateway/zeebe-grpc/index.js';
import { clockRoutes } from '../../gateway/zeebe-rest/clock.js';
import { type EmptyEngine, SILENT_LOG, startEmptyEngine } from '../conformance/empty-engine.js';
import { connectZeebeClient, type ZeebeClient } from '../conformance/zeebe-client.js';
import { copyingJobs, oneDecision, oneJob, twoFaults } from './models.js';

let running: EmptyEngine;
let client: ZeebeClient;

beforeAll(async () => {
  running = await startEmptyEngine();
  client = connectZeebeClient(running.port, { 'grpc.max_receive_message_length': 4 * 1024 * 1024 });
});

afterAll(async () => {
  client.close();
  await running.stop();
});

async function deployOneJob(name: string): Promise<void> {
  await client.call('DeployResource', { resources: [{ name: `${name}.bpmn`, content: oneJob(name, name) }] });
}

async function create(bpmnProcessId: string, variables: object = {}): Promise<string> {
  const created = await client.call<{ processInstanceKey: string }>('CreateProcessInstance', {
    bpmnProcessId,
    version: -1,
    variables: JSON.stringify(variables),
  });
  return created.processInstanceKey;
}

function poll(type: string, requestTimeout: number, more: object = {}): object {
  return { type, worker: 'wire', timeout: 60_000, maxJobsToActivate: 10, requestTimeout, ...more };
}

describe('polling for jobs', () => {
  test('does not wait when the request timeout is negative', async () => {
    const startedAt = performance.now();
    expect(await client.activateJobs(poll('nothing', -1))).toEqual([]);
    expect(performance.now() - startedAt).toBeLessThan(500);
  });

  test('ends empty and without an error when the long poll is over', async () => {
    const startedAt = performance.now();
    expect(await client.activateJobs(poll('nothing', 300))).toEqual([]);
    const waitedMs = performance.now() - startedAt;
    expect(waitedMs).toBeGreaterThanOrEqual(295);
    expect(waitedMs).toBeLessThan(2_000);
  });

  test('is answered as soon as there is a job', async () => {
    await deployOneJob('awaited');
    const waiting = client.activateJobs(poll('awaited', 10_000));
    await sleep(100);
    const createdAt = performance.now();
    await create('awaited');
    expect((await waiting).flat()).toHaveLength(1);
    expect(performance.now() - createdAt).toBeLessThan(1_000);
  });

  test('gives each job to one of many that wait', async () => {
    await deployOneJob('shared');
    const waiting = Array.from({ length: 5 }, () => client.activateJobs(poll('shared', 1_000, { maxJobsToActivate: 1 })));
    await sleep(100);
    await Promise.all([create('shared'), create('shared'), create('shared')]);
    const keys = (await Promise.all(waiting)).flat(2).map((job) => job.key);
    expect(new Set(keys).size).toBe(3);
    expect(keys).toHaveLength(3);
  });

  test('takes no lease for a client that has cancelled', async () => {
    await deployOneJob('cancelled');
    const call = client.openPoll(poll('cancelled', 10_000));
    const ended = new Promise((resolve) => call.on('error', resolve));
    await sleep(100);
    call.cancel();
    await ended;
    await sleep(50);
    await create('cancelled');
    expect((await client.activateJobs(poll('cancelled', 2_000))).flat()).toHaveLength(1);
  });

  test('gives integers of 64 bits back digit by digit, from start, worker and mapping', async () => {
    await client.call('DeployResource', { resources: [{ name: 'digits.bpmn', content: copyingJobs('digits') }] });
    const variables = '{"id":9007199254740993,"in":{"side":[-9223372036854775808]}}';
    await client.call('CreateProcessInstance', { bpmnProcessId: 'digits', version: -1, variables });
    const [first] = (await client.activateJobs(poll('digits-first', 2_000))).flat();
    expect(first?.variables).toBe(variables);
    await client.call('CompleteJob', { jobKey: first?.key, variables: '{"result":9223372036854775807}' });
    const [second] = (await client.activateJobs(poll('digits-second', 2_000))).flat();
    const given = second?.variables ?? '';
    expect(JSON.parse(given)).toHaveProperty('copy');
    for (const digits of ['"id":9007199254740993', '"copy":9007199254740993', '[-9223372036854775808]', '"result":9223372036854775807']) {
      expect(given).toContain(digits);
    }
  });

  test('fetches only the variables that were named', async () => {
    await deployOneJob('named');
    await create('named', { a: 1, b: { c: 2 }, d: 3 });
    const [job] = (await client.activateJobs(poll('named', 2_000, { fetchVariable: ['b', 'missing'] }))).flat();
    expect(JSON.parse(job?.variables ?? '')).toEqual({ b: { c: 2 } });
  });

  test('never gives more than was asked for', async () => {
    await deployOneJob('few');
    await Promise.all([create('few'), create('few'), create('few')]);
    expect((await client.activateJobs(poll('few', 2_000, { maxJobsToActivate: 2 }))).flat()).toHaveLength(2);
    expect((await client.activateJobs(poll('few', 2_000))).flat()).toHaveLength(1);
  });

  test('splits what is larger than a message that a client takes', async () => {
    await deployOneJob('large');
    for (let i = 0; i < 3; i++) await create('large', { letter: 'ż'.repeat(1_100_000) });
    const messages = await client.activateJobs(poll('large', 2_000));
    expect(messages.map((jobs) => jobs.length)).toEqual([1, 1, 1]);
    expect(JSON.parse(messages[2]?.[0]?.variables ?? '')).toEqual({ letter: 'ż'.repeat(1_100_000) });
  });

  test.each([5, 20])('refuses variables of %i MB as a fault of the request, not as back-pressure', async (megabytes) => {
    await deployOneJob('huge');
    await expect(create('huge', { letter: 'x'.repeat(megabytes * 1024 * 1024) })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(/^Expected a message of at most 4194304 bytes, but got .*; keep large data elsewhere/),
    });
  });

  test.each([
    ['type', poll('', -1), 'type to be present, but it was blank'],
    ['max jobs', poll('x', -1, { maxJobsToActivate: 0 }), "max jobs to activate to be greater than zero, but it was '0'"],
    ['timeout', poll('x', -1, { timeout: 0 }), "timeout to be greater than zero, but it was '0'"],
  ])('refuses a wrong %s in Zeebe’s words', async (_what, request, reason) => {
    await expect(client.activateJobs(request)).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: `Command 'ACTIVATE' rejected with code 'INVALID_ARGUMENT': Expected to activate job batch with ${reason}`,
    });
  });
});

describe('refusals', () => {
  test.each([
    [
      'CompleteJob',
      { jobKey: '12' },
      "Command 'COMPLETE' rejected with code 'NOT_FOUND': Expected to complete job with key '12', but no such job was found",
    ],
    [
      'FailJob',
      { jobKey: '12', retries: 1 },
      "Command 'FAIL' rejected with code 'NOT_FOUND': Expected to fail job with key '12', but no such job was found",
    ],
    [
      'ThrowError',
      { jobKey: '12', errorCode: 'x' },
      "Command 'THROW_ERROR' rejected with code 'NOT_FOUND': Expected to throw an error for job with key '12', but no such job was found",
    ],
    [
      'UpdateJobRetries',
      { jobKey: '12', retries: 1 },
      "Command 'UPDATE_RETRIES' rejected with code 'NOT_FOUND': Expected to update job with key '12', but no such job was found",
    ],
    [
      'ResolveIncident',
      { incidentKey: '12' },
      "Command 'RESOLVE' rejected with code 'NOT_FOUND': Expected to resolve incident with key '12', but no such incident was found",
    ],
    [
      'CancelProcessInstance',
      { processInstanceKey: '12' },
      "Command 'CANCEL' rejected with code 'NOT_FOUND': Expected to cancel a process instance with key '12', but no such process was found",
    ],
    [
      'SetVariables',
      { elementInstanceKey: '12' },
      "Command 'UPDATE' rejected with code 'NOT_FOUND': Expected to update variables for element with key '12', but no such element was found",
    ],
    [
      'CreateProcessInstance',
      { bpmnProcessId: 'nope', version: -1 },
      "Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'nope', but none found",
    ],
    [
      'CreateProcessInstance',
      { processDefinitionKey: '99' },
      "Command 'CREATE' rejected with code 'NOT_FOUND': Expected to find process definition with key '99', but none found",
    ],
    [
      'CreateProcessInstanceWithResult',
      { request: { bpmnProcessId: 'nope', version: -1 } },
      "Command 'CREATE_WITH_AWAITING_RESULT' rejected with code 'NOT_FOUND': Expected to find process definition with process ID 'nope', but none found",
    ],
  ])('%s names what it could not find', async (rpc, request, details) => {
    await expect(client.call(rpc, request)).rejects.toMatchObject({ code: status.NOT_FOUND, details });
  });

  test('retries must be positive', async () => {
    await deployOneJob('retries');
    await create('retries');
    const [job] = (await client.activateJobs(poll('retries', 2_000))).flat();
    await expect(client.call('UpdateJobRetries', { jobKey: job?.key, retries: 0 })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: `Command 'UPDATE_RETRIES' rejected with code 'INVALID_ARGUMENT': Expected to update retries for job with key '${job?.key}' with a positive amount of retries, but the amount given was '0'`,
    });
  });

  test.each(['[]', '7', '"text"', '{nope', '{"a":1} x', '{"nul":"a\\u0000b"}', '{"half":"\\ud800"}'])('variables %s', async (variables) => {
    await deployOneJob('bad-variables');
    const invalid = { code: status.INVALID_ARGUMENT, details: expect.stringContaining("Property 'variables' is invalid: Expected") };
    await expect(client.call('CreateProcessInstance', { bpmnProcessId: 'bad-variables', version: -1, variables })).rejects.toMatchObject(
      invalid,
    );
    await expect(client.call('CompleteJob', { jobKey: '12', variables })).rejects.toMatchObject(invalid);
    await expect(client.call('PublishMessage', { name: 'm', correlationKey: 'k', variables })).rejects.toMatchObject(invalid);
  });

  test('names that no database takes, while the neighbours go on', async () => {
    await deployOneJob('beside-bad-names');
    const bad = [
      client.call('PublishMessage', { name: 'm', correlationKey: 'a\0b', timeToLive: 60_000 }),
      client.call('PublishMessage', { name: 'm', correlationKey: 'k'.repeat(10_000), timeToLive: 60_000 }),
      client.call('CreateProcessInstance', { bpmnProcessId: 'a\0b', version: -1 }),
    ];
    const good = [create('beside-bad-names'), create('beside-bad-names')];
    for (const outcome of await Promise.allSettled(bad)) {
      expect(outcome).toMatchObject({ status: 'rejected', reason: { code: status.INVALID_ARGUMENT } });
    }
    await Promise.all(good);
  });

  test.each([
    ['DeployResource', { resources: [{ name: 'a.bpmn', content: oneJob('a', 'a') }], tenantId: 'blue' }, "identifier 'blue'"],
    ['CreateProcessInstance', { bpmnProcessId: 'a', version: -1, tenantId: 'blue' }, "identifier 'blue'"],
    ['PublishMessage', { name: 'm', correlationKey: 'k', tenantId: 'blue' }, "identifier 'blue'"],
  ])('%s takes no other tenant', async (rpc, request, tenant) => {
    await expect(client.call(rpc, request)).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: `Expected to handle gRPC request ${rpc} with tenant ${tenant}, but multi-tenancy is disabled`,
    });
  });

  test('a poll takes no other tenant, and the default one by name', async () => {
    await expect(client.activateJobs(poll('x', -1, { tenantIds: ['<default>', 'blue'] }))).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    expect(await client.activateJobs(poll('x', -1, { tenantIds: ['<default>'] }))).toEqual([]);
  });

  test('what is not built says so', async () => {
    await expect(client.call('BroadcastSignal', { signalName: 's' })).rejects.toMatchObject({ code: status.UNIMPLEMENTED });
  });

  test('a time to live that overflows is taken and the message not kept, as in Zeebe', async () => {
    const message = { name: 'for-ever', correlationKey: 'k', messageId: '1', timeToLive: '9223372036854775807' };
    await client.call('PublishMessage', message);
    await expect(client.call('PublishMessage', message)).resolves.toMatchObject({ key: expect.stringMatching(/^\d+$/) });
    const longest = { ...message, messageId: '2', timeToLive: '9000000000000000000' };
    await client.call('PublishMessage', longest);
    await expect(client.call('PublishMessage', longest)).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
  });

  test('a message beyond every limit still gets an answer', async () => {
    const variables = JSON.stringify({ x: 'x'.repeat(20 * 1024 * 1024) });
    await expect(client.call('PublishMessage', { name: 'm', correlationKey: 'k', variables })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
    });
    expect(await client.call('Topology', {})).toMatchObject({ clusterSize: 1 });
  });
});

describe('a faulty deployment', () => {
  test('lists every fault by resource and element, and nothing of it is deployed', async () => {
    const resources = [
      { name: 'good.bpmn', content: oneJob('half-deployed', 'half-deployed') },
      { name: 'bad.bpmn', content: twoFaults('bad') },
      { name: 'broken.bpmn', content: Buffer.from('<x') },
    ];
    const refused = expect.objectContaining({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(
        /Expected to deploy new resources, but encountered the following errors:\n'bad\.bpmn': .*no_type.*broken.*'broken\.bpmn': /s,
      ),
    });
    await expect(client.call('DeployResource', { resources })).rejects.toEqual(refused);
    await expect(create('half-deployed')).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('without resources is refused', async () => {
    await expect(client.call('DeployResource', { resources: [] })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: "Command 'CREATE' rejected with code 'INVALID_ARGUMENT': Expected to deploy at least one resource, but none given",
    });
  });

  test('an unknown kind of resource is refused by name', async () => {
    await expect(client.call('DeployResource', { resources: [{ name: 'notes.txt', content: Buffer.from('x') }] })).rejects.toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringContaining("'notes.txt'"),
    });
  });

  test('a decision table answers with its decisions and their requirements', async () => {
    const response = await client.call<{ readonly deployments: readonly object[] }>('DeployResource', {
      resources: [{ name: 'tier.dmn', content: oneDecision('tier_table', 'tier') }],
    });
    expect(response.deployments).toMatchObject([
      {
        decision: {
          dmnDecisionId: 'tier',
          dmnDecisionName: 'Tier',
          version: 1,
          dmnDecisionRequirementsId: 'tier_table',
          tenantId: '<default>',
        },
      },
      { decisionRequirements: { dmnDecisionRequirementsId: 'tier_table', version: 1, resourceName: 'tier.dmn', tenantId: '<default>' } },
    ]);
  });

  test('the older DeployProcess deploys as well', async () => {
    const response = await client.call('DeployProcess', { processes: [{ name: 'old.bpmn', definition: oneJob('old', 'old') }] });
    expect(response).toMatchObject({ processes: [{ bpmnProcessId: 'old', version: 1, resourceName: 'old.bpmn' }] });
  });
});

describe('stopping', () => {
  test('ends open polls without an error and refuses what comes later', async () => {
    const gateway = await startZeebeGateway({ engine: running.engine, host: '127.0.0.1', port: 0, log: SILENT_LOG });
    const own = connectZeebeClient(gateway.port);
    const waiting = own.activateJobs(poll('nothing', 30_000));
    await sleep(100);
    const startedAt = performance.now();
    await Promise.all([gateway.stop(), gateway.stop()]);
    expect(performance.now() - startedAt).toBeLessThan(3_000);
    expect(await waiting).toEqual([]);
    await expect(own.call('Topology', {})).rejects.toMatchObject({ code: status.UNAVAILABLE });
    own.close();
  });

  test.each(['gateway', 'engine'] as const)(
    'a result that is waited for when the %s stops is no timeout, and nobody tries again',
    async (part) => {
      const own = await startEmptyEngine();
      const ownClient = connectZeebeClient(own.port);
      await ownClient.call('DeployResource', { resources: [{ name: 'w.bpmn', content: oneJob('w', 'w') }] });
      const request = { request: { bpmnProcessId: 'w', version: -1, variables: '{}' }, requestTimeout: 60_000 };
      const waiting = ownClient.call('CreateProcessInstanceWithResult', request).catch((error: unknown) => error);
      while (own.engine.status().position < 2n) await sleep(10);
      await sleep(50);
      if (part === 'engine') await own.engine.stop();
      await own.stop();
      expect(await waiting).toMatchObject({
        code: status.ABORTED,
        details: expect.stringMatching(/^Expected to wait for process instance '\d+', but .*; the instance is left as it is and goes on$/),
      });
      ownClient.close();
    },
  );

  test('an engine that has stopped before its gateway is told as unavailable', async () => {
    const own = await startEmptyEngine();
    const ownClient = connectZeebeClient(own.port);
    await own.engine.stop();
    const unavailable = { code: status.UNAVAILABLE };
    await expect(ownClient.call('CompleteJob', { jobKey: '12' })).rejects.toMatchObject(unavailable);
    await expect(ownClient.call('DeployResource', { resources: [{ name: 'a.bpmn', content: oneJob('a', 'a') }] })).rejects.toMatchObject(
      unavailable,
    );
    await expect(ownClient.activateJobs(poll('a', 10_000))).rejects.toMatchObject(unavailable);
    expect(await ownClient.call('Topology', {})).toMatchObject({ brokers: [{ partitions: [{ role: 'INACTIVE', health: 'DEAD' }] }] });
    ownClient.close();
    await own.stop();
  });

  test('an address that is taken is told', async () => {
    // grpc-js writes there by itself.
    const written = jest.spyOn(console, 'error').mockImplementation(() => {});
    await expect(startZeebeGateway({ engine: running.engine, host: '127.0.0.1', port: running.port, log: SILENT_LOG })).rejects.toThrow();
    written.mockRestore();
  });
});

describe('the clock over HTTP', () => {
  let http: Server;
  let base: string;

  beforeAll(async () => {
    const app = new Koa();
    app.use(clockRoutes(running.engine).routes());
    http = createServer(app.callback()).listen(0, '127.0.0.1');
    await new Promise((resolve) => http.once('listening', resolve));
    base = `http://127.0.0.1:${(http.address() as AddressInfo).port}/v2/clock`;
  });
  afterAll(() => http.close());

  function pin(body: string): Promise<Response> {
    return fetch(base, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  }

  test('is pinned, stands still, and runs again when reset', async () => {
    const atMs = Date.UTC(2030, 0, 1);
    expect((await pin(JSON.stringify({ timestamp: atMs }))).status).toBe(204);
    await sleep(20);
    expect(running.engine.clock.now()).toBe(atMs);
    expect((await fetch(`${base}/reset`, { method: 'POST' })).status).toBe(204);
    expect(Math.abs(running.engine.clock.now() - Date.now())).toBeLessThan(5_000);
  });

  test.each(['{}', '{"timestamp":-1}', '{"timestamp":1.5}', '{"timestamp":"soon"}', '{"timestamp":1e300}', 'nonsense', ''])(
    'refuses %s',
    async (body) => {
      const response = await pin(body);
      expect(response.status).toBe(400);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
      expect(await response.json()).toMatchObject({ status: 400, title: 'INVALID_ARGUMENT', detail: expect.stringContaining('timestamp') });
    },
  );

  test('is refused where the operator did not make it controllable', async () => {
    const real = await startEmptyEngine({ controllableClock: false });
    const app = new Koa();
    app.use(clockRoutes(real.engine).routes());
    const server = createServer(app.callback()).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/v2/clock`;
    const response = await fetch(url, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{"timestamp":1}' });
    expect(response.status).toBe(403);
    expect((await response.json()) as object).toMatchObject({ detail: expect.stringContaining('OKIENKO_CLOCK=controllable') });
    server.close();
    await real.stop();
  });
});
