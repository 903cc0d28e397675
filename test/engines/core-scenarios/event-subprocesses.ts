/** Event subprocesses, interrupting and not, nested, beside boundary events, while children terminate. */
import {
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
  extensionElements,
  ioMapping,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { esp, inner, K, later, M, N, sendM, sendN, withSub } from '../event-models.js';
import { callActivity, child, deviation, fork, scenario } from '../scenario-model.js';

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
];
