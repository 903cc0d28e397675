/** What a model becomes: the graph that the core runs. */
import fc from 'fast-check';
import { compileProcesses } from './index.js';
import { extended, feel, graphOf, nodeOf } from './testing/compiled.js';
import {
  body,
  boundaryEvent,
  definitionsXml,
  endEvent,
  error,
  errorEvent,
  extensionElements,
  flow,
  ioMapping,
  path,
  process,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
  timer,
} from './testing/process-xml.js';

describe('the graph', () => {
  const xml = processXml('p', [
    startEvent('s'),
    flow('f', 's', 'g'),
    tag('exclusiveGateway', { id: 'g', default: 'no' }),
    flow('yes', 'g', 'sub', '=paid'),
    subProcess('sub', [startEvent('is'), path('is', 'work'), serviceTask('work')]),
    flow('no', 'g', 'e'),
    endEvent('e'),
  ]);

  test('numbers nodes and flows in document order, the process first', async () => {
    const graph = await graphOf(xml);
    expect(graph.dictionary).toEqual(['p', 's', 'f', 'g', 'yes', 'sub', 'is', 'is-work', 'work', 'no', 'e']);
    expect(graph.nodes.map((node) => node?.id)).toEqual([
      'p',
      's',
      undefined,
      'g',
      undefined,
      'sub',
      'is',
      undefined,
      'work',
      undefined,
      'e',
    ]);
    expect(graph.flows.map((found) => found?.id)).toEqual([
      undefined,
      undefined,
      'f',
      undefined,
      'yes',
      undefined,
      undefined,
      'is-work',
      undefined,
      'no',
      undefined,
    ]);
    for (const [index, node] of graph.nodes.entries()) expect(node?.index ?? index).toBe(index);
    for (const [index, found] of graph.flows.entries()) expect(found?.index ?? index).toBe(index);
    expect(graph.process).toBe(graph.nodes[0]);
  });

  test('keeps the numbers of a stored dictionary, with holes and additions', async () => {
    const graph = await graphOf(xml, ['p', 'gone', 'e', 's']);
    expect(graph.dictionary).toEqual(['p', 'gone', 'e', 's', 'f', 'g', 'yes', 'sub', 'is', 'is-work', 'work', 'no']);
    expect([nodeOf(graph, 'e').index, nodeOf(graph, 's').index, graph.nodes[1], graph.flows[1]]).toEqual([2, 3, undefined, undefined]);
  });

  test('has the same numbers again from its own dictionary', async () => {
    const graph = await graphOf(xml);
    expect((await graphOf(xml, graph.dictionary)).dictionary).toEqual(graph.dictionary);
  });

  test('connects nodes, scopes and flows', async () => {
    const graph = await graphOf(xml);
    const gateway = nodeOf(graph, 'g');
    expect(gateway.outgoing.map(({ id }) => id)).toEqual(['yes', 'no']);
    expect(gateway.incoming.map(({ id, source: from }) => [id, from.id])).toEqual([['f', 's']]);
    expect(gateway.defaultFlow).toBe(gateway.outgoing[1]);
    expect(gateway.outgoing[0]?.condition).toEqual(feel('paid', 'paid'));
    expect(nodeOf(graph, 'work').scope).toBe(nodeOf(graph, 'sub'));
    expect(nodeOf(graph, 'sub').startEvents).toEqual([nodeOf(graph, 'is')]);
    expect(nodeOf(graph, 's').scope).toBe(graph.process);
    expect([graph.process.type, graph.process.scope, graph.noneStart]).toEqual(['process', undefined, nodeOf(graph, 's')]);
  });

  test('is frozen through and through', async () => {
    const graph = await graphOf(xml);
    const work = nodeOf(graph, 'work');
    for (const part of [
      graph,
      graph.nodes,
      graph.flows,
      graph.dictionary,
      work,
      work.incoming,
      work.incoming[0],
      work.job,
      work.job?.headers,
      work.event,
    ]) {
      expect(Object.isFrozen(part)).toBe(true);
    }
  });

  test('takes the order of flows from the flows, not from what the nodes say', async () => {
    const graph = await graphOf(
      processXml('p', [
        startEvent('s', [body('outgoing', 'f1'), body('outgoing', 'f2')]),
        flow('f2', 's', 'b'),
        flow('f1', 's', 'a'),
        endEvent('a'),
        endEvent('b'),
      ]),
    );
    expect(nodeOf(graph, 's').outgoing.map(({ id }) => id)).toEqual(['f2', 'f1']);
  });

  test('carries names, the version tag and properties', async () => {
    const graph = await graphOf(
      processXml('p', [
        extensionElements(
          tag('zeebe:versionTag', { value: '1.2' }),
          tag('zeebe:properties', {}, [tag('zeebe:property', { name: 'tier', value: 'line-1' })]),
        ),
        startEvent('s', [], { name: 'Zgłoszenie' }),
      ]),
    );
    expect(graph).toMatchObject({ bpmnProcessId: 'p', name: '', versionTag: '1.2', process: { properties: { tier: 'line-1' } } });
    expect(nodeOf(graph, 's').name).toBe('Zgłoszenie');
  });

  test('holds each executable process of a document, and no other', async () => {
    const result = await compileProcesses(
      definitionsXml(
        process('p', [startEvent('s')]),
        process('drawn', [tag('inclusiveGateway', { id: 'g' }), flow('f', 'g', 'nowhere')], { isExecutable: false }),
        process('q', [startEvent('s2')], { name: 'Second' }),
        tag('collaboration', { id: 'c' }, [tag('participant', { id: 'pool', processRef: 'p' }), tag('participant', { id: 'resident' })]),
      ),
    );
    expect(result.type === 'processes' && result.processes.map(({ bpmnProcessId, name }) => [bpmnProcessId, name])).toEqual([
      ['p', ''],
      ['q', 'Second'],
    ]);
  });

  test('leaves out what is drawn for people and what belongs to others', async () => {
    const graph = await graphOf(
      processXml('p', [
        tag('documentation', {}, ['about']),
        extensionElements(tag('foreign:thing', { id: 'foreign' }, [tag('foreign:inner')])),
        tag('laneSet', { id: 'lanes' }, [tag('lane', { id: 'lane' }, [body('flowNodeRef', 's')])]),
        startEvent('s', [], { 'foreign:colour': 'red' }),
        tag('dataObject', { id: 'data' }),
        tag('dataObjectReference', { id: 'dataRef', dataObjectRef: 'data' }),
        tag('dataStoreReference', { id: 'store' }),
        tag('textAnnotation', { id: 'note' }, [body('text', 'note')]),
        tag('association', { id: 'to-note', sourceRef: 's', targetRef: 'note' }),
        tag('group', { id: 'group' }),
      ]),
    );
    expect(graph.dictionary).toEqual(['p', 's']);
  });
});

describe('any text', () => {
  const sample = processXml(
    'p',
    [
      startEvent('s'),
      path('s', 'x', 'e'),
      extended('serviceTask', taskDefinition('a'), ioMapping({ a: '=b' })),
      boundaryEvent('b', 'x', [timer('timeDuration', 'PT1M')]),
      endEvent('e', [errorEvent('E')]),
    ],
    [error('E', 'NO_PLACE')],
  );

  test('is answered, never thrown at', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect((await compileProcesses(text)).type).toBe('invalid');
      }),
    );
  });

  test('with a piece cut out or doubled compiles or is refused', async () => {
    const piece = fc.tuple(fc.nat(sample.length), fc.nat(60), fc.constantFrom('cut', 'double'));
    await fc.assert(
      fc.asyncProperty(piece, async ([from, length, act]) => {
        const text =
          act === 'cut' ? sample.slice(0, from) + sample.slice(from + length) : sample.slice(0, from + length) + sample.slice(from);
        const result = await compileProcesses(text);
        if (result.type === 'invalid') expect(result.faults.length).toBeGreaterThan(0);
        else expect(result.processes.length).toBeGreaterThan(0);
      }),
      { numRuns: 300 },
    );
  });
});

test('others get their turn while a large model compiles', async () => {
  const ids = Array.from({ length: 2_000 }, (_, n) => `t${n}`);
  const tasks = ids.map((id) => serviceTask(id, '=topic + "x"'));
  const compiling = compileProcesses(processXml('p', [startEvent('s'), ...tasks, endEvent('e'), path('s', ...ids, 'e')]));
  let turns = 0;
  let done = false;
  const count = (): void => {
    turns++;
    if (!done) setImmediate(count);
  };
  setImmediate(count);
  expect((await compiling).type).toBe('processes');
  done = true;
  expect(turns).toBeGreaterThan(20);
});
