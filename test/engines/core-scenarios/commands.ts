/** Creating at chosen elements, setting variables, cancelling, resolving, and how each is refused. */
import {
  boundaryEvent,
  endEvent,
  eventSubProcess,
  extensionElements,
  ioMapping,
  message,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  taskDefinition,
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { callActivity, child, deviation, fork, scenario, task } from '../scenario-model.js';

const M = message('m', 'm', '=k');
const nested = processXml(
  'p',
  [
    startEvent('s'),
    tag('subProcess', { id: 'outer' }, [
      extensionElements(ioMapping({ o: '=x' }, { oo: '=o' })),
      startEvent('os'),
      subProcess('inner', [startEvent('is'), serviceTask('a'), serviceTask('b'), endEvent('ie'), path('is', 'a', 'b', 'ie')]),
      serviceTask('c'),
      endEvent('oe'),
      path('os', 'inner', 'c', 'oe'),
      eventSubProcess('x', [startEvent('xs', [messageEvent('m')], { isInterrupting: false }), endEvent('xe'), path('xs', 'xe')]),
    ]),
    boundaryEvent('late', 'inner', [timer('timeDuration', 'PT1H')]),
    endEvent('e'),
    path('s', 'outer', 'e'),
  ].filter((part) => !part.includes('"late"')),
  [M],
);
const plain = processXml(
  'p',
  [
    startEvent('s'),
    fork('f'),
    serviceTask('a'),
    serviceTask('b'),
    fork('j'),
    endEvent('e'),
    path('s', 'f', 'a', 'j', 'e'),
    path('f', 'b', 'j').replace('b-j"', 'bj"'),
    tag('eventBasedGateway', { id: 'g' }),
    tag('intermediateCatchEvent', { id: 'gm' }, [messageEvent('m')]),
    tag('intermediateCatchEvent', { id: 'gt' }, [timer('timeDuration', 'PT1H')]),
    path('g', 'gm', 'e'),
    path('g', 'gt', 'e'),
    boundaryEvent('bd', 'a', [timer('timeDuration', 'PT1H')]),
    path('bd', 'e'),
    eventSubProcess('x', [startEvent('xs', [messageEvent('m')]), serviceTask('xt'), endEvent('xe'), path('xs', 'xt', 'xe')]),
    subProcess('sub', [startEvent('is'), serviceTask('d'), endEvent('ie'), path('is', 'd', 'ie')]),
    path('sub', 'e'),
  ],
  [M],
);
const V = { k: 'K', x: 1 };

export const scenarios = [
  scenario('start inside nested subprocesses', nested, [
    { do: 'start', variables: V, at: ['b'] },
    { do: 'complete', element: 'b' },
    { do: 'publish', name: 'm', key: 'K' },
    { do: 'complete', element: 'c' },
  ]),
  scenario('start at two elements of one subprocess', nested, [
    { do: 'start', variables: V, at: ['a', 'b'] },
    { do: 'complete', element: 'b' },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'b' },
    { do: 'complete', element: 'c' },
  ]),
  scenario('start at two elements of different scopes', nested, [
    { do: 'start', variables: V, at: ['b', 'c'] },
    { do: 'complete', element: 'b' },
    { do: 'complete', element: 'c' },
    { do: 'complete', element: 'c' },
  ]),
  scenario('start at a subprocess', nested, [
    { do: 'start', variables: V, at: ['inner'] },
    { do: 'complete', element: 'a' },
  ]),
  scenario('start inside with a key that is missing', nested, [
    { do: 'start', at: ['b'] },
    { do: 'set', element: 'p', variables: { k: 'K' } },
    { do: 'resolve', element: 'outer' },
  ]),
  scenario('start at a join', plain, [{ do: 'start', variables: V, at: ['j'] }]),
  scenario('start at both tasks before a join', plain, [
    { do: 'start', variables: V, at: ['a', 'b'] },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'b' },
  ]),
  scenario('start at one element twice', plain, [
    { do: 'start', variables: V, at: ['a', 'a'] },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('where one cannot start', plain, [
    { do: 'start', at: ['nobody'] },
    { do: 'start', at: ['s'] },
    { do: 'start', at: ['bd'] },
    { do: 'start', at: ['xs'] },
    { do: 'start', at: ['gm'] },
    { do: 'start', at: ['is'] },
    { do: 'start', at: ['s-f'] },
    { do: 'start', at: ['a', 'nobody'] },
  ]),
  scenario('start inside an event subprocess', plain, [
    { do: 'start', variables: V, at: ['xt'] },
    { do: 'complete', element: 'xt' },
  ]),
  scenario('start at an event-based gateway and an end event', plain, [
    { do: 'start', variables: V, at: ['g'] },
    { do: 'advance', seconds: 3700 },
    { do: 'start', variables: V, at: ['e'] },
  ]),
  scenario('start with boundary and event subprocess', plain, [
    { do: 'start', variables: V, at: ['a', 'd'] },
    { do: 'advance', seconds: 3700 },
    { do: 'publish', name: 'm', key: 'K' },
    { do: 'complete', element: 'xt' },
  ]),
  scenario('unknown processes', plain, [
    { do: 'start', process: 'nobody' },
    { do: 'start', process: 'nobody', at: ['a'] },
  ]),
  scenario('set variables, propagated and local', nested, [
    { do: 'start', variables: V },
    { do: 'set', element: 'a', variables: { x: 2, o: 3, fresh: 4 } },
    { do: 'set', element: 'a', variables: { x: 5, loc: 6 }, local: true },
    { do: 'set', element: 'a', variables: { x: 7, loc: 8 } },
    { do: 'set', element: 'inner', variables: { x: 9, o: 10 } },
    { do: 'complete', element: 'a', variables: { x: 11, loc: 12 } },
    { do: 'set', element: 'a', variables: { x: 1 } },
  ]),
  scenario('set variables of an element that is gone', plain, [
    { do: 'start', variables: V },
    { do: 'cancel' },
    { do: 'set', element: 'p', variables: { x: 1 } },
  ]),
  scenario('set no variables', plain, [
    { do: 'start', variables: V },
    { do: 'set', element: 'p', variables: {} },
  ]),
  scenario('cancel twice, cancel what never was', plain, [
    { do: 'cancel' },
    { do: 'start', variables: V },
    { do: 'cancel' },
    { do: 'cancel' },
  ]),
  scenario('cancel a completed instance', processXml('p', [startEvent('s'), endEvent('e'), path('s', 'e')]), [
    { do: 'start' },
    { do: 'cancel' },
  ]),
  scenario('cancel with everything open', plain, [
    { do: 'start', variables: V, at: ['a', 'b', 'g', 'd'] },
    { do: 'fail', element: 'a', retries: 0 },
    { do: 'cancel' },
  ]),
  scenario('cancel while a join waits', plain, [{ do: 'start', variables: V }, { do: 'complete', element: 'a' }, { do: 'cancel' }]),
  scenario('resolve what is no incident', plain, [{ do: 'resolve', element: 'a' }]),
  scenario(
    'cancel while a subprocess has an incident at its start',
    processXml(
      'p',
      [
        startEvent('s'),
        subProcess('sub', [
          startEvent('is'),
          serviceTask('a'),
          path('is', 'a'),
          eventSubProcess('x', [startEvent('xs', [messageEvent('m')]), endEvent('xe'), path('xs', 'xe')]),
        ]),
        path('s', 'sub'),
      ],
      [M],
    ),
    [{ do: 'start' }, { do: 'cancel' }],
  ),
  scenario(
    'cancel a call tree with an incident in the start of the child',
    [
      processXml('p', [startEvent('s'), callActivity('call', 'child'), path('s', 'call')]),
      child(
        'child',
        [
          startEvent('cs'),
          serviceTask('work'),
          path('cs', 'work'),
          eventSubProcess('x', [startEvent('xs', [messageEvent('m')]), endEvent('xe'), path('xs', 'xe')]),
        ],
        [M],
      ),
    ],
    [
      { do: 'start' },
      { do: 'set', element: 'child', variables: { k: 'K' } },
      { do: 'resolve', element: 'cs' },
      { do: 'publish', name: 'm', key: 'K' },
    ],
  ),
  scenario(
    'script and decision tasks',
    processXml('p', [
      startEvent('s'),
      task('scriptTask', 'sc', [
        tag('zeebe:script', { expression: '=x + y', resultVariable: 'sum' }),
        ioMapping({ y: '=2' }, { total: '=sum' }),
      ]),
      task('scriptTask', 'sc2', [tag('zeebe:script', { expression: '=nobody', resultVariable: 'none' })]),
      task('scriptTask', 'sc3', [tag('zeebe:script', { expression: '=assert(n, n != null)', resultVariable: 'n2' })]),
      endEvent('e'),
      path('s', 'sc', 'sc2', 'sc3', 'e'),
    ]),
    [
      { do: 'start', variables: { x: 1 } },
      { do: 'set', element: 'p', variables: { n: 1 } },
      { do: 'resolve', element: 'sc3' },
    ],
  ),
  deviation(
    'the values in the message are written as Scala does',
    scenario(
      'a decision that is missing, then deployed',
      processXml('p', [
        startEvent('s'),
        task('businessRuleTask', 'd', [tag('zeebe:calledDecision', { decisionId: 'colour', resultVariable: 'c' })]),
        task('businessRuleTask', 'd2', [
          tag('zeebe:calledDecision', { decisionId: '=which', resultVariable: 'c2' }),
          ioMapping({ n: '=9' }, { out: '=c2' }),
        ]),
        task('serviceTask', 'a', [taskDefinition('a')]),
        path('s', 'd', 'd2', 'a'),
      ]),
      [
        { do: 'start', variables: { n: 1 } },
        {
          do: 'deploy',
          resources: [
            {
              name: 'colour.dmn',
              content: `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="drg" name="DRG" namespace="http://camunda.org/schema/1.0/dmn"><decision id="colour" name="Colour"><decisionTable id="t" hitPolicy="UNIQUE"><input id="i"><inputExpression id="ie" typeRef="number"><text>n</text></inputExpression></input><output id="o" name="c" typeRef="string"/><rule id="r1"><inputEntry id="e1"><text>1</text></inputEntry><outputEntry id="o1"><text>"red"</text></outputEntry></rule></decisionTable></decision><decision id="both" name="Both"><decisionTable id="t2" hitPolicy="UNIQUE"><input id="i2"><inputExpression id="ie2" typeRef="number"><text>n</text></inputExpression></input><output id="o2" name="c" typeRef="string"/><rule id="r2"><inputEntry id="e2"><text>9</text></inputEntry><outputEntry id="o3"><text>"red"</text></outputEntry></rule><rule id="r3"><inputEntry id="e3"><text>&gt; 5</text></inputEntry><outputEntry id="o4"><text>"blue"</text></outputEntry></rule></decisionTable></decision></definitions>`,
            },
          ],
        },
        { do: 'resolve', element: 'd' },
        { do: 'set', element: 'p', variables: { which: 'both' } },
        { do: 'resolve', element: 'd2' },
        { do: 'set', element: 'p', variables: { which: 'colour' } },
        { do: 'resolve', element: 'd2' },
      ],
    ),
  ),
];
