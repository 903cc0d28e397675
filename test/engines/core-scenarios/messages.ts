/** Messages: buffering, start locks, time to live, ids, who gets one. */
import {
  boundaryEvent,
  endEvent,
  eventSubProcess,
  message,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  tag,
} from '../../../engine/model/testing/process-xml.js';
import { callActivity, child, connected, fork, scenario } from '../scenario-model.js';

const HOUR = 3_600_000;
const M = message('m', 'm', '=k');
const catches = (id = 'p'): string =>
  processXml(
    id,
    [
      startEvent('s'),
      tag('intermediateCatchEvent', { id: 'c' }, [messageEvent('m')]),
      serviceTask('after'),
      endEvent('e'),
      path('s', 'c', 'after', 'e'),
    ],
    [M],
  );
const starts = (type = 'a'): string =>
  processXml('p', [startEvent('s', [messageEvent('m')]), serviceTask('a', type), endEvent('e'), path('s', 'a', 'e')], [message('m', 'm')]);
const K = { do: 'start', variables: { k: 'K' } } as const;

export const scenarios = [
  scenario('buffered, then correlated to the subscription that opens', catches(), [
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
    K,
    K,
    K,
  ]),
  scenario('without time to live it is not buffered', catches(), [{ do: 'publish', name: 'm', key: 'K', variables: { v: 1 } }, K]),
  scenario('a negative time to live', catches(), [{ do: 'publish', name: 'm', key: 'K', ttlMs: -1, variables: { v: 1 } }, K]),
  scenario('past its time to live it no longer correlates', catches(), [
    { do: 'publish', name: 'm', key: 'K', ttlMs: 10_000 },
    { do: 'advance', seconds: 11 },
    K,
  ]),
  scenario(
    'each process id once',
    [catches('p'), catches('q')],
    [K, K, { do: 'start', process: 'q', variables: { k: 'K' } }, { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } }],
  ),
  scenario('each process id once, across versions', catches(), [
    K,
    {
      do: 'deploy',
      resources: [
        { name: 'model-0.bpmn', content: connected(catches().replace('id="after"', 'id="after2"').replaceAll('"after"', '"after2"')) },
      ],
    },
    { do: 'start', variables: { k: 'K' } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR },
  ]),
  scenario('the same id is refused while it is kept', catches(), [
    { do: 'publish', name: 'm', key: 'K', id: 'one', ttlMs: HOUR },
    { do: 'publish', name: 'm', key: 'K', id: 'one', ttlMs: HOUR },
    { do: 'publish', name: 'm', key: 'L', id: 'one', ttlMs: HOUR },
    { do: 'publish', name: 'n', key: 'K', id: 'one', ttlMs: HOUR },
  ]),
  scenario('without time to live an id may come again', catches(), [
    K,
    { do: 'publish', name: 'm', key: 'K', id: 'one' },
    { do: 'publish', name: 'm', key: 'K', id: 'one' },
  ]),
  scenario('a number is a key too', catches(), [
    { do: 'start', variables: { k: 7.9 } },
    { do: 'publish', name: 'm', key: '7' },
  ]),
  scenario('a big number is a key too', catches(), [
    { do: 'start', variables: { k: 12345678901 } },
    { do: 'publish', name: 'm', key: '12345678901' },
  ]),
  scenario('a key that is a list', catches(), [
    { do: 'start', variables: { k: [1] } },
    { do: 'set', element: 'p', variables: { k: true } },
    { do: 'resolve', element: 'c' },
    { do: 'set', element: 'p', variables: { k: { a: 1 } } },
    { do: 'resolve', element: 'c' },
  ]),
  scenario('an empty key', catches(), [
    { do: 'start', variables: { k: '' } },
    { do: 'publish', name: 'm', key: '' },
  ]),
  scenario('the key is fixed when the subscription opens', catches(), [
    K,
    { do: 'set', element: 'p', variables: { k: 'L' } },
    { do: 'publish', name: 'm', key: 'L' },
    { do: 'publish', name: 'm', key: 'K' },
  ]),
  scenario('message start, one at a time for a key', starts(), [
    { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 3 } },
    { do: 'publish', name: 'm', key: 'K', variables: { v: 4 } },
    { do: 'publish', name: 'm', key: 'L', variables: { v: 5 } },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('message start without a key, as many as come', starts(), [
    { do: 'publish', name: 'm', key: '', variables: { v: 1 } },
    { do: 'publish', name: 'm', key: '', ttlMs: HOUR, variables: { v: 2 } },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('the lock is freed by cancelling', starts(), [
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
    { do: 'cancel' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('the next starts on the latest version', starts(), [
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
    { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
    { do: 'deploy', resources: [{ name: 'model-0.bpmn', content: connected(starts('b')) }] },
    { do: 'complete', element: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('a waiting message has expired when the lock is freed', starts(), [
    { do: 'publish', name: 'm', key: 'K' },
    { do: 'publish', name: 'm', key: 'K', ttlMs: 10_000 },
    { do: 'advance', seconds: 11 },
    { do: 'complete', element: 'a' },
  ]),
  scenario(
    'a buffered message does not start a process deployed later',
    processXml('q', [startEvent('s'), endEvent('e'), path('s', 'e')]),
    [
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR },
      { do: 'deploy', resources: [{ name: 'model-1.bpmn', content: connected(starts()) }] },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR },
      { do: 'complete', element: 'a' },
    ],
  ),
  scenario(
    'a message starts one instance and goes to a running one of another process',
    [starts(), catches('q')],
    [
      { do: 'start', process: 'q', variables: { k: 'K' } },
      { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } },
    ],
  ),
  scenario(
    'start by message and catch of the same name in one process',
    processXml(
      'p',
      [
        startEvent('s', [messageEvent('m')]),
        tag('intermediateCatchEvent', { id: 'c' }, [messageEvent('m')]),
        endEvent('e'),
        path('s', 'c', 'e'),
      ],
      [M],
    ),
    [
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { k: 'K', v: 1 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { k: 'K', v: 2 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { k: 'K', v: 3 } },
    ],
  ),
  scenario(
    'two start events, each with its message',
    processXml(
      'p',
      [
        startEvent('s1', [messageEvent('m')]),
        startEvent('s2', [messageEvent('n')]),
        serviceTask('a'),
        endEvent('e'),
        path('s1', 'a', 'e'),
        path('s2', 'a'),
      ],
      [message('m', 'm'), message('n', 'n')],
    ),
    [
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
      { do: 'publish', name: 'n', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 3 } },
      { do: 'complete', element: 'a' },
      { do: 'complete', element: 'a' },
      { do: 'complete', element: 'a' },
    ],
  ),
  scenario(
    'message start and none start in one process',
    processXml(
      'p',
      [startEvent('s0'), startEvent('s1', [messageEvent('m')]), serviceTask('a'), endEvent('e'), path('s0', 'a', 'e'), path('s1', 'a')],
      [message('m', 'm')],
    ),
    [{ do: 'start' }, { do: 'publish', name: 'm', key: 'K' }],
  ),
  scenario(
    'two subscriptions of one instance take one message each',
    processXml(
      'p',
      [
        startEvent('s'),
        fork('f'),
        tag('intermediateCatchEvent', { id: 'c' }, [messageEvent('m')]),
        tag('intermediateCatchEvent', { id: 'd' }, [messageEvent('m')]),
        endEvent('e'),
        path('s', 'f', 'c', 'e'),
        path('f', 'd', 'e'),
      ],
      [M],
    ),
    [K, { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } }, { do: 'publish', name: 'm', key: 'K', variables: { v: 2 } }],
  ),
  scenario(
    'one message in sequence',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('intermediateCatchEvent', { id: 'c' }, [messageEvent('m')]),
        tag('intermediateCatchEvent', { id: 'd' }, [messageEvent('m')]),
        endEvent('e'),
        path('s', 'c', 'd', 'e'),
      ],
      [M],
    ),
    [
      K,
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
    ],
  ),
  scenario(
    'a non-interrupting subscription takes all that is buffered',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        boundaryEvent('b', 'a', [messageEvent('m')], { cancelActivity: false }),
        endEvent('e'),
        endEvent('eb'),
        path('s', 'a', 'e'),
        path('b', 'eb'),
      ],
      [M],
    ),
    [
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 3 } },
      K,
      { do: 'publish', name: 'm', key: 'K', variables: { v: 4 } },
    ],
  ),
  scenario('two open runs of one key', catches(), [
    K,
    K,
    { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } },
    { do: 'publish', name: 'm', key: 'K', variables: { v: 2 } },
  ]),
  scenario(
    'two open runs of one key, not interrupting: the older gets them all',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        boundaryEvent('b', 'a', [messageEvent('m')], { cancelActivity: false }),
        endEvent('e'),
        endEvent('eb'),
        path('s', 'a', 'e'),
        path('b', 'eb'),
      ],
      [M],
    ),
    [
      K,
      K,
      { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } },
      { do: 'publish', name: 'm', key: 'K', variables: { v: 2 } },
      { do: 'complete', element: 'a' },
      { do: 'publish', name: 'm', key: 'K', variables: { v: 3 } },
    ],
  ),
  scenario(
    'a message that another interrupting message beat goes back',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        boundaryEvent('b', 'a', [messageEvent('m')]),
        boundaryEvent('c', 'a', [messageEvent('n')]),
        endEvent('e'),
        serviceTask('eb'),
        endEvent('ec'),
        path('s', 'a', 'e'),
        path('b', 'eb'),
        path('c', 'ec'),
      ],
      [M, message('n', 'n', '=k')],
    ),
    [
      { do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } },
      { do: 'publish', name: 'n', key: 'K', ttlMs: HOUR, variables: { v: 2 } },
      K,
      K,
    ],
  ),
  scenario(
    'a called process and its caller wait for the same message',
    [
      processXml(
        'p',
        [
          startEvent('s'),
          callActivity('call', 'q'),
          boundaryEvent('b', 'call', [messageEvent('m')]),
          endEvent('e'),
          endEvent('eb'),
          path('s', 'call', 'e'),
          path('b', 'eb'),
        ],
        [M],
      ),
      catches('q'),
    ],
    [K, { do: 'publish', name: 'm', key: 'K', variables: { v: 1 } }],
  ),
  scenario(
    'receive task and its variables',
    processXml('p', [startEvent('s'), tag('receiveTask', { id: 'r', messageRef: 'm' }), endEvent('e'), path('s', 'r', 'e')], [M]),
    [K, { do: 'publish', name: 'm', key: 'K', variables: { k: 'changed', v: 2 } }],
  ),
  scenario(
    'the name is an expression',
    processXml(
      'p',
      [startEvent('s'), tag('receiveTask', { id: 'r', messageRef: 'm' }), endEvent('e'), path('s', 'r', 'e')],
      [message('m', '=which', '=k')],
    ),
    [
      K,
      { do: 'set', element: 'p', variables: { which: 'hello' } },
      { do: 'resolve', element: 'r' },
      { do: 'publish', name: 'hello', key: 'K' },
    ],
  ),
  scenario(
    'message event subprocess started by a buffered message',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        eventSubProcess('x', [startEvent('xs', [messageEvent('m')]), serviceTask('xt'), endEvent('xe'), path('xs', 'xt', 'xe')]),
      ],
      [M],
    ),
    [{ do: 'publish', name: 'm', key: 'K', ttlMs: HOUR, variables: { v: 1 } }, K, { do: 'complete', element: 'xt' }],
  ),
  scenario(
    'message throw and message end event are jobs',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('intermediateThrowEvent', { id: 't' }, [
          `<extensionElements><zeebe:taskDefinition type="send" retries="5"/><zeebe:taskHeaders><zeebe:header key="h" value="1"/></zeebe:taskHeaders><zeebe:ioMapping><zeebe:input source="=1" target="l"/><zeebe:output source="=r" target="got"/></zeebe:ioMapping></extensionElements>`,
          messageEvent('n'),
        ]),
        tag('endEvent', { id: 'e' }, [
          `<extensionElements><zeebe:taskDefinition type="=&quot;dyn-&quot; + k" /></extensionElements>`,
          messageEvent('n'),
        ]),
        path('s', 't', 'e'),
      ],
      [message('n', 'n')],
    ),
    [
      K,
      { do: 'complete', element: 't', variables: { r: 1, q: 2 } },
      { do: 'activate', type: 'dyn-K' },
      { do: 'complete', element: 'e', variables: { last: 1 } },
    ],
  ),
  scenario(
    'child instance started by message is not asked for a lock',
    [starts(), child('child')],
    [
      { do: 'publish', name: 'm', key: 'K', id: 'x', ttlMs: HOUR },
      { do: 'publish', name: 'm', key: 'K', id: 'y', ttlMs: HOUR },
    ],
  ),
];
