/** The core by its events: an instance, deployments. Numbers in brackets are the clauses of facts/SEMANTICS. */
import { describe, expect, test } from '@jest/globals';
import {
  boundaryEvent,
  definitionsXml,
  endEvent,
  extensionElements,
  flow,
  path,
  process,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  timer,
} from '../model/testing/process-xml.js';
import type { CommandResponse, Rejection } from './index.js';
import { applyTreeEvent, FewKeys, TreeDraft } from './index.js';
import { accepted, complete, completedIds, deployed, HOUR, oneTask, refused, start, variables } from './testing/given.js';
import { MemoryEngine } from './testing/memory-engine.js';

describe('an instance', () => {
  test('runs from start to end in the order of Zeebe', async () => {
    const engine = await deployed(oneTask);
    start(engine);
    complete(engine, 'a');
    expect(engine.trees.size).toBe(0);
    expect(engine.trace).toEqual([
      '0 p ACTIVATING',
      '0 p ACTIVATED',
      '0 s ACTIVATING',
      '0 s ACTIVATED',
      '0 s COMPLETING',
      '0 s COMPLETED',
      '0 s-a SEQUENCE_FLOW_TAKEN',
      '0 a ACTIVATING',
      '0 a ACTIVATED',
      '0 a COMPLETING',
      '0 a COMPLETED',
      '0 a-e SEQUENCE_FLOW_TAKEN',
      '0 e ACTIVATING',
      '0 e ACTIVATED',
      '0 e COMPLETING',
      '0 e COMPLETED',
      '0 p COMPLETING',
      '0 p COMPLETED',
    ]);
  });

  test('replayed from its events is the live one, record for record', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          boundaryEvent('b', 'a', [timer('timeDuration', 'PT1H')], { cancelActivity: false }),
          serviceTask('late'),
          endEvent('e'),
          path('s', 'a', 'e'),
          path('b', 'late', 'e'),
        ],
        [],
      ),
    );
    const key = start(engine, { n: 1 });
    engine.advance(HOUR);
    accepted(engine, {
      type: 'failJob',
      jobKey: engine.job('a'),
      retries: 0,
      backoffMs: 0,
      message: 'no',
      variables: variables({ why: 'x' }),
    });
    const live = engine.trees.get(key);
    const replayed = new TreeDraft({ rootKey: key, elements: new FewKeys(), pending: [] }, true);
    for (const event of engine.streams.get(key) ?? []) applyTreeEvent(replayed, event as Parameters<typeof applyTreeEvent>[1]);
    replayed.fold();
    expect(replayed.tree).toEqual(live);
  });

  test('that loops without a wait state stops at the transition limit and goes on', async () => {
    const engine = await deployed(
      processXml('p', [
        startEvent('s'),
        tag('exclusiveGateway', { id: 'again' }),
        tag('scriptTask', { id: 'count' }, [extensionElements(tag('zeebe:script', { expression: '=n + 1', resultVariable: 'n' }))]),
        tag('exclusiveGateway', { id: 'done', default: 'done-again' }),
        endEvent('e'),
        path('s', 'again', 'count', 'done'),
        flow('done-again', 'done', 'again'),
        flow('done-e', 'done', 'e', '=n >= 500'),
      ]),
    );
    start(engine, { n: 0 });
    expect(engine.events.some((event) => event.type === 'continuationStored')).toBe(true);
    expect(engine.trees.size).toBe(0);
  });

  test('is cancelled with all that it holds', async () => {
    const engine = await deployed(oneTask);
    const key = start(engine);
    accepted(engine, { type: 'cancelInstance', instanceKey: key });
    expect(engine.trees.size).toBe(0);
    expect(engine.trace.slice(-4)).toEqual(['0 p TERMINATING', '0 a TERMINATING', '0 a TERMINATED', '0 p TERMINATED']);
    expect(refused(engine, { type: 'cancelInstance', instanceKey: key }).code).toBe('NOT_FOUND');
  });

  test('starts at a chosen element inside a subprocess', async () => {
    const engine = await deployed(
      processXml('p', [
        startEvent('s'),
        subProcess('sub', [startEvent('is'), serviceTask('a'), serviceTask('b'), endEvent('ie'), path('is', 'a', 'b', 'ie')]),
        endEvent('e'),
        path('s', 'sub', 'e'),
      ]),
    );
    accepted(engine, { type: 'createInstance', bpmnProcessId: 'p', variables: variables(), startElementIds: ['b'] });
    complete(engine, 'b');
    expect(completedIds(engine)).toEqual(['b', 'ie', 'sub', 'e', 'p']);
  });
});

describe('deployments', () => {
  test('the same bytes keep their version, changed ones get the next, two processes of one file each their own', async () => {
    const engine = new MemoryEngine();
    const two = definitionsXml(
      process('one', [startEvent('s1'), endEvent('e1'), path('s1', 'e1')]),
      process('two', [startEvent('s2'), endEvent('e2'), path('s2', 'e2')]),
    );
    const versions = (answer: CommandResponse | Rejection): number[] =>
      answer.type === 'deployed' ? answer.resources.map((resource) => resource.version) : [];
    expect(versions(await engine.deploy({ name: 'a.bpmn', content: two }))).toEqual([1, 1]);
    expect(versions(await engine.deploy({ name: 'a.bpmn', content: two }))).toEqual([1, 1]);
    expect(versions(await engine.deploy({ name: 'a.bpmn', content: `${two}<!-- changed -->` }))).toEqual([2, 2]);
  });

  test('an id twice in one deployment is refused', async () => {
    const engine = new MemoryEngine();
    const answer = await engine.deploy({ name: 'a.bpmn', content: oneTask }, { name: 'b.bpmn', content: oneTask });
    expect(answer).toMatchObject({ type: 'rejected', code: 'INVALID_ARGUMENT' });
  });
});
