/** Event subprocesses and boundary events, interrupting and not, nested, while children terminate. */
import {
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
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
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { callActivity, child, deviation, fork, scenario } from '../scenario-model.js';

const M = message('m', 'm', '=k');
const N = message('n', 'n', '=k');
const K = { do: 'start', variables: { k: 'K' } } as const;
const sendM = { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } } as const;
const sendN = { do: 'publish', name: 'n', key: 'K', variables: { w: 2 } } as const;
const later = { do: 'advance', seconds: 3700 } as const;
const esp = (id: string, event: string, interrupting: boolean, extra: readonly string[] = []): string =>
  eventSubProcess(id, [
    startEvent(`${id}-s`, [event], { isInterrupting: interrupting }),
    serviceTask(`${id}-t`),
    endEvent(`${id}-e`),
    path(`${id}-s`, `${id}-t`, `${id}-e`),
    ...extra,
  ]);
const withSub = (inside: readonly string[], beside: readonly string[] = [], roots: readonly string[] = [M, N]): string =>
  processXml('p', [startEvent('s'), subProcess('sub', inside), endEvent('e'), path('s', 'sub', 'e'), ...beside], roots);
const inner = [startEvent('is'), serviceTask('a'), endEvent('ie'), path('is', 'a', 'ie')];

export const scenarios = [
  scenario(
    'timer event subprocess, interrupting',
    processXml('p', [startEvent('s'), serviceTask('a'), endEvent('e'), path('s', 'a', 'e'), esp('x', timer('timeDuration', 'PT1H'), true)]),
    [{ do: 'start' }, later, { do: 'complete', element: 'x-t', variables: { v: 1 } }],
  ),
  scenario(
    'timer cycle event subprocess, not interrupting',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      esp('x', timer('timeCycle', 'R2/PT1H'), false),
    ]),
    [
      { do: 'start' },
      later,
      later,
      later,
      { do: 'complete', element: 'a' },
      { do: 'complete', element: 'x-t' },
      { do: 'complete', element: 'x-t' },
    ],
  ),
  scenario(
    'message event subprocess, not interrupting, twice',
    processXml('p', [startEvent('s'), serviceTask('a'), endEvent('e'), path('s', 'a', 'e'), esp('x', messageEvent('m'), false)], [M]),
    [
      K,
      sendM,
      sendM,
      { do: 'complete', element: 'a' },
      sendM,
      { do: 'complete', element: 'x-t' },
      { do: 'complete', element: 'x-t' },
      { do: 'complete', element: 'x-t' },
      sendM,
    ],
  ),
  scenario(
    'message event subprocess, interrupting, with two branches',
    processXml(
      'p',
      [
        startEvent('s'),
        fork('f'),
        serviceTask('a'),
        serviceTask('b'),
        endEvent('e'),
        path('s', 'f', 'a', 'e'),
        path('f', 'b', 'e'),
        esp('x', messageEvent('m'), true),
      ],
      [M],
    ),
    [K, sendM, sendM, { do: 'complete', element: 'a' }, { do: 'complete', element: 'x-t' }],
  ),
  scenario(
    'interrupting and not interrupting beside each other',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        esp('x', messageEvent('m'), false),
        esp('y', messageEvent('n'), true),
      ],
      [M, N],
    ),
    [K, sendM, sendN, sendM, { do: 'complete', element: 'y-t' }],
  ),
  scenario(
    'a not interrupting one ends after the scope is interrupted',
    withSub(
      [...inner, esp('x', messageEvent('m'), false), esp('y', messageEvent('n'), true)],
      [boundaryEvent('b', 'sub', [timer('timeDuration', 'PT1H')]), endEvent('eb'), path('b', 'eb')],
    ),
    [K, sendM, sendN, later],
  ),
  deviation(
    'Camunda 8.8 accepts an event subprocess inside another one, but loses its event and never ends',
    scenario(
      'event subprocess inside an event subprocess',
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          endEvent('e'),
          path('s', 'a', 'e'),
          esp('x', messageEvent('m'), true, [esp('y', messageEvent('n'), true)]),
        ],
        [M, N],
      ),
      [K, sendN, sendM, sendN, { do: 'complete', element: 'y-t' }],
    ),
  ),
  scenario('event subprocess in a subprocess, interrupting, flows on', withSub([...inner, esp('x', messageEvent('m'), true)]), [
    K,
    sendM,
    { do: 'complete', element: 'x-t', variables: { r: 1 } },
  ]),
  scenario(
    'interrupting event subprocess while a nested subprocess and a call terminate',
    [
      processXml(
        'p',
        [
          startEvent('s'),
          fork('f'),
          subProcess('sub', inner),
          callActivity('call', 'child'),
          endEvent('e'),
          path('s', 'f', 'sub', 'e'),
          path('f', 'call', 'e'),
          esp('x', messageEvent('m'), true),
        ],
        [M],
      ),
      child('child'),
    ],
    [K, sendM, { do: 'complete', element: 'x-t' }],
  ),
  scenario('interrupting event subprocess with an incident inside', withSub([...inner, esp('x', messageEvent('m'), true)]), [
    K,
    { do: 'fail', element: 'a', retries: 0, message: 'broken' },
    sendM,
    { do: 'complete', element: 'x-t' },
  ]),
  scenario('event subprocess whose key is missing', withSub([...inner, esp('x', messageEvent('m'), true)]), [
    { do: 'start' },
    { do: 'set', element: 'p', variables: { k: 'K' } },
    { do: 'resolve', element: 'is' },
    sendM,
  ]),
  scenario(
    'process event subprocess whose key is missing',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        esp('x', messageEvent('m'), true),
        esp('y', timer('timeDuration', '=d'), false),
      ],
      [M],
    ),
    [
      { do: 'start' },
      { do: 'set', element: 'p', variables: { k: 'K' } },
      { do: 'resolve', element: 's' },
      { do: 'set', element: 'p', variables: { d: 'PT1H' } },
      { do: 'resolve', element: 's' },
      later,
      sendM,
    ],
  ),
  scenario(
    'a message to an event subprocess with an input mapping',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        tag('subProcess', { id: 'x', triggeredByEvent: true }, [
          extensionElements(ioMapping({ v: '=0' })),
          startEvent('x-s', [messageEvent('m')], { isInterrupting: false }),
          serviceTask('x-t'),
          endEvent('x-e'),
          path('x-s', 'x-t', 'x-e'),
        ]),
      ],
      [M],
    ),
    [
      K,
      { do: 'publish', name: 'm', key: 'K', variables: { v: 1, z: 2 } },
      { do: 'complete', element: 'x-t', variables: { v: 5 } },
      { do: 'complete', element: 'a' },
    ],
  ),
  scenario(
    'boundary timer, interrupting a subprocess',
    withSub(inner, [boundaryEvent('b', 'sub', [timer('timeDuration', 'PT1H')]), endEvent('eb'), path('b', 'eb')]),
    [K, later],
  ),
  scenario(
    'boundary timer cycle on a subprocess',
    withSub(inner, [boundaryEvent('b', 'sub', [timer('timeCycle', 'R/PT1H')], { cancelActivity: false }), endEvent('eb'), path('b', 'eb')]),
    [K, later, later, { do: 'complete', element: 'a' }, later],
  ),
  scenario(
    'boundary message on a subprocess, both kinds',
    withSub(inner, [
      boundaryEvent('b', 'sub', [messageEvent('m')], { cancelActivity: false }),
      endEvent('eb'),
      path('b', 'eb'),
      boundaryEvent('c', 'sub', [messageEvent('n')]),
      serviceTask('after'),
      endEvent('ec'),
      path('c', 'after', 'ec'),
    ]),
    [K, sendM, sendM, sendN, sendM, { do: 'complete', element: 'after' }],
  ),
  scenario(
    'boundary message of a called process, both kinds',
    [
      processXml(
        'p',
        [
          startEvent('s'),
          callActivity('call', 'child'),
          endEvent('e'),
          path('s', 'call', 'e'),
          boundaryEvent('b', 'call', [messageEvent('m')], { cancelActivity: false }),
          endEvent('eb'),
          path('b', 'eb'),
          boundaryEvent('c', 'call', [messageEvent('n')]),
          endEvent('ec'),
          path('c', 'ec'),
        ],
        [M, N],
      ),
      child('child'),
    ],
    [K, sendM, sendN],
  ),
  scenario(
    'boundary timer of a called process, then the child completes late',
    [
      processXml('p', [
        startEvent('s'),
        callActivity('call', 'child'),
        endEvent('e'),
        path('s', 'call', 'e'),
        boundaryEvent('b', 'call', [timer('timeDuration', 'PT1H')], { cancelActivity: false }),
        endEvent('eb'),
        path('b', 'eb'),
      ]),
      child('child'),
    ],
    [K, later, { do: 'complete', element: 'work', variables: { r: 1 } }],
  ),
  scenario(
    'a boundary event flows back to its activity',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      boundaryEvent('b', 'a', [timer('timeDuration', 'PT1H')]),
      path('b', 'a'),
    ]),
    [K, later, later, { do: 'complete', element: 'a' }],
  ),
  scenario(
    'two boundary events at one moment',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      boundaryEvent('b', 'a', [timer('timeDuration', 'PT1H')]),
      boundaryEvent('c', 'a', [timer('timeDuration', 'PT1H')]),
      endEvent('eb'),
      endEvent('ec'),
      path('b', 'eb'),
      path('c', 'ec'),
    ]),
    [K, later],
  ),
  scenario(
    'boundary timer with a bad duration',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      boundaryEvent('b', 'a', [timer('timeDuration', '=d')]),
      endEvent('eb'),
      path('b', 'eb'),
    ]),
    [K, { do: 'resolve', element: 'a' }, { do: 'set', element: 'p', variables: { d: 'PT1H' } }, { do: 'resolve', element: 'a' }, later],
  ),
  scenario(
    'boundary timer whose duration is text',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      boundaryEvent('b', 'a', [timer('timeDuration', '=d')]),
      endEvent('eb'),
      path('b', 'eb'),
    ]),
    [{ do: 'start', variables: { d: 'soon' } }],
  ),
  scenario(
    'boundary key from an input mapping',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('serviceTask', { id: 'a' }, [extensionElements(tag('zeebe:taskDefinition', { type: 'a' }), ioMapping({ k: '="inner"' }))]),
        endEvent('e'),
        path('s', 'a', 'e'),
        boundaryEvent('b', 'a', [messageEvent('m')]),
        endEvent('eb'),
        path('b', 'eb'),
      ],
      [M],
    ),
    [K, { do: 'publish', name: 'm', key: 'inner' }, sendM],
  ),
  scenario(
    'boundary timer from an input mapping',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('serviceTask', { id: 'a' }, [extensionElements(tag('zeebe:taskDefinition', { type: 'a' }), ioMapping({ d: '="PT1H"' }))]),
        endEvent('e'),
        path('s', 'a', 'e'),
        boundaryEvent('b', 'a', [timer('timeDuration', '=d')]),
        endEvent('eb'),
        path('b', 'eb'),
      ],
      [M],
    ),
    [K, later],
  ),
  scenario(
    'key of an event subprocess from an input mapping of its scope',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('subProcess', { id: 'sub' }, [extensionElements(ioMapping({ k: '="inner"' })), ...inner, esp('x', messageEvent('m'), true)]),
        boundaryEvent('b', 'sub', [messageEvent('n')]),
        endEvent('eb'),
        path('b', 'eb'),
        endEvent('e'),
        path('s', 'sub', 'e'),
      ],
      [M, N],
    ),
    [K, { do: 'publish', name: 'n', key: 'inner' }, { do: 'publish', name: 'm', key: 'inner' }, sendN],
  ),
  scenario(
    'error boundary and event subprocess together, thrown from a nested subprocess',
    withSub(
      [
        startEvent('is'),
        subProcess('deep', [
          startEvent('ds'),
          serviceTask('a'),
          serviceTask('b'),
          fork('f'),
          endEvent('de'),
          path('ds', 'f', 'a', 'de'),
          path('f', 'b', 'de'),
        ]),
        endEvent('ie'),
        path('is', 'deep', 'ie'),
        esp('x', errorEvent('err'), true),
      ],
      [boundaryEvent('bd', 'sub', [errorEvent('err')]), endEvent('eb'), path('bd', 'eb')],
      [error('err', 'E')],
    ),
    [K, { do: 'throw', element: 'a', code: 'E', variables: { v: 1 } }, { do: 'throw', element: 'x-t', code: 'E', variables: { w: 1 } }],
  ),
  scenario(
    'boundary event of a subprocess fires while its event subprocess runs',
    withSub(
      [...inner, esp('x', messageEvent('m'), true)],
      [
        boundaryEvent('b', 'sub', [messageEvent('n')], { cancelActivity: false }),
        endEvent('eb'),
        path('b', 'eb'),
        boundaryEvent('c', 'sub', [timer('timeDuration', 'PT1H')]),
        endEvent('ec'),
        path('c', 'ec'),
      ],
    ),
    [K, sendM, sendN, later],
  ),
  scenario(
    'message and timer of one event subprocess scope fire at once',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      endEvent('e'),
      path('s', 'a', 'e'),
      esp('x', timer('timeDuration', 'PT1H'), true),
      esp('y', timer('timeDuration', 'PT1H'), true),
    ]),
    [K, later],
  ),
  scenario('empty subprocess-like things: start to end', withSub([startEvent('is'), endEvent('ie'), path('is', 'ie')]), [K]),
  scenario('subprocess without an end event', withSub([startEvent('is'), serviceTask('a'), path('is', 'a')]), [
    K,
    { do: 'complete', element: 'a' },
  ]),
  scenario('a start event alone', processXml('p', [startEvent('s')]), [K]),
  scenario(
    'boundary timer on user, receive, script and manual tasks',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('receiveTask', { id: 'r', messageRef: 'm' }),
        boundaryEvent('b', 'r', [timer('timeDuration', 'PT1H')]),
        tag('manualTask', { id: 'hand' }),
        boundaryEvent('c', 'hand', [timer('timeDuration', 'PT1H')]),
        tag('scriptTask', { id: 'sc' }, [extensionElements(tag('zeebe:script', { expression: '=1+1', resultVariable: 'two' }))]),
        boundaryEvent('d', 'sc', [timer('timeDuration', '=nothing')]),
        endEvent('e'),
        endEvent('eb'),
        endEvent('ec'),
        endEvent('ed'),
        path('s', 'hand', 'sc', 'r', 'e'),
        path('b', 'eb'),
        path('c', 'ec'),
        path('d', 'ed'),
      ],
      [M],
    ),
    [K, later],
  ),
  scenario(
    'boundary error on a script task cannot fire',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('receiveTask', { id: 'r', messageRef: 'm' }),
        boundaryEvent('b', 'r', [messageEvent('n')], { cancelActivity: false }),
        endEvent('e'),
        endEvent('eb'),
        path('s', 'r', 'e'),
        path('b', 'eb'),
      ],
      [M, N],
    ),
    [K, sendN, sendN, sendM, sendN],
  ),
  deviation(
    'Camunda 8.8 accepts an event subprocess inside another one, but loses its event and never ends',
    scenario(
      'event subprocess inside an event subprocess that does not interrupt',
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          endEvent('e'),
          path('s', 'a', 'e'),
          esp('x', messageEvent('m'), false, [esp('y', messageEvent('n'), true)]),
        ],
        [M, N],
      ),
      [K, sendM, sendN, { do: 'complete', element: 'y-t' }, { do: 'complete', element: 'x-t' }, { do: 'complete', element: 'a' }],
    ),
  ),
  deviation(
    'Camunda 8.8 accepts an event subprocess inside another one, but loses its event and never ends',
    scenario(
      'timer event subprocess inside an event subprocess',
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          endEvent('e'),
          path('s', 'a', 'e'),
          esp('x', messageEvent('m'), true, [esp('y', timer('timeDuration', 'PT1H'), false)]),
        ],
        [M, N],
      ),
      [K, sendM, later, { do: 'complete', element: 'y-t' }, { do: 'complete', element: 'x-t' }],
    ),
  ),
  deviation(
    'Camunda 8.8 accepts an event subprocess inside another one, but loses its event and never ends',
    scenario(
      'error event subprocess inside an event subprocess',
      processXml(
        'p',
        [
          startEvent('s'),
          serviceTask('a'),
          endEvent('e'),
          path('s', 'a', 'e'),
          esp('x', messageEvent('m'), false, [esp('y', errorEvent('err'), true)]),
        ],
        [M, error('err', 'E')],
      ),
      [K, sendM, { do: 'throw', element: 'x-t', code: 'E' }, { do: 'complete', element: 'y-t' }],
    ),
  ),
  scenario(
    'boundary event and event subprocess at one moment',
    withSub(
      [...inner, esp('x', timer('timeDuration', 'PT1H'), true)],
      [boundaryEvent('b', 'sub', [timer('timeDuration', 'PT1H')]), endEvent('eb'), path('b', 'eb')],
    ),
    [K, later],
  ),
  scenario(
    'two timers behind an event-based gateway at one moment',
    processXml('p', [
      startEvent('s'),
      tag('eventBasedGateway', { id: 'g' }),
      tag('intermediateCatchEvent', { id: 't1' }, [timer('timeDuration', 'PT1H')]),
      tag('intermediateCatchEvent', { id: 't2' }, [timer('timeDuration', 'PT1H')]),
      endEvent('e1'),
      endEvent('e2'),
      path('s', 'g', 't1', 'e1'),
      path('g', 't2', 'e2'),
    ]),
    [K, later],
  ),
];
