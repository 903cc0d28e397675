/** Why a model is refused on account of its events: kinds, timers, messages, errors. */
import {
  body,
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
  eventSubProcess,
  message,
  messageEvent,
  processXml,
  startEvent,
  subProcess,
  tag,
  timer,
} from './testing/process-xml.js';
import { around, catchMessage, M, type Refusal, testRefusals } from './testing/refusal.js';

const multiple = ['<timerEventDefinition/>', '<messageEventDefinition/>'];
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

testRefusals('events', events);
testRefusals('timers', timers);
testRefusals('messages and errors', messagesAndErrors);
