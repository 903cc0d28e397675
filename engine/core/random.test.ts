/** Whatever clients, workers and clocks do, in whatever order: what the events alone make is the state, and its counters are right. */
import fc from 'fast-check';
import {
  boundaryEvent,
  definitionsXml,
  endEvent,
  error,
  errorEvent,
  eventSubProcess,
  extensionElements,
  flow,
  ioMapping,
  message,
  messageEvent,
  path,
  process,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
  timer,
} from '../model/testing/process-xml.js';
import { encodeElements } from '../store/encoding/index.js';
import type { BufferedMessage, DeploymentEvent, ElementInstance, MessageEvent, StartTimer, StepChanges, TreeEvent } from './index.js';
import { applyDeploymentEvent, applyMessageEvent, applyTreeEvent, DEPLOYMENT_STREAM, MESSAGE_STREAM, Overlay, TreeDraft } from './index.js';
import { deployed, variables } from './testing/given.js';
import type { MemoryEngine } from './testing/memory-engine.js';

/** Two parallel branches, one through a subprocess with all kinds of boundary events and an event subprocess, one through a call. */
const MODEL = definitionsXml(
  process('p', [
    startEvent('s'),
    tag('exclusiveGateway', { id: 'merge' }),
    tag('parallelGateway', { id: 'fork' }),
    subProcess('sub', [
      startEvent('is'),
      tag('serviceTask', { id: 'work' }, [extensionElements(taskDefinition('work'), ioMapping({ given: '=n' }, { n: '=n + 1' }))]),
      endEvent('ie'),
      path('is', 'work', 'ie'),
      eventSubProcess('inner', [
        startEvent('told', [messageEvent('M')], { isInterrupting: false }),
        serviceTask('note'),
        path('told', 'note'),
      ]),
    ]),
    boundaryEvent('late', 'sub', [timer('timeDuration', 'PT1H')]),
    boundaryEvent('nag', 'sub', [timer('timeCycle', 'R3/PT20M')], { cancelActivity: false }),
    boundaryEvent('failed', 'work2', [errorEvent('E')]),
    tag('callActivity', { id: 'call' }, [
      extensionElements(tag('zeebe:calledElement', { processId: '=callee', propagateAllChildVariables: true })),
    ]),
    serviceTask('work2'),
    tag('parallelGateway', { id: 'join' }),
    tag('exclusiveGateway', { id: 'which', default: 'which-e' }),
    endEvent('e'),
    path('s', 'merge', 'fork', 'sub', 'join', 'which', 'e'),
    flow('again', 'which', 'merge', '=n < 3'),
    path('fork', 'call', 'work2', 'join'),
    path('late', 'e'),
    path('nag', 'e'),
    path('failed', 'join'),
  ]),
  process('child', [
    startEvent('cs'),
    tag('receiveTask', { id: 'wait', messageRef: 'M' }),
    tag('userTask', { id: 'decide' }, [extensionElements(tag('zeebe:userTask'))]),
    endEvent('ce'),
    path('cs', 'wait', 'decide', 'ce'),
  ]),
  process('begun', [startEvent('ms', [messageEvent('B')]), serviceTask('b'), path('ms', 'b')]),
  message('M', 'told', '=key'),
  message('B', 'begin'),
  error('E', 'E1'),
);

const pick = fc.nat({ max: 20 });
const act = fc.oneof(
  fc.record({
    do: fc.constant('start' as const),
    callee: fc.constantFrom('child', 'child', 'nobody'),
    key: fc.constantFrom('k1', 'k2', 7, null),
  }),
  fc.record({ do: fc.constantFrom('complete' as const, 'complete' as const), which: pick, n: fc.nat({ max: 4 }) }),
  fc.record({ do: fc.constant('fail' as const), which: pick, retries: fc.nat({ max: 1 }), backoffMs: fc.constantFrom(0, 60_000) }),
  fc.record({ do: fc.constant('throw' as const), which: pick, code: fc.constantFrom('E1', 'E2') }),
  fc.record({ do: fc.constant('decide' as const), which: pick }),
  fc.record({
    do: fc.constant('publish' as const),
    name: fc.constantFrom('told', 'told', 'begin'),
    key: fc.constantFrom('k1', 'k2', '7', ''),
    ttlMs: fc.constantFrom(0, 600_000),
  }),
  fc.record({ do: fc.constant('wait' as const), minutes: fc.constantFrom(1, 15, 70) }),
  fc.record({ do: fc.constant('cancel' as const), which: pick }),
  fc.record({ do: fc.constant('repair' as const), which: pick, callee: fc.boolean() }),
);
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never;

function carryOut(engine: MemoryEngine, one: Act): void {
  const all = [...engine.elements()].map(({ element }) => element);
  const among = <T>(found: readonly T[], which: number): T | undefined => found[which % Math.max(found.length, 1)];
  const job = (which: number) =>
    among(
      all.flatMap((element) => element.job ?? []),
      which,
    )?.key ?? 1n;
  switch (one.do) {
    case 'start':
      engine.execute({
        type: 'createInstance',
        bpmnProcessId: 'p',
        variables: variables({ n: 0, key: one.key, callee: one.callee }),
        startElementIds: [],
      });
      return;
    case 'complete':
      engine.execute({ type: 'completeJob', jobKey: job(one.which), variables: variables({ n: one.n, large: 'x'.repeat(one.n * 1_000) }) });
      return;
    case 'fail':
      engine.execute({
        type: 'failJob',
        jobKey: job(one.which),
        retries: one.retries,
        backoffMs: one.backoffMs,
        message: '',
        variables: variables(),
      });
      return;
    case 'throw':
      engine.execute({ type: 'throwJobError', jobKey: job(one.which), code: one.code, message: '', variables: variables({ why: 1 }) });
      return;
    case 'decide':
      engine.execute({
        type: 'completeUserTask',
        taskKey:
          among(
            all.flatMap((element) => element.userTask ?? []),
            one.which,
          )?.key ?? 1n,
        variables: variables(),
        action: '',
      });
      return;
    case 'publish':
      engine.execute({
        type: 'publishMessage',
        name: one.name,
        correlationKey: one.key,
        messageId: '',
        timeToLiveMs: one.ttlMs,
        variables: variables({ by: one.key }),
      });
      return;
    case 'wait':
      engine.advance(one.minutes * 60_000);
      return;
    case 'cancel':
      engine.execute({
        type: 'cancelInstance',
        instanceKey:
          among(
            all.filter(({ process: root }) => root?.parentInstanceKey === 0n),
            one.which,
          )?.key ?? 1n,
      });
      return;
    case 'repair': {
      const broken = among(
        all.filter(({ incident }) => incident),
        one.which,
      );
      if (!broken?.incident) return;
      if (one.callee)
        engine.execute({
          type: 'setVariables',
          elementInstanceKey: broken.instanceKey,
          variables: variables({ callee: 'child', key: 'k1' }),
          local: false,
        });
      if (broken.job) engine.execute({ type: 'updateJobRetries', jobKey: broken.job.key, retries: 1 });
      engine.execute({ type: 'resolveIncident', incidentKey: broken.incident.key });
    }
  }
}

/** State made from nothing but events. */
function replayed(engine: MemoryEngine) {
  const trees = new Map<bigint, ReadonlyMap<bigint, ElementInstance>>();
  const messages = new Map<bigint, BufferedMessage>();
  const startLocks = new Map<string, bigint>();
  const startTimers = new Map<bigint, StartTimer>();
  const state: StepChanges = {
    trees: new Map(),
    messages: new Overlay(messages),
    startLocks: new Overlay(startLocks),
    startTimers: new Overlay(startTimers),
    deployed: { processes: [], decisions: [], forms: [] },
  };
  for (const [streamKey, events] of engine.streams) {
    if (streamKey === MESSAGE_STREAM) for (const event of events) applyMessageEvent(state, event as MessageEvent);
    else if (streamKey === DEPLOYMENT_STREAM) for (const event of events) applyDeploymentEvent(state, event as DeploymentEvent);
    else {
      const tree = { rootKey: streamKey, elements: new Map<bigint, ElementInstance>(), pending: [] };
      const draft = new TreeDraft(tree, true);
      for (const event of events) applyTreeEvent(draft, event as TreeEvent);
      draft.fold();
      if (tree.elements.size > 0) trees.set(streamKey, tree.elements);
    }
  }
  state.messages.fold(messages);
  state.startLocks.fold(startLocks);
  state.startTimers.fold(startTimers);
  return { trees, messages, startLocks, startTimers };
}

function canonical(rootKey: bigint, elements: ReadonlyMap<bigint, ElementInstance>): string {
  return encodeElements(
    rootKey,
    [...elements.values()].sort((a, b) => (a.key < b.key ? -1 : 1)),
  ).toString('hex');
}

function check(engine: MemoryEngine): void {
  const alone = replayed(engine);
  expect([...alone.trees.keys()].sort()).toEqual([...engine.trees.keys()].sort());
  for (const [rootKey, tree] of engine.trees)
    expect(canonical(rootKey, alone.trees.get(rootKey) ?? new Map())).toBe(canonical(rootKey, tree.elements));
  expect(alone.messages).toEqual(engine.messages);
  expect(alone.startLocks).toEqual(engine.startLocks);
  expect(alone.startTimers).toEqual(engine.startTimers);
  for (const { elements } of engine.trees.values()) {
    for (const element of elements.values()) {
      const children = [...elements.values()].filter(({ scopeKey }) => scopeKey === element.key);
      expect(element.children).toBe(children.length);
      const waiting = [...element.takenFlows.values()].reduce((sum, count) => sum + count, 0);
      // At rest no token is between two elements but those that wait at a join.
      expect(element.activeFlows).toBe(waiting);
      expect(element.scopeKey === 0n || elements.has(element.scopeKey)).toBe(true);
      if (element.calledInstanceKey !== 0n && element.state === 'activated')
        expect(elements.get(element.calledInstanceKey)?.process?.parentElementKey).toBe(element.key);
    }
  }
}

/** A property that never gets there proves nothing: it goes on until it has been everywhere, or for so many rounds. */
const ROUNDS_MAX = 10;
const REACHED = [
  'elementTerminated',
  'elementCalled',
  'flowTaken',
  'jobErrorThrown',
  'jobFailed',
  'incidentRaised',
  'incidentResolved',
  'timerTriggered',
  'timerCanceled',
  'subscriptionOpened',
  'subscriptionClosed',
  'userTaskCompleted',
  'userTaskCanceled',
  'messageCorrelated',
  'messageExpired',
  'startLockTaken',
] as const;

test('replay equals live, and the counters of every scope are right', async () => {
  const seen = new Set<string>();
  const property = fc.asyncProperty(fc.array(act, { minLength: 5, maxLength: 40 }), async (acts) => {
    const engine = await deployed(MODEL);
    for (const one of [{ do: 'start', callee: 'child', key: 'k1' } as const, ...acts]) carryOut(engine, one);
    check(engine);
    for (const { type } of engine.events) seen.add(type);
  });
  const missing = (): readonly string[] => REACHED.filter((type) => !seen.has(type));
  let round = 0;
  do await fc.assert(property, { numRuns: 100 });
  while (missing().length > 0 && ++round < ROUNDS_MAX);
  expect(missing()).toEqual([]);
}, 60_000);
