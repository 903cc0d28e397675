/** What the events of a model become. */
import { between, feel, graphOf, nodeOf, source } from './testing/compiled.js';
import {
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
  eventSubProcess,
  extensionElements,
  message,
  messageEvent,
  path,
  processXml,
  startEvent,
  tag,
  taskDefinition,
  timer,
} from './testing/process-xml.js';

describe('events', () => {
  test.each([
    ['timeDate', '2026-01-01T00:00:00Z', 'date'],
    ['timeDuration', 'PT1M', 'duration'],
  ] as const)('a timer by %s', async (kind, value, expected) => {
    expect((await between(tag('intermediateCatchEvent', { id: 'x' }, [timer(kind, value)]))).event).toEqual({
      type: 'timer',
      timer: { kind: expected, expression: source(value) },
    });
  });

  test('a cycle at a start, at a non-interrupting boundary and a non-interrupting event subprocess', async () => {
    const cycle = [timer('timeCycle', 'R3/PT10S')];
    const graph = await graphOf(
      processXml('p', [
        startEvent('s', cycle),
        tag('task', { id: 't' }),
        boundaryEvent('b', 't', cycle, { cancelActivity: false }),
        eventSubProcess('es', [startEvent('is', cycle, { isInterrupting: false })]),
      ]),
    );
    for (const id of ['s', 'b', 'is']) {
      expect(nodeOf(graph, id).event).toMatchObject({ timer: { kind: 'cycle' } });
      expect(nodeOf(graph, id).interrupting).toBe(false);
    }
    expect(graph.noneStart).toBeUndefined();
  });

  test('messages have a correlation key, except those that start a process', async () => {
    const graph = await graphOf(
      processXml(
        'p',
        [
          startEvent('s', [messageEvent('N')]),
          tag('intermediateCatchEvent', { id: 'c' }, [messageEvent('M')]),
          tag('receiveTask', { id: 'r', messageRef: 'M' }),
          boundaryEvent('b', 'r', [messageEvent('N2')]),
          eventSubProcess('es', [startEvent('is', [messageEvent('M')])]),
        ],
        [message('M', '="paid-" + kind', '=key'), message('N', 'new'), message('N2', 'changed', '=key')],
      ),
    );
    const keyed = { type: 'message', message: { name: feel('"paid-" + kind', 'kind'), correlationKey: feel('key', 'key') } };
    expect(nodeOf(graph, 's').event).toEqual({ type: 'message', message: { name: source('new') } });
    for (const id of ['c', 'r', 'is']) expect(nodeOf(graph, id).event).toEqual(keyed);
    expect(nodeOf(graph, 'b')).toMatchObject({ interrupting: true, attachedTo: { id: 'r' } });
    expect(nodeOf(graph, 'is').interrupting).toBe(true);
    expect(graph.process.eventSubProcesses).toEqual([nodeOf(graph, 'es')]);
    expect(nodeOf(graph, 'r').boundary).toEqual([nodeOf(graph, 'b')]);
  });

  test('FEEL that is a literal is not checked as a text', async () => {
    expect((await between(tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDuration', '=duration("PT1M")')]))).event).toMatchObject({
      type: 'timer',
    });
    expect((await between(tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDuration', '="PT1M"')]))).event).toMatchObject({
      type: 'timer',
    });
  });

  test('a start timer may know the clock', async () => {
    const graph = await graphOf(processXml('p', [startEvent('s', [timer('timeDate', '=now() + duration("PT59M")')])]));
    expect(nodeOf(graph, 's').event).toMatchObject({ type: 'timer', timer: { kind: 'date' } });
  });

  test('a message throw and end event are jobs', async () => {
    const job = [extensionElements(taskDefinition('tell')), messageEvent('M')];
    const graph = await graphOf(
      processXml(
        'p',
        [startEvent('s'), tag('intermediateThrowEvent', { id: 't' }, job), endEvent('e', job), tag('intermediateThrowEvent', { id: 'n' })],
        [message('M', 'paid')],
      ),
    );
    for (const id of ['t', 'e']) expect(nodeOf(graph, id)).toMatchObject({ event: { type: 'message' }, job: { type: { source: 'tell' } } });
    expect(nodeOf(graph, 'n')).toMatchObject({ event: { type: 'none' } });
  });

  test('errors are thrown with a code and caught by code or altogether', async () => {
    const graph = await graphOf(
      processXml(
        'p',
        [
          startEvent('s'),
          tag('task', { id: 't' }),
          boundaryEvent('one', 't', [errorEvent('E')]),
          boundaryEvent('all', 't', [errorEvent()]),
          boundaryEvent('empty', 's2', [errorEvent('F')]),
          tag('task', { id: 's2' }),
          endEvent('e', [errorEvent('G')]),
          endEvent('stop', [tag('terminateEventDefinition')]),
        ],
        [error('E', '404'), error('F'), error('G', '=code')],
      ),
    );
    expect(nodeOf(graph, 'one').event).toEqual({ type: 'error', code: source('404') });
    expect(nodeOf(graph, 'all').event).toEqual({ type: 'error' });
    expect(nodeOf(graph, 'empty').event).toEqual({ type: 'error' });
    expect(nodeOf(graph, 'e').event).toEqual({ type: 'error', code: feel('code', 'code') });
    expect(nodeOf(graph, 'stop').event).toEqual({ type: 'terminate' });
  });

  test('an event-based gateway before a timer and a message', async () => {
    const graph = await graphOf(
      processXml(
        'p',
        [
          startEvent('s'),
          path('s', 'g', 'c'),
          path('g', 'd'),
          tag('eventBasedGateway', { id: 'g' }),
          tag('intermediateCatchEvent', { id: 'c' }, [timer('timeDuration', '=wait')]),
          tag('intermediateCatchEvent', { id: 'd' }, [messageEvent('M')]),
        ],
        [message('M', 'paid', '=key')],
      ),
    );
    expect(nodeOf(graph, 'g').outgoing.map(({ target }) => target.id)).toEqual(['c', 'd']);
  });
});
