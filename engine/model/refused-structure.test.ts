/** Why a model is refused on account of its structure: elements, flows, scopes, the document itself. */
import { compileProcesses } from './index.js';
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
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
} from './testing/process-xml.js';
import { around, between, catchMessage, catchTimer, extended, M, type Refusal, testRefusals } from './testing/refusal.js';

const elements: readonly Refusal[] = [
  ['an inclusive gateway', around([tag('inclusiveGateway', { id: 'x' })]), 'x', /inclusive gateways are not supported/],
  ['a complex gateway', around([tag('complexGateway', { id: 'x' })]), 'x', /complex gateways are not supported/],
  ['an ad-hoc subprocess', around([tag('adHocSubProcess', { id: 'x' })]), 'x', /ad-hoc subprocesses are not supported/],
  ['a transaction', around([tag('transaction', { id: 'x' })]), 'x', /transactions are not supported/],
  ['a choreography', around([tag('callChoreography', { id: 'x' })]), 'x', /a CallChoreography can't/],
  ['an unknown element of BPMN', around([tag('teleport', { id: 'x' })]), 'x', /unknown type <bpmn:Teleport>/],
  [
    'an unknown element of Zeebe',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), tag('zeebe:magic'))),
    'x',
    /unknown type <zeebe:Magic>/,
  ],
  ['an id that is taken', around([tag('task', { id: 's' })]), 's', /duplicate ID <s>/],
  ['an element without id', around([tag('task')]), 'p', /to have an id, but a Task has none/],
  ['multi-instance', around([serviceTask('x', 'a', [tag('multiInstanceLoopCharacteristics')])]), 'x', /multi-instance activities/],
  ['a standard loop', around([serviceTask('x', 'a', [tag('standardLoopCharacteristics')])]), 'x', /standard loops/],
  ['a compensation handler', around([tag('task', { id: 'x', isForCompensation: true })]), 'x', /compensation handlers/],
  ['a start quantity', around([tag('task', { id: 'x', startQuantity: 2 })]), 'x', /startQuantity 1, but/],
  ['a completion quantity', around([tag('task', { id: 'x', completionQuantity: 0 })]), 'x', /completionQuantity 1, but/],
  ['a quantity that is no number', around([tag('task', { id: 'x', startQuantity: 'many' })]), 'x', /startQuantity 1, but/],
  ['a potential owner', around([tag('userTask', { id: 'x' }, [tag('potentialOwner')])]), 'x', /potential owners/],
  [
    'scopes without end',
    around([Array.from({ length: 60 }, (_, n) => n).reduceRight((inner, n) => subProcess(`d${n}`, [startEvent(`s${n}`), inner]), '')]),
    'd49',
    /at most 50 scopes/,
  ],
];

const gateway = (...flows: readonly string[]): string =>
  processXml('p', [startEvent('s'), flow('in', 's', 'g'), tag('exclusiveGateway', { id: 'g' }), ...flows, endEvent('a'), endEvent('b')]);
const eventGateway = (elements: readonly string[], roots: readonly string[] = []): string =>
  processXml('p', [startEvent('s'), tag('eventBasedGateway', { id: 'g' }), path('s', 'g'), ...elements], roots);

const flows: readonly Refusal[] = [
  [
    'a flow from nowhere',
    around([tag('sequenceFlow', { id: 'x', targetRef: 's' })]),
    'x',
    /sourceRef to name an element, but there is no sourceRef/,
  ],
  ['a flow to what is not there', around([flow('x', 's', 'gone')]), 'x', /targetRef to name an element, but 'gone' doesn't exist/],
  [
    'a flow into a subprocess',
    around([flow('x', 's', 'inner'), subProcess('sub', [startEvent('is'), tag('task', { id: 'inner' })])]),
    'x',
    /within one scope, but 'inner'/,
  ],
  [
    'a flow drawn in another scope',
    around([subProcess('sub', [startEvent('is'), flow('x', 's', 'e')]), endEvent('e')]),
    'x',
    /within one scope/,
  ],
  ['a flow to a data object', around([tag('dataObject', { id: 'd' }), flow('x', 's', 'd')]), 'x', /'d' isn't a node/],
  [
    'a flow to another process',
    definitionsXml(
      process('p', [startEvent('s'), flow('x', 's', 'other')]),
      process('q', [startEvent('s2'), tag('task', { id: 'other' })]),
    ),
    'x',
    /within one scope/,
  ],
  ['a flow into a start event', around([tag('task', { id: 't' }), path('t', 's')]), 's', /no sequence flow into a start event, but 't-s'/],
  [
    'a flow out of an end event',
    around([endEvent('e'), tag('task', { id: 't' }), path('e', 't')]),
    'e',
    /no sequence flow out of an end event/,
  ],
  [
    'a flow into a boundary event',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [errorEvent()]), flow('f', 's', 'x')]),
    'x',
    /into a boundary event/,
  ],
  [
    'a flow into an event subprocess',
    around([eventSubProcess('x', [startEvent('is', [errorEvent()])]), flow('f', 's', 'x')]),
    'x',
    /into an event subprocess/,
  ],
  [
    'a flow without condition',
    gateway(flow('fa', 'g', 'a', '=yes'), flow('fb', 'g', 'b')),
    'fb',
    /a condition or the default flow, because 'g'/,
  ],
  ['a literal condition', gateway(flow('fa', 'g', 'a', 'yes'), flow('fb', 'g', 'b', '=no')), 'fa', /begins with '=', but got 'yes'/],
  [
    'an empty condition',
    gateway(flow('fa', 'g', 'a', ' '), flow('fb', 'g', 'b', '=no')),
    'fa',
    /Expected the condition, but there is none/,
  ],
  [
    'a FEEL error in a condition',
    gateway(flow('fa', 'g', 'a', '=x >'), flow('fb', 'g', 'b', '=no')),
    'fa',
    /Expected a FEEL expression.*condition/,
  ],
  [
    'a condition behind a task',
    around([tag('task', { id: 't' }), flow('f', 's', 't'), flow('x', 't', 'e', '=yes'), endEvent('e')]),
    'x',
    /only after an exclusive gateway, but 't'/,
  ],
  [
    'a default flow of a task',
    around([tag('task', { id: 'x', default: 'a' }), flow('a', 'x', 'e'), flow('b', 'x', 'e'), endEvent('e')]),
    'x',
    /default flow only at an exclusive gateway/,
  ],
  [
    'a default flow that is not there',
    around([tag('exclusiveGateway', { id: 'x', default: 'gone' })]),
    'x',
    /default flow to exist, but 'gone'/,
  ],
  [
    'a default flow of another gateway',
    around([tag('exclusiveGateway', { id: 'x', default: 'f' }), flow('f', 's', 'x')]),
    'x',
    /default flow to begin at this element, but 'f'/,
  ],
  ['an event-based gateway with one flow', eventGateway([path('g', 'c'), catchTimer('c')]), 'g', /at least 2 sequence flows/],
  [
    'an event-based gateway before a task',
    eventGateway([path('g', 'c'), path('g', 't'), catchTimer('c'), tag('task', { id: 't' })]),
    'g',
    /catching events only, but 't'/,
  ],
  [
    'an event-based gateway before a receive task',
    eventGateway([path('g', 'c'), path('g', 't'), catchTimer('c'), tag('receiveTask', { id: 't', messageRef: 'M' })], [M]),
    'g',
    /catching events only, but 't'/,
  ],
  [
    'a second way to an event behind an event-based gateway',
    eventGateway([path('g', 'c'), path('g', 'd'), catchTimer('c'), catchTimer('d'), path('s', 'd')]),
    'd',
    /no other sequence flow/,
  ],
  [
    'the same message twice behind an event-based gateway',
    eventGateway([path('g', 'c'), path('g', 'd'), catchMessage('c', 'M'), catchMessage('d', 'M')], [M]),
    'd',
    /'paid' to be caught once/,
  ],
  [
    'a parallel event-based gateway',
    processXml('p', [
      startEvent('s'),
      tag('eventBasedGateway', { id: 'g', eventGatewayType: 'Parallel' }),
      path('s', 'g'),
      path('g', 'c'),
      path('g', 'd'),
      catchTimer('c'),
      catchTimer('d'),
    ]),
    'g',
    /parallel and instantiating ones/,
  ],
];

const onTask = (...boundaries: readonly string[]): string[] => [tag('task', { id: 't' }), ...boundaries];
const caughtError = (id: string, errorRef?: string): string => boundaryEvent(id, 't', [errorEvent(errorRef)]);
const E = error('E', 'NO_PLACE');
const E2 = error('E2', 'NO_PLACE');

const scopes: readonly Refusal[] = [
  ['a process without start', processXml('p', [endEvent('e')]), 'p', /to have a start event, but there is none/],
  ['two none starts', processXml('p', [startEvent('a'), startEvent('b')]), 'p', /at most one none start event, but there are 2: 'a', 'b'/],
  ['a subprocess without start', around([subProcess('x', [endEvent('e')])]), 'x', /exactly one start event, but there are 0/],
  [
    'a subprocess with two starts',
    around([subProcess('x', [startEvent('a'), startEvent('b')])]),
    'x',
    /exactly one start event, but there are 2/,
  ],
  ['an event subprocess without start', around([eventSubProcess('x', [endEvent('e')])]), 'x', /exactly one start event, but there are 0/],
  [
    'the same message on two boundaries',
    around(onTask(boundaryEvent('a', 't', [messageEvent('M')]), boundaryEvent('x', 't', [messageEvent('M')])), [M]),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same name of two messages',
    around(onTask(boundaryEvent('a', 't', [messageEvent('M')]), boundaryEvent('x', 't', [messageEvent('N')])), [
      M,
      message('N', '="paid"', '=other'),
    ]),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same message in two event subprocesses',
    around(
      [eventSubProcess('a', [startEvent('sa', [messageEvent('M')])]), eventSubProcess('b', [startEvent('x', [messageEvent('M')])])],
      [M],
    ),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same message on a subprocess and in it',
    around(
      [
        subProcess('sub', [startEvent('is'), eventSubProcess('es', [startEvent('x', [messageEvent('M')])])]),
        boundaryEvent('b', 'sub', [messageEvent('M')]),
      ],
      [M],
    ),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same message at a receive task and its boundary',
    around([tag('receiveTask', { id: 't', messageRef: 'M' }), boundaryEvent('x', 't', [messageEvent('M')])], [M]),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same message at two starts',
    processXml('p', [startEvent('a', [messageEvent('M')]), startEvent('x', [messageEvent('M')])], [M]),
    'x',
    /'paid' to be caught once/,
  ],
  [
    'the same error on two boundaries',
    around(onTask(caughtError('a', 'E'), caughtError('x', 'E2')), [E, E2]),
    'x',
    /'NO_PLACE' to be caught once/,
  ],
  ['all errors on two boundaries', around(onTask(caughtError('a'), caughtError('x'))), 'x', /all errors to be caught once/],
  [
    'the same error in two event subprocesses',
    around([eventSubProcess('a', [startEvent('sa', [errorEvent('E')])]), eventSubProcess('b', [startEvent('x', [errorEvent('E')])])], [E]),
    'x',
    /'NO_PLACE' to be caught once/,
  ],
];

const documents: readonly Refusal[] = [
  ['nothing', '', '', /it can't be read/],
  ['no XML', 'kontakt', '', /it can't be read/],
  ['another XML', '<invoice/>', '', /unexpected element <invoice>/],
  ['broken XML', processXml('p', ['<startEvent id="s">']), '', /closing tag mismatch/],
  ['a document type', `<!DOCTYPE definitions>${processXml('p', [])}`, '', /without DOCTYPE and entities/],
  [
    'an XML bomb',
    `<!DOCTYPE d [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]>${processXml('&b;', [])}`,
    '',
    /without DOCTYPE and entities/,
  ],
  [
    'an external entity',
    `<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]>${processXml('p', [])}`,
    '',
    /without DOCTYPE and entities/,
  ],
  ['a NUL', processXml('p\0', []), '', /NUL/],
  ['a reference to NUL', processXml('p', [tag('startEvent', { id: 's', name: 'a' }).replace('"a"', '"a&#0;b"')]), '', /found &#0;/],
  ['a reference to half a character', processXml('p', ['<documentation>&#xD800;</documentation>']), '', /found &#xD800;/],
  ['a control character', processXml('p', ['<documentation>\u0007</documentation>']), '', /found U\+0007/],
  [
    'an id that no index takes',
    processXml('p', [startEvent('s'.repeat(501))]),
    `${'s'.repeat(60)}…`,
    /an id of at most 500 bytes, but this one has 501/,
  ],
  [
    'more elements than a person can draw',
    processXml(
      'p',
      Array.from({ length: 5_000 }, (_, n) => tag('task', { id: `t${n}` })),
    ),
    'p',
    /at most 5000 elements \(flow nodes and sequence flows\), but it has 5001/,
  ],
  ['more tags than others can wait for', processXml('p', ['<documentation/>'.repeat(50_000)]), '', /at most 50000 tags/],
  [
    'more than 4 MB',
    processXml('p', [`<documentation>${'ł'.repeat(2_100_000)}</documentation>`]),
    '',
    /at most 4194304 bytes, but the document has 42/,
  ],
  ['no process', definitionsXml(), '', /at least one executable process/],
  [
    'no executable process',
    definitionsXml(process('p', [startEvent('s')], { isExecutable: false }), process('q', [], { isExecutable: undefined })),
    '',
    /at least one executable process/,
  ],
  ['a process without id', definitionsXml(tag('process', { isExecutable: true }, [startEvent('s')])), '', /every process to have an id/],
  [
    'mappings at a process',
    processXml('p', [extensionElements(ioMapping({ a: '=1' })), startEvent('s')]),
    'p',
    /zeebe:ioMapping only where/,
  ],
];

testRefusals('elements', elements);
testRefusals('flows', flows);
testRefusals('scopes', scopes);
testRefusals('documents', documents);

test('every fault of a document is told at once', async () => {
  const result = await compileProcesses(
    definitionsXml(
      process('p', [startEvent('s'), tag('serviceTask', { id: 'a' }), tag('inclusiveGateway', { id: 'b' })]),
      process('q', [tag('callActivity', { id: 'c' })]),
    ),
  );
  expect(result).toMatchObject({ type: 'invalid' });
  expect(result.type === 'invalid' && result.faults.map(({ elementId }) => elementId)).toEqual(['b', 'a', 'c', 'q']);
});

test('in a long text the first unknown element is told, without searching for all others', async () => {
  const unknown = Array.from({ length: 40_000 }, (_, n) => `<teleport id="x${n}"/>\n`);
  const result = await compileProcesses(around(unknown));
  expect(result).toEqual({
    type: 'invalid',
    faults: [{ elementId: 'x0', reason: expect.stringContaining('unknown type <bpmn:Teleport>') }],
  });
});

test('what leads to or from a refused element makes no fault of its own', async () => {
  const result = await compileProcesses(
    processXml('p', [
      startEvent('s'),
      tag('eventBasedGateway', { id: 'g' }),
      path('s', 'g', 'signal', 'or', 'sub', 'e'),
      path('g', 'c'),
      catchTimer('c'),
      tag('intermediateCatchEvent', { id: 'signal' }, [tag('signalEventDefinition')]),
      tag('inclusiveGateway', { id: 'or' }),
      tag('transaction', { id: 'sub' }, [startEvent('is'), tag('inclusiveGateway', { id: 'inside' })]),
      endEvent('e'),
    ]),
  );
  expect(result.type === 'invalid' && result.faults.map(({ elementId }) => elementId)).toEqual(['or', 'sub', 'signal']);
});
