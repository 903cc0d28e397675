/** Both transports keep the same contract with the engine: what a handler answers or throws means the same in process and over the wire. */
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { engineJobSource } from '../../bindings/job-source.js';
import { parseVariables } from '../../engine/index.js';
import { type JobHandler, type RunningWorkers, startInProcessWorkers, startZeebeWorkers } from '../../workers/index.js';
import { completed, read } from '../../workers/job.js';
import { type EmptyEngine, startEmptyEngine } from '../conformance/empty-engine.js';
import { Observation } from '../conformance/observation.js';
import { jobWithBoundaryError, oneJob } from '../protocol/models.js';
import { SILENT } from './ports.js';

type Start = (running: EmptyEngine, handlers: ReadonlyMap<string, JobHandler>) => RunningWorkers;

const TRANSPORTS: readonly (readonly [string, Start])[] = [
  ['in process', ({ engine }, handlers) => startInProcessWorkers(engineJobSource(engine), handlers, { log: SILENT })],
  [
    'over the wire',
    ({ port }, handlers) => startZeebeWorkers({ address: `127.0.0.1:${port}`, engine: 'embedded' }, handlers, { log: SILENT }),
  ],
];

describe.each(TRANSPORTS)('workers %s', (_, start) => {
  let running: EmptyEngine;
  let observed: Observation;
  let workers: RunningWorkers | undefined;

  beforeEach(async () => {
    running = await startEmptyEngine();
    running.engine.clock.pin(Date.parse('2026-03-02T09:00:00Z'));
    observed = new Observation(running.engine);
  });

  afterEach(async () => {
    await workers?.stop();
    workers = undefined;
    await observed.stop();
    await running.stop();
  });

  async function begin(
    handlers: Readonly<Record<string, JobHandler>>,
    process = oneJob('p', 'work'),
    values: object = {},
  ): Promise<bigint> {
    workers = start(running, new Map(Object.entries(handlers)));
    const deployed = await running.engine.deploy([{ name: 'p.bpmn', content: process }]);
    expect(deployed.type).toBe('accepted');
    const parsed = parseVariables(JSON.stringify(values));
    if (parsed.type === 'invalid') throw new Error(parsed.reason);
    const created = await running.engine.execute({
      type: 'createInstance',
      bpmnProcessId: 'p',
      version: -1,
      variables: parsed.variables,
      startElementIds: [],
    });
    if (created.type !== 'accepted' || created.response.type !== 'instanceCreated') throw new Error('not created');
    return created.response.instanceKey;
  }

  async function until(reached: () => boolean): Promise<void> {
    for (let waited = 0; !reached(); waited++) {
      if (waited > 1_000) throw new Error('waited 10 s in vain');
      await sleep(10);
      await observed.caughtUp();
    }
  }

  test('hand a handler the job as it is, and the engine what it answers', async () => {
    const seen: unknown[] = [];
    const instanceKey = await begin(
      {
        work: async (job) => {
          seen.push(job);
          return completed({ done: true, nothing: undefined });
        },
      },
      oneJob('p', 'work'),
      { amount: 7, text: 'zażółć' },
    );
    await until(() => observed.completedInstances.has(instanceKey));
    expect(seen).toEqual([
      {
        type: 'work',
        engine: 'embedded',
        processInstanceKey: instanceKey.toString(),
        elementInstanceKey: expect.stringMatching(/^\d+$/),
        elementId: 'work',
        variables: { amount: 7, text: 'zażółć' },
        headers: { desk: '7' },
      },
    ]);
  });

  test('try a failed job again after 1 s, then 2 s of the engine clock, and end with its success', async () => {
    const triedAtMs: number[] = [];
    const begunAtMs = running.engine.clock.now();
    const instanceKey = await begin({
      work: async () => {
        triedAtMs.push(running.engine.clock.now() - begunAtMs);
        if (triedAtMs.length < 3) throw new Error('the register is away');
        return completed();
      },
    });
    for (const tries of [1, 2]) {
      await until(() => triedAtMs.length === tries && running.engine.nextDueMs() !== undefined);
      const nextMs = running.engine.nextDueMs() ?? 0;
      running.engine.clock.pin(nextMs - 1);
      await running.engine.quiet();
      await sleep(50);
      expect(triedAtMs.length).toBe(tries);
      running.engine.clock.pin(nextMs);
    }
    await until(() => observed.completedInstances.has(instanceKey));
    expect(triedAtMs).toEqual([0, 1_000, 3_000]);
    expect(observed.openIncidents.size).toBe(0);
  });

  test('raise an incident with the reason when the retries are spent', async () => {
    await begin({
      work: async () => {
        throw new Error('the register is away');
      },
    });
    for (let failures = 0; failures < 2; failures++) {
      await until(() => running.engine.nextDueMs() !== undefined);
      running.engine.clock.pin(running.engine.nextDueMs() ?? 0);
      await running.engine.quiet();
    }
    await until(() => observed.openIncidents.size === 1);
    expect([...observed.openIncidents.values()]).toMatchObject([
      { elementId: 'work', errorType: 'JOB_NO_RETRIES', message: 'the register is away' },
    ]);
  });

  test('do not repeat a job whose variables break its contract: an incident at once that names the variable', async () => {
    let tries = 0;
    await begin(
      {
        work: async (job) => {
          tries++;
          return completed(read(job, z.object({ caseRun: z.string() })));
        },
      },
      oneJob('p', 'work'),
      { caseRun: 7 },
    );
    await until(() => observed.openIncidents.size === 1);
    expect(tries).toBe(1);
    expect([...observed.openIncidents.values()][0]?.message).toMatch(/Expected the variables of 'work' at 'work' .* but caseRun: /);
  });

  test('throw a BPMN error with its variables', async () => {
    const seen: unknown[] = [];
    const instanceKey = await begin(
      {
        work: async () => ({ type: 'error', code: 'REFUSED', message: 'no text', variables: { entry: 3 } }),
        'work-refused': async (job) => {
          seen.push(job.variables);
          return completed();
        },
      },
      jobWithBoundaryError('p', 'work'),
    );
    await until(() => observed.completedInstances.has(instanceKey));
    expect(seen).toEqual([{ entry: 3 }]);
  });

  test('stop at once while they wait for jobs, and leave the next job to others', async () => {
    let handled = 0;
    const handlers: Record<string, JobHandler> = {
      work: async () => {
        handled++;
        return completed();
      },
    };
    const instanceKey = await begin(handlers);
    await until(() => observed.completedInstances.has(instanceKey));
    const stoppedAt = performance.now();
    await workers?.stop();
    expect(performance.now() - stoppedAt).toBeLessThan(3_000);
    workers = undefined;
    const second = await running.engine.execute({
      type: 'createInstance',
      bpmnProcessId: 'p',
      version: -1,
      variables: new Map(),
      startElementIds: [],
    });
    expect(second.type).toBe('accepted');
    await sleep(100);
    expect(handled).toBe(1);
    await observed.caughtUp();
    expect([...observed.openJobs.values()].map(({ type }) => type)).toEqual(['work']);
  });
});

test('a result of an interrupted job is dropped without a failure: its instance is gone', async () => {
  const running = await startEmptyEngine();
  const warnings: string[] = [];
  let cancel: () => Promise<unknown> = async () => undefined;
  const workers = startInProcessWorkers(
    engineJobSource(running.engine),
    new Map<string, JobHandler>([
      [
        'work',
        async () => {
          await cancel();
          return completed();
        },
      ],
    ]),
    { log: { warn: (_, message) => warnings.push(message) } },
  );
  await running.engine.deploy([{ name: 'p.bpmn', content: oneJob('p', 'work') }]);
  const canceled = new Promise<unknown>((resolve) => {
    cancel = async () => {
      const key = instanceKey();
      const outcome = await running.engine.execute({ type: 'cancelInstance', instanceKey: key });
      resolve(outcome.type);
    };
  });
  let created: bigint | undefined;
  const instanceKey = (): bigint => {
    if (created === undefined) throw new Error('the job came before the answer');
    return created;
  };
  const outcome = await running.engine.execute({
    type: 'createInstance',
    bpmnProcessId: 'p',
    version: -1,
    variables: new Map(),
    startElementIds: [],
  });
  if (outcome.type === 'accepted' && outcome.response.type === 'instanceCreated') created = outcome.response.instanceKey;
  expect(await canceled).toBe('accepted');
  await workers.stop();
  expect(warnings).toEqual([]);
  await running.stop();
});
