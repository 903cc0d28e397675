/** What a model becomes: the graph that the core runs. */
import fc from 'fast-check';
import { compileProcesses, type Node, type ProcessGraph } from './index.js';
import {
  body,
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
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
  timer,
} from './testing/process-xml.js';

async function graphOf(xml: string, dictionary?: readonly string[]): Promise<ProcessGraph> {
  const result = await compileProcesses(xml, dictionary === undefined ? {} : { dictionaries: new Map([['p', dictionary]]) });
  if (result.type === 'invalid') throw new Error(JSON.stringify(result.faults));
  const [graph] = result.processes;
  if (graph === undefined) throw new Error('Expected a process, but there is none');
  return graph;
}

function nodeOf(graph: ProcessGraph, id: string): Node {
  const node = graph.nodeById.get(id);
  if (node === undefined) throw new Error(`Expected a node '${id}', but there is none`);
  return node;
}

/** The node with this id, standing between start and end. */
async function between(element: string, roots: readonly string[] = []): Promise<Node> {
  return nodeOf(await graphOf(processXml('p', [startEvent('s'), path('s', 'x', 'e'), element, endEvent('e')], roots)), 'x');
}

const extended = (name: string, ...contents: readonly string[]): string => tag(name, { id: 'x' }, [extensionElements(...contents)]);
const source = (text: string): object => expect.objectContaining({ source: text, isStatic: true });
const feel = (text: string, ...names: readonly string[]): object => expect.objectContaining({ source: text, names });

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

describe('work', () => {
  test.each(['serviceTask', 'sendTask', 'scriptTask', 'businessRuleTask'])('a %s has a job', async (name) => {
    const headers = tag('zeebe:taskHeaders', {}, [
      tag('zeebe:header', { key: 'to', value: 'crm' }),
      tag('zeebe:header', { key: 'empty', value: '' }),
    ]);
    const node = await between(extended(name, taskDefinition('="crm-" + system', '=2'), headers));
    expect(node.job).toEqual({ type: feel('"crm-" + system', 'system'), retries: feel('2'), headers: { to: 'crm' } });
    expect(node.type).toBe(name);
  });

  test('retries are 3 when nothing is said', async () => {
    expect((await between(serviceTask('x', 'a'))).job).toEqual({ type: source('a'), retries: source('3'), headers: {} });
  });

  test('a native user task has people, dates, a form and a priority', async () => {
    const node = await between(
      extended(
        'userTask',
        tag('zeebe:userTask'),
        tag('zeebe:assignmentDefinition', { assignee: '=who', candidateGroups: 'line-1, line "2"', candidateUsers: '=users' }),
        tag('zeebe:taskSchedule', { dueDate: '2026-03-02T15:35:00Z', followUpDate: '=later' }),
        tag('zeebe:priorityDefinition', { priority: '70' }),
        tag('zeebe:formDefinition', { formId: 'answer' }),
      ),
    );
    expect(node.userTask).toEqual({
      assignee: feel('who', 'who'),
      candidateGroups: feel('["line-1", "line \\"2\\""]'),
      candidateUsers: feel('users', 'users'),
      dueDate: source('2026-03-02T15:35:00Z'),
      followUpDate: feel('later', 'later'),
      priority: source('70'),
      formId: source('answer'),
      headers: {},
    });
    expect([node.job, node.jobUserTask]).toEqual([undefined, undefined]);
    const groups = node.userTask?.candidateGroups?.evaluate(() => undefined, { nowMs: 0, random: () => 0 });
    expect(groups).toEqual({ type: 'value', value: ['line-1', 'line "2"'] });
  });

  test('a job-based user task has a job of its own type with one try', async () => {
    const node = await between(
      extended('userTask', tag('zeebe:assignmentDefinition', { assignee: '=who' }), tag('zeebe:formDefinition', { formKey: 'embedded' })),
    );
    expect(node.userTask).toBeUndefined();
    expect(node.jobUserTask).toEqual({ assignee: feel('who', 'who'), headers: {} });
    expect(node.job).toEqual({
      type: source('io.camunda.zeebe:userTask'),
      retries: source('1'),
      headers: { 'io.camunda.zeebe:formKey': 'embedded' },
    });
  });

  test('a script, a decision and a call', async () => {
    expect((await between(extended('scriptTask', tag('zeebe:script', { expression: '=a + 1', resultVariable: 'b' })))).script).toEqual({
      expression: feel('a + 1', 'a'),
      resultVariable: 'b',
    });
    expect(
      (await between(extended('businessRuleTask', tag('zeebe:calledDecision', { decisionId: 'agency', resultVariable: 'r' })))).decision,
    ).toEqual({
      decisionId: source('agency'),
      resultVariable: 'r',
    });
    expect((await between(extended('callActivity', tag('zeebe:calledElement', { processId: '=called' })))).calledElement).toEqual({
      processId: feel('called', 'called'),
      propagateAllChildVariables: true,
      propagateAllParentVariables: true,
    });
    const narrow = tag('zeebe:calledElement', { processId: 'q', propagateAllChildVariables: false, propagateAllParentVariables: false });
    expect((await between(extended('callActivity', narrow))).calledElement).toMatchObject({
      propagateAllChildVariables: false,
      propagateAllParentVariables: false,
    });
  });

  test('mappings keep their order and split their targets', async () => {
    const node = await between(
      extended('serviceTask', taskDefinition('a'), ioMapping({ 'order.id': '=id', kind: 'lamp' }, { result: '=answer' })),
    );
    expect(node.inputs).toEqual([
      { source: feel('id', 'id'), target: ['order', 'id'] },
      { source: source('lamp'), target: ['kind'] },
    ]);
    expect(node.outputs).toEqual([{ source: feel('answer', 'answer'), target: ['result'] }]);
  });

  test.each(['task', 'manualTask'])('a %s does nothing', async (name) => {
    expect(await between(tag(name, { id: 'x' }))).toMatchObject({ type: name, event: { type: 'none' }, inputs: [], outputs: [] });
  });
});

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
