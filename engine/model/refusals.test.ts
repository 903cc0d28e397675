/** One fixture for each reason why a model is refused: which element is named, and why. */
import { compileProcesses } from './index.js';
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

/** A process around elements that need nothing but to be there. */
const around = (elements: readonly string[], roots: readonly string[] = []): string =>
  processXml('p', [startEvent('s'), ...elements], roots);

/** A process in which one element stands between start and end. */
const between = (id: string, element: string, roots: readonly string[] = []): string =>
  processXml('p', [startEvent('s'), path('s', id, 'e'), element, endEvent('e')], roots);

const extended = (name: string, id: string, ...contents: readonly string[]): string => tag(name, { id }, [extensionElements(...contents)]);

const catchTimer = (id: string): string => tag('intermediateCatchEvent', { id }, [timer('timeDuration', 'PT1M')]);
const catchMessage = (id: string, messageRef: string): string => tag('intermediateCatchEvent', { id }, [messageEvent(messageRef)]);
const multiple = ['<timerEventDefinition/>', '<messageEventDefinition/>'];
const M = message('M', 'paid', '=key');

type Refusal = readonly [what: string, xml: string, elementId: string, reason: RegExp];

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

const events: readonly Refusal[] = [
  ...['signal', 'escalation', 'conditional', 'compensate', 'cancel', 'link'].map(
    (kind): Refusal => [
      `a ${kind} boundary event`,
      around([tag('task', { id: 't' }), boundaryEvent('x', 't', [tag(`${kind}EventDefinition`)])]),
      'x',
      /but (signal|escalation|conditional|compensation|cancel|link) events are not supported here/,
    ],
  ),
  ['a signal start event', processXml('p', [startEvent('x', [tag('signalEventDefinition')])]), 'x', /signal events are not supported/],
  ['an error start of a process', processXml('p', [startEvent('x', [errorEvent()])]), 'x', /type none, timer or message, but error/],
  [
    'an escalation throw event',
    around([tag('intermediateThrowEvent', { id: 'x' }, [tag('escalationEventDefinition')])]),
    'x',
    /escalation events/,
  ],
  ['a signal end event', around([endEvent('x', [tag('signalEventDefinition')])]), 'x', /signal events/],
  [
    'a link catch event',
    around([tag('intermediateCatchEvent', { id: 'x' }, [tag('linkEventDefinition', { name: 'a' })])]),
    'x',
    /link events/,
  ],
  ['a catch event that catches nothing', around([tag('intermediateCatchEvent', { id: 'x' })]), 'x', /but there is none/],
  ['a boundary event that catches nothing', around([tag('task', { id: 't' }), boundaryEvent('x', 't', [])]), 'x', /but there is none/],
  ['several event definitions', processXml('p', [startEvent('x', multiple)]), 'x', /multiple events are not supported/],
  ['parallel multiple', around([tag('intermediateCatchEvent', { id: 'x', parallelMultiple: true }, multiple)]), 'x', /multiple events/],
  [
    'a shared event definition',
    processXml('p', [startEvent('x', [body('eventDefinitionRef', 'shared')])], [tag('timerEventDefinition', { id: 'shared' })]),
    'x',
    /references to shared ones/,
  ],
  [
    'a timed start of a subprocess',
    around([subProcess('x', [startEvent('is', [timer('timeDuration', 'PT1M')])])]),
    'is',
    /type none, but timer/,
  ],
  [
    'a none start of an event subprocess',
    around([eventSubProcess('x', [startEvent('is')])]),
    'is',
    /timer, message or error, but there is none/,
  ],
  [
    'a boundary event on a gateway',
    around([tag('exclusiveGateway', { id: 'g' }), boundaryEvent('x', 'g', [errorEvent()])]),
    'x',
    /'g' is none/,
  ],
  [
    'a boundary event on an event subprocess',
    around([eventSubProcess('es', [startEvent('is', [errorEvent()])]), boundaryEvent('x', 'es', [errorEvent()])]),
    'x',
    /'es' is none/,
  ],
  ['a boundary event on nothing', around([tag('boundaryEvent', { id: 'x' }, [errorEvent()])]), 'x', /attached to nothing/],
  ['a boundary event on what is not there', around([boundaryEvent('x', 'gone', [errorEvent()])]), 'x', /'gone' doesn't exist/],
  [
    'a non-interrupting error boundary',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [errorEvent()], { cancelActivity: false })]),
    'x',
    /non-interrupting/,
  ],
  [
    'a non-interrupting error start',
    around([eventSubProcess('es', [startEvent('x', [errorEvent()], { isInterrupting: false })])]),
    'x',
    /non-interrupting/,
  ],
];

const timers: readonly Refusal[] = [
  [
    'no timer value',
    around([tag('intermediateCatchEvent', { id: 'x' }, [tag('timerEventDefinition')])]),
    'x',
    /exactly one of timeDate.*is none/,
  ],
  [
    'two timer values',
    around([
      tag('intermediateCatchEvent', { id: 'x' }, [tag('timerEventDefinition', {}, [body('timeDate', '=a'), body('timeDuration', '=b')])]),
    ]),
    'x',
    /are several/,
  ],
  [
    'an empty timer value',
    around([tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDate', ' ')])]),
    'x',
    /a value in timeDate, but there is none/,
  ],
  [
    'a literal that is no duration',
    around([tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDuration', '10 minutes')])]),
    'x',
    /'10 minutes' \(timeDuration\)/,
  ],
  [
    'a literal that is no date',
    around([tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDate', '2026-01-01')])]),
    'x',
    /'2026-01-01' \(timeDate\)/,
  ],
  ['a literal that is no cycle', processXml('p', [startEvent('x', [timer('timeCycle', 'PT1M')])]), 'x', /'PT1M' \(timeCycle\)/],
  [
    'a cron expression',
    processXml('p', [startEvent('x', [timer('timeCycle', '0 0 9-17 * * MON-FRI')])]),
    'x',
    /not supported yet \(timeCycle\)/,
  ],
  [
    'a cycle at a catch event',
    around([tag('intermediateCatchEvent', { id: 'x' }, [timer('timeCycle', 'R3/PT1M')])]),
    'x',
    /can repeat by a timeCycle/,
  ],
  [
    'a cycle at an interrupting boundary',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [timer('timeCycle', 'R3/PT1M')])]),
    'x',
    /can repeat/,
  ],
  [
    'a cycle at an interrupting event subprocess',
    around([eventSubProcess('es', [startEvent('x', [timer('timeCycle', 'R/PT1M')])])]),
    'x',
    /can repeat/,
  ],
  [
    'a FEEL error in a timer',
    around([tag('intermediateCatchEvent', { id: 'x' }, [timer('timeDate', '=now( +')])]),
    'x',
    /Expected a FEEL expression.*timeDate/,
  ],
  ['a start timer with variables', processXml('p', [startEvent('x', [timer('timeDate', '=dueAt')])]), 'x', /without variables.*'dueAt'/],
];

const messagesAndErrors: readonly Refusal[] = [
  [
    'no message',
    around([tag('intermediateCatchEvent', { id: 'x' }, [messageEvent()])]),
    'x',
    /a reference to a message, but there is none/,
  ],
  ['a message that is not there', around([catchMessage('x', 'gone')]), 'x', /'gone' doesn't exist/],
  ['a message without name', around([catchMessage('x', 'M')], [tag('message', { id: 'M' })]), 'x', /a message with a name/],
  ['no correlation key', around([catchMessage('x', 'M')], [message('M', 'paid')]), 'x', /a correlation key .* but there is none/],
  [
    'a literal correlation key',
    around([catchMessage('x', 'M')], [message('M', 'paid', 'key')]),
    'x',
    /FEEL that begins with '=', but got 'key'/,
  ],
  [
    'a FEEL error in a correlation key',
    around([catchMessage('x', 'M')], [message('M', 'paid', '=a +')]),
    'x',
    /Expected a FEEL expression/,
  ],
  [
    'no correlation key at a receive task',
    around([tag('receiveTask', { id: 'x', messageRef: 'M' })], [message('M', 'paid')]),
    'x',
    /correlation key/,
  ],
  ['a receive task without message', around([tag('receiveTask', { id: 'x' })]), 'x', /a reference to a message/],
  ['a receive task with an unknown message', around([tag('receiveTask', { id: 'x', messageRef: 'gone' })]), 'x', /'gone' doesn't exist/],
  [
    'a receive task that instantiates',
    around([tag('receiveTask', { id: 'x', messageRef: 'M', instantiate: true })], [M]),
    'x',
    /instantiates is not supported/,
  ],
  [
    'a message start with a variable name',
    processXml('p', [startEvent('x', [messageEvent('M')])], [message('M', '="a" + b')]),
    'x',
    /without variables.*'b'/,
  ],
  ['a message throw event without job', around([tag('intermediateThrowEvent', { id: 'x' }, [messageEvent('M')])], [M]), 'x', /a job type/],
  ['a message end event without job', around([endEvent('x', [messageEvent('M')])], [M]), 'x', /a job type/],
  ['an error end event without error', around([endEvent('x', [errorEvent()])]), 'x', /an error with an error code, but there is none/],
  ['an error end event without code', around([endEvent('x', [errorEvent('E')])], [error('E')]), 'x', /an error with an error code/],
  ['an error that is not there', around([endEvent('x', [errorEvent('gone')])]), 'x', /'gone' doesn't exist/],
  [
    'an expression as caught error code',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [errorEvent('E')])], [error('E', '=code')]),
    'x',
    /to be a literal/,
  ],
];

const work: readonly Refusal[] = [
  [
    'a service task without job type',
    between('x', tag('serviceTask', { id: 'x' })),
    'x',
    /a job type \(zeebe:taskDefinition\), but there is none/,
  ],
  ['a send task without job type', between('x', tag('sendTask', { id: 'x' })), 'x', /a job type/],
  ['an empty job type', between('x', extended('serviceTask', 'x', taskDefinition(' '))), 'x', /a job type/],
  [
    'a FEEL error in a job type',
    between('x', extended('serviceTask', 'x', taskDefinition('="a" +'))),
    'x',
    /Expected a FEEL expression.*job type/,
  ],
  [
    'retries that are no number',
    between('x', extended('serviceTask', 'x', taskDefinition('a', 'three'))),
    'x',
    /retries to be a number, but got 'three'/,
  ],
  [
    'a script task without anything',
    between('x', tag('scriptTask', { id: 'x' })),
    'x',
    /either zeebe:script or zeebe:taskDefinition, but there is neither/,
  ],
  [
    'a script task with both',
    between('x', extended('scriptTask', 'x', taskDefinition('a'), tag('zeebe:script', { expression: '=1', resultVariable: 'r' }))),
    'x',
    /are both/,
  ],
  [
    'a literal script',
    between('x', extended('scriptTask', 'x', tag('zeebe:script', { expression: '1', resultVariable: 'r' }))),
    'x',
    /begins with '='/,
  ],
  [
    'a script without result',
    between('x', extended('scriptTask', 'x', tag('zeebe:script', { expression: '=1' }))),
    'x',
    /a result variable of the script/,
  ],
  ['a rule task without anything', between('x', tag('businessRuleTask', { id: 'x' })), 'x', /either zeebe:calledDecision or/],
  [
    'a decision without id',
    between('x', extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { resultVariable: 'r' }))),
    'x',
    /a decision id/,
  ],
  [
    'a decision without result',
    between('x', extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { decisionId: 'd' }))),
    'x',
    /a result variable of the decision/,
  ],
  [
    'a pinned decision',
    between(
      'x',
      extended('businessRuleTask', 'x', tag('zeebe:calledDecision', { decisionId: 'd', resultVariable: 'r', bindingType: 'deployment' })),
    ),
    'x',
    /the binding 'deployment' is not supported/,
  ],
  ['a call of nothing', between('x', tag('callActivity', { id: 'x', calledElement: 'ignored' })), 'x', /the id of a process/],
  ['a call without process id', between('x', extended('callActivity', 'x', tag('zeebe:calledElement'))), 'x', /the id of a process/],
  [
    'a literal output',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({}, { b: 'c' }))),
    'x',
    /output mapping of 'b' to be FEEL/,
  ],
  [
    'an input without source',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ b: '' }))),
    'x',
    /input mapping of 'b', but there is none/,
  ],
  [
    'a FEEL error in an input',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ b: '=1 +' }))),
    'x',
    /FEEL expression.*input mapping of 'b'/,
  ],
  [
    'a mapping to no name',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ 'a b': '=1' }))),
    'x',
    /target of an input mapping.*'a b'/,
  ],
  [
    'a mapping to a broken path',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), ioMapping({ 'a..b': '=1' }))),
    'x',
    /'a\.\.b'/,
  ],
  [
    'candidates with a gap',
    between('x', extended('userTask', 'x', tag('zeebe:assignmentDefinition', { candidateGroups: 'a,,b' }))),
    'x',
    /separated by commas/,
  ],
  [
    'a due date without offset',
    between('x', extended('userTask', 'x', tag('zeebe:taskSchedule', { dueDate: '2026-01-01T00:00:00' }))),
    'x',
    /date and time.*\(the due date\)/,
  ],
  [
    'a priority beyond 100',
    between('x', extended('userTask', 'x', tag('zeebe:userTask'), tag('zeebe:priorityDefinition', { priority: '101' }))),
    'x',
    /0 to 100, but got '101'/,
  ],
  [
    'a form key at a native user task',
    between('x', extended('userTask', 'x', tag('zeebe:userTask'), tag('zeebe:formDefinition', { formKey: 'f' }))),
    'x',
    /takes no formKey/,
  ],
  [
    'an external form at a job-based user task',
    between('x', extended('userTask', 'x', tag('zeebe:formDefinition', { externalReference: 'f' }))),
    'x',
    /takes no externalReference/,
  ],
  [
    'two forms',
    between('x', extended('userTask', 'x', tag('zeebe:formDefinition', { formId: 'f', formKey: 'g' }))),
    'x',
    /exactly one of formId/,
  ],
  [
    'execution listeners',
    between(
      'x',
      extended('task', 'x', tag('zeebe:executionListeners', {}, [tag('zeebe:executionListener', { eventType: 'start', type: 'a' })])),
    ),
    'x',
    /execution listeners are not supported/,
  ],
  [
    'task listeners',
    between(
      'x',
      extended('userTask', 'x', tag('zeebe:taskListeners', {}, [tag('zeebe:taskListener', { eventType: 'creating', type: 'a' })])),
    ),
    'x',
    /task listeners are not supported/,
  ],
  [
    'a job behind a user task',
    between('x', extended('userTask', 'x', taskDefinition('a'))),
    'x',
    /zeebe:taskDefinition only where it has an effect/,
  ],
  ['a job behind a none end event', around([extended('endEvent', 'x', taskDefinition('a'))]), 'x', /only where it has an effect/],
  ['mappings at a gateway', around([extended('parallelGateway', 'x', ioMapping({ a: '=1' }))]), 'x', /zeebe:ioMapping only where/],
  [
    'inputs at a boundary event',
    around([tag('task', { id: 't' }), boundaryEvent('x', 't', [extensionElements(ioMapping({ a: '=1' })), errorEvent()])]),
    'x',
    /zeebe:ioMapping only where/,
  ],
  [
    'an extension twice',
    between('x', extended('serviceTask', 'x', taskDefinition('a'), taskDefinition('b'))),
    'x',
    /one zeebe:taskDefinition, but there are several/,
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

describe.each([
  ['elements', elements],
  ['events', events],
  ['timers', timers],
  ['messages and errors', messagesAndErrors],
  ['work', work],
  ['flows', flows],
  ['scopes', scopes],
  ['documents', documents],
])('refused %s:', (_group, table) => {
  test.each(table)('%s', async (_what, xml, elementId, reason) => {
    const result = await compileProcesses(xml);
    if (result.type === 'processes') throw new Error('Expected the model to be refused, but it compiled');
    expect(result.faults).toEqual([{ elementId, reason: expect.stringMatching(reason) }]);
    expect(result.faults[0]?.reason).toMatch(/^Expected .*, (but|because) .*$/s);
  });
});

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
  const unknown = Array.from({ length: 50_000 }, (_, n) => `<teleport id="x${n}"/>\n`);
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
