/** The core by its events: gateways, scopes, errors, timers. Numbers in brackets are the clauses of facts/SEMANTICS. */
import { describe, expect, test } from '@jest/globals';
import {
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
  eventSubProcess,
  extensionElements,
  flow,
  message,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  timer,
} from '../model/testing/process-xml.js';
import { accepted, complete, completedIds, deployed, HOUR, oneTask, publish, start, variables } from './testing/given.js';

describe('gateways', () => {
  const choice = (first: string, second: string, defaultFlow?: string): string =>
    processXml('p', [
      startEvent('s'),
      tag('exclusiveGateway', { id: 'g', default: defaultFlow }),
      serviceTask('a'),
      serviceTask('b'),
      endEvent('e'),
      flow('sg', 's', 'g'),
      flow('ga', 'g', 'a', first),
      flow('gb', 'g', 'b', defaultFlow === 'gb' ? undefined : second),
      path('a', 'e'),
      path('b', 'e'),
    ]);

  test('of two true conditions the later flow in the document wins (16)', async () => {
    const engine = await deployed(choice('=true', '=true'));
    start(engine);
    expect(engine.at('b')).toHaveLength(1);
    expect(engine.at('a')).toHaveLength(0);
  });

  test.each([
    ['=missing > 1', 'EXTRACT_VALUE_ERROR'],
    ['=missing', 'EXTRACT_VALUE_ERROR'],
    ['=not(missing)', 'EXTRACT_VALUE_ERROR'],
    ['="text" = 1', 'EXTRACT_VALUE_ERROR'],
  ])('a condition %s that is not boolean is an incident, even with a default flow (5)', async (condition, errorType) => {
    const engine = await deployed(choice(condition, '', 'gb'));
    start(engine);
    expect(engine.at('g')[0]?.incident?.errorType).toBe(errorType);
  });

  test('no match and no default is CONDITION_ERROR; resolved after the variable is right (3)', async () => {
    const engine = await deployed(choice('=n = 1', '=n = 2'));
    const key = start(engine, { n: 3 });
    const incident = engine.at('g')[0]?.incident;
    expect(incident?.errorType).toBe('CONDITION_ERROR');
    accepted(engine, { type: 'setVariables', elementInstanceKey: key, variables: variables({ n: 1 }), local: false });
    accepted(engine, { type: 'resolveIncident', incidentKey: incident?.key ?? 0n });
    expect(engine.at('a')).toHaveLength(1);
    expect(engine.trace.filter((line) => line === '0 g ACTIVATING')).toHaveLength(1);
  });

  test('a parallel join keeps surplus tokens, and a scope with a waiting token stays open (6)', async () => {
    const engine = await deployed(
      processXml('p', [
        startEvent('s'),
        tag('parallelGateway', { id: 'fork' }),
        serviceTask('a'),
        serviceTask('b'),
        tag('parallelGateway', { id: 'join' }),
        endEvent('e'),
        path('s', 'fork', 'a', 'join', 'e'),
        path('fork', 'b'),
        flow('b-join', 'b', 'join'),
      ]),
    );
    const key = start(engine);
    complete(engine, 'a');
    expect(engine.trees.has(key)).toBe(true);
    expect([...engine.elements()].find(({ element }) => element.key === key)?.element.activeFlows).toBe(1);
    complete(engine, 'b');
    expect(engine.trees.size).toBe(0);
  });

  test('the first event behind an event-based gateway decides', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [
          startEvent('s'),
          tag('eventBasedGateway', { id: 'g' }),
          tag('intermediateCatchEvent', { id: 'replied' }, [messageEvent('m')]),
          tag('intermediateCatchEvent', { id: 'tooLate' }, [timer('timeDuration', 'PT1H')]),
          endEvent('e1'),
          endEvent('e2'),
          path('s', 'g', 'replied', 'e1'),
          path('g', 'tooLate', 'e2'),
        ],
        [message('m', 'reply', '=k')],
      ),
    );
    start(engine, { k: 'A' });
    start(engine, { k: 'B' });
    publish(engine, 'reply', 'A');
    engine.advance(HOUR);
    expect(completedIds(engine).filter((id) => id.startsWith('e'))).toEqual(['e1', 'e2']);
    expect(engine.trees.size).toBe(0);
  });
});

describe('errors', () => {
  test('walk up through a call activity; the exact code goes before a catch-all (10)', async () => {
    const child = processXml('child', [startEvent('cs'), serviceTask('work'), endEvent('ce'), path('cs', 'work', 'ce')]);
    const parent = processXml(
      'p',
      [
        startEvent('s'),
        tag('callActivity', { id: 'call' }, [extensionElements(tag('zeebe:calledElement', { processId: 'child' }))]),
        boundaryEvent('any', 'call', [errorEvent()]),
        boundaryEvent('exact', 'call', [errorEvent('err')]),
        endEvent('e'),
        endEvent('eAny'),
        endEvent('eExact'),
        path('s', 'call', 'e'),
        path('any', 'eAny'),
        path('exact', 'eExact'),
      ],
      [error('err', 'E')],
    );
    const engine = await deployed(child, parent);
    start(engine);
    accepted(engine, { type: 'throwJobError', jobKey: engine.job('work'), code: 'E', message: '', variables: variables({ seen: true }) });
    expect(completedIds(engine)).toContain('eExact');
    expect(engine.trace).toContain('1 child TERMINATED');
    expect(engine.trees.size).toBe(0);
  });

  test('an interrupting event subprocess starts after the last child has gone (13)', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [
          startEvent('s'),
          tag('parallelGateway', { id: 'fork' }),
          serviceTask('a'),
          serviceTask('b'),
          endEvent('e'),
          path('s', 'fork', 'a', 'e'),
          path('fork', 'b', 'e'),
          eventSubProcess('onError', [
            startEvent('caught', [errorEvent('err')]),
            serviceTask('repair'),
            endEvent('ee'),
            path('caught', 'repair', 'ee'),
          ]),
        ],
        [error('err', 'E')],
      ),
    );
    start(engine);
    accepted(engine, { type: 'throwJobError', jobKey: engine.job('a'), code: 'E', message: '', variables: variables() });
    const lastTerminated = engine.trace.lastIndexOf('0 b TERMINATED');
    expect(engine.trace.indexOf('0 onError ACTIVATING')).toBeGreaterThan(lastTerminated);
    complete(engine, 'repair');
    expect(engine.trees.size).toBe(0);
  });
});

describe('scopes', () => {
  test('a terminate end event ends only its own scope, which then completes (12)', async () => {
    const engine = await deployed(
      processXml('p', [
        startEvent('s'),
        subProcess('sub', [
          startEvent('is'),
          tag('parallelGateway', { id: 'fork' }),
          serviceTask('a'),
          serviceTask('b'),
          tag('endEvent', { id: 'stop' }, [tag('terminateEventDefinition')]),
          endEvent('ie'),
          path('is', 'fork', 'a', 'stop'),
          path('fork', 'b', 'ie'),
        ]),
        serviceTask('after'),
        endEvent('e'),
        path('s', 'sub', 'after', 'e'),
      ]),
    );
    start(engine);
    complete(engine, 'a');
    expect(engine.trace).toContain('0 b TERMINATED');
    expect(engine.trace).toContain('0 sub COMPLETED');
    expect(engine.at('after')).toHaveLength(1);
  });

  test('one failing boundary expression opens nothing and leaves the incident on the start event (18)', async () => {
    const engine = await deployed(
      processXml(
        'p',
        [
          startEvent('s'),
          subProcess('sub', [startEvent('is'), serviceTask('a'), endEvent('ie'), path('is', 'a', 'ie')]),
          boundaryEvent('byMessage', 'sub', [messageEvent('m')]),
          boundaryEvent('byTimer', 'sub', [timer('timeDate', '=noSuchDate')]),
          endEvent('e'),
          path('s', 'sub', 'e'),
          path('byMessage', 'e'),
          path('byTimer', 'e'),
        ],
        [message('m', 'm', '=k')],
      ),
    );
    start(engine, { k: 'A' });
    expect(engine.at('is')[0]?.incident?.errorType).toBe('EXTRACT_VALUE_ERROR');
    expect(engine.at('sub')[0]?.subscriptions).toEqual([]);
  });

  test('terminating resolves the incidents inside (28)', async () => {
    const engine = await deployed(oneTask);
    const key = start(engine);
    accepted(engine, { type: 'failJob', jobKey: engine.job('a'), retries: 0, backoffMs: 0, message: '', variables: variables() });
    accepted(engine, { type: 'cancelInstance', instanceKey: key });
    expect(engine.events.filter((event) => event.type === 'incidentResolved')).toHaveLength(1);
  });
});

describe('timers', () => {
  test('a cycle keeps to its due dates, however late it is fired (14)', async () => {
    const engine = await deployed(
      processXml('p', [
        startEvent('s'),
        serviceTask('a'),
        boundaryEvent('tick', 'a', [timer('timeCycle', 'R3/PT1H')], { cancelActivity: false }),
        serviceTask('remind'),
        endEvent('e'),
        path('s', 'a', 'e'),
        path('tick', 'remind', 'e'),
      ]),
    );
    start(engine);
    engine.advance(2.5 * HOUR);
    expect(engine.at('remind')).toHaveLength(2);
    engine.advance(10 * HOUR);
    expect(engine.at('remind')).toHaveLength(3);
  });

  test('a start timer belongs to the latest version alone', async () => {
    const model = (type: string): string =>
      processXml('p', [startEvent('s', [timer('timeCycle', 'R/PT1H')]), serviceTask('a', type), endEvent('e'), path('s', 'a', 'e')]);
    const engine = await deployed(model('one'));
    engine.advance(HOUR);
    await engine.deploy({ name: 'model-0.bpmn', content: model('two') });
    engine.advance(HOUR);
    expect(engine.at('a').map((element) => element.job?.type)).toEqual(['one', 'two']);
  });
});
