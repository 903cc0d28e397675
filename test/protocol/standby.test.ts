/** A worker and a starter at the gateway of a node that isn't the writer, with the vendor's own client: zeebe-node. */

import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { status } from '@grpc/grpc-js';
import Koa from 'koa';
import { type Job, ZBClient } from 'zeebe-node';
import type { Engine } from '../../engine/index.js';
import { startZeebeGateway, type ZeebeGateway } from '../../gateway/zeebe-grpc/index.js';
import { clockRoutes } from '../../gateway/zeebe-rest/clock.js';
import { SILENT_LOG } from '../conformance/empty-engine.js';
import { connectZeebeClient } from '../conformance/zeebe-client.js';
import { startTwoEngines, type TwoEngines } from '../support/two-engines.js';
import { oneJob, oneMessage } from './models.js';

let running: TwoEngines;
let writer: Engine;
let standby: Engine;
let gateway: ZeebeGateway;
let client: ZBClient;

beforeEach(async () => {
  running = await startTwoEngines();
  ({ writer, standby } = running);
  gateway = await startZeebeGateway({ engine: standby, host: '127.0.0.1', port: 0, log: SILENT_LOG });
  client = new ZBClient(`127.0.0.1:${gateway.port}`, {
    useTLS: false,
    maxRetries: 20,
    loglevel: 'NONE',
    longPoll: 5_000,
    pollInterval: 10,
  });
});

afterEach(async () => {
  await client.close();
  await gateway.stop();
  await running.stop();
});

const deploy = (name: string, process: Buffer) => client.deployResource({ name: `${name}.bpmn`, process });

describe('at the gateway of a standby', () => {
  test('a worker completes jobs, and a starter gets the result', async () => {
    await deploy('served', oneJob('served', 'served'));
    const worker = client.createWorker({
      taskType: 'served',
      taskHandler: (job) => job.complete({ answer: Number(job.variables.question) * 2 }),
    });
    for (const question of [1, 2, 3]) {
      const { variables } = await client.createProcessInstanceWithResult({
        bpmnProcessId: 'served',
        variables: { question },
        requestTimeout: 10_000,
      });
      expect(variables).toEqual({ question, answer: 2 * question });
    }
    await worker.close();
    expect([writer.status().role, standby.status().role]).toEqual(['writer', 'standby']);
  });

  test('messages, failures, incidents and cancellation reach the writer', async () => {
    await deploy('asked', oneMessage('asked', 'asked'));
    const asked = client.createProcessInstanceWithResult({ bpmnProcessId: 'asked', variables: { key: 'k1' }, requestTimeout: 10_000 });
    await client.publishMessage({ name: 'asked', correlationKey: 'k1', messageId: 'm1', timeToLive: 60_000, variables: { told: true } });
    expect((await asked).variables).toEqual({ key: 'k1', told: true });
    await expect(
      client.publishMessage({ name: 'asked', correlationKey: 'k1', messageId: 'm1', timeToLive: 60_000, variables: {} }),
    ).rejects.toMatchObject({ code: status.ALREADY_EXISTS });
    await deploy('failing', oneJob('failing', 'failing'));
    const { processInstanceKey } = await client.createProcessInstance({ bpmnProcessId: 'failing', variables: {} });
    const [job] = (await client.activateJobs({
      type: 'failing',
      worker: 'test',
      timeout: 60_000,
      maxJobsToActivate: 1,
      requestTimeout: 10_000,
    })) as [Job];
    await client.failJob({ jobKey: job.key, retries: 1, errorMessage: 'once more', retryBackOff: 0 });
    await client.updateJobRetries({ jobKey: job.key, retries: 2 });
    await client.cancelProcessInstance(processInstanceKey);
    await expect(client.cancelProcessInstance(processInstanceKey)).rejects.toMatchObject({ code: status.NOT_FOUND });
  });

  test('an empty long poll ends as at the writer', async () => {
    const wire = connectZeebeClient(gateway.port);
    const polled = await wire.activateJobs({ type: 'none', worker: 'w', timeout: 1_000, maxJobsToActivate: 1, requestTimeout: 300 });
    expect(polled).toEqual([]);
    wire.close();
  });

  test('a worker goes on when the writer stops and this node takes over', async () => {
    await deploy('handed', oneJob('handed', 'handed'));
    const worker = client.createWorker({ taskType: 'handed', taskHandler: (job) => job.complete({ done: true }) });
    const before = await client.createProcessInstanceWithResult({ bpmnProcessId: 'handed', variables: {}, requestTimeout: 10_000 });
    expect(before.variables).toEqual({ done: true });
    await writer.stop();
    // zeebe-node sends again what was answered UNAVAILABLE.
    const after = await client.createProcessInstanceWithResult({ bpmnProcessId: 'handed', variables: {}, requestTimeout: 20_000 });
    expect(after.variables).toEqual({ done: true });
    expect(standby.status().role).toBe('writer');
    await worker.close();
  });

  test('the clock is left to the writer', async () => {
    const app = new Koa();
    app.use(clockRoutes(standby).routes());
    const http = app.listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo;
    const response = await fetch(`http://127.0.0.1:${port}/v2/clock`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{"timestamp":0}',
    });
    expect([response.status, ((await response.json()) as { detail: string }).detail]).toEqual([
      503,
      "Expected the writer, whose clock counts, but this node stands by: pin the writer's clock",
    ]);
    http.close();
  });
});
