/** Input and output mappings, variables that jobs and events bring, and what fails in them. */
import type { Action } from '../../../engine/core/testing/scenario.js';
import {
  boundaryEvent,
  endEvent,
  extensionElements,
  ioMapping,
  message,
  messageEvent,
  path,
  processXml,
  startEvent,
  tag,
  taskDefinition,
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { scenario, task } from '../scenario-model.js';

const service = (id: string, inputs: Record<string, string>, outputs: Record<string, string> = {}): string =>
  task('serviceTask', id, [taskDefinition(id), ioMapping(inputs, outputs)]);
const around = (...elements: readonly string[]): string =>
  processXml('p', [startEvent('s'), ...elements, endEvent('e'), path('s', 'a', 'e')]);
const run = (variables: Record<string, unknown>, brought: Record<string, unknown>): Action[] => [
  { do: 'start', variables },
  { do: 'complete', element: 'a', variables: brought },
];

export const scenarios = [
  scenario('inputs see earlier inputs and stay local', around(service('a', { x: '=n + 1', y: '=x * 2' })), run({ n: 1 }, { z: 5, x: 9 })),
  scenario('nested input targets', around(service('a', { 'o.b': '=1', 'o.c.d': '=2' })), run({ o: { a: 0 } }, {})),
  scenario(
    'nested output targets merge into what is there',
    around(service('a', {}, { 'o.b': '=1', 'o.c.d': '=r' })),
    run({ o: { a: 0 } }, { r: 2 }),
  ),
  scenario('a nested output target over no context', around(service('a', {}, { 'o.b': '=1' })), run({ o: 'text' }, {})),
  scenario('a nested output target over null', around(service('a', {}, { 'o.b.c': '=1' })), run({ o: null }, {})),
  scenario('a nested target after a plain one', around(service('a', {}, { o: '={a: 1}', 'o.b': '=2' })), run({}, {})),
  scenario('a plain target after a nested one', around(service('a', {}, { 'o.b': '=2', o: '={a: 1}' })), run({}, {})),
  scenario('an output of a variable that does not exist', around(service('a', {}, { x: '=nobody' })), run({}, {})),
  scenario('an input of a variable that does not exist', around(service('a', { x: '=nobody' })), run({}, { x: 1 })),
  scenario('an input that is null keeps later writes local', around(service('a', { x: '=null' })), run({ x: 1 }, { x: 2 })),
  scenario('static texts in mappings', around(service('a', { x: 'text', y: '7' }, { z: '=y' })), run({}, {})),
  scenario('a failing input is an incident that can be resolved', around(service('a', { x: '=assert(n, n != null)' })), [
    { do: 'start' },
    { do: 'resolve', element: 'a' },
    { do: 'set', element: 'p', variables: { n: 1 } },
    { do: 'resolve', element: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('a failing output is an incident that can be resolved', around(service('a', {}, { x: '=assert(n, n != null)', y: '=r' })), [
    { do: 'start' },
    { do: 'complete', element: 'a', variables: { r: 3 } },
    { do: 'resolve', element: 'a' },
    { do: 'set', element: 'p', variables: { n: 1 } },
    { do: 'resolve', element: 'a' },
  ]),
  scenario(
    'a failing output stops no boundary timer',
    processXml('p', [
      startEvent('s'),
      service('a', {}, { x: '=assert(n, n != null)' }),
      boundaryEvent('late', 'a', [timer('timeDuration', 'PT1H')]),
      endEvent('e'),
      endEvent('e2'),
      path('s', 'a', 'e'),
      path('late', 'e2'),
    ]),
    [{ do: 'start' }, { do: 'complete', element: 'a' }, { do: 'advance', seconds: 3700 }],
  ),
  scenario(
    'input mapping to several scopes of subprocesses',
    processXml('p', [
      startEvent('s'),
      tag('subProcess', { id: 'sub' }, [
        extensionElements(ioMapping({ x: '=n' }, { out: '=x + r' })),
        startEvent('is'),
        service('a', {}),
        endEvent('ie'),
        path('is', 'a', 'ie'),
      ]),
      endEvent('e'),
      path('s', 'sub', 'e'),
    ]),
    run({ n: 1 }, { x: 10, r: 5 }),
  ),
  scenario(
    'a failing input of a subprocess',
    processXml('p', [
      startEvent('s'),
      tag('subProcess', { id: 'sub' }, [
        extensionElements(ioMapping({ x: '=assert(n, n != null)' }, { out: '=assert(m, m != null)' })),
        startEvent('is'),
        service('a', {}),
        endEvent('ie'),
        path('is', 'a', 'ie'),
      ]),
      endEvent('e'),
      path('s', 'sub', 'e'),
    ]),
    [
      { do: 'start' },
      { do: 'set', element: 'p', variables: { n: 1 } },
      { do: 'resolve', element: 'sub' },
      { do: 'complete', element: 'a' },
      { do: 'set', element: 'p', variables: { m: 1 } },
      { do: 'resolve', element: 'sub' },
    ],
  ),
  scenario(
    'output mapping of start, end, throw events and tasks without work',
    processXml('p', [
      tag('startEvent', { id: 's' }, [extensionElements(ioMapping({}, { a: '=n' }))]),
      tag('task', { id: 't' }, [extensionElements(ioMapping({ l: '=a' }, { b: '=l + 1' }))]),
      tag('manualTask', { id: 'm' }, [extensionElements(ioMapping({ l: '=a' }, { c: '=l + 2' }))]),
      tag('intermediateThrowEvent', { id: 'i' }, [extensionElements(ioMapping({}, { d: '=a + 3' }))]),
      tag('endEvent', { id: 'e' }, [extensionElements(ioMapping({}, { f: '=a + 4' }))]),
      path('s', 't', 'm', 'i', 'e'),
    ]),
    [{ do: 'start', variables: { n: 1 } }],
  ),
  scenario(
    'variables of a message with and without output mapping',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('intermediateCatchEvent', { id: 'one' }, [messageEvent('m1')]),
        tag('intermediateCatchEvent', { id: 'two' }, [extensionElements(ioMapping({}, { got: '=x' })), messageEvent('m2')]),
        endEvent('e'),
        path('s', 'one', 'two', 'e'),
      ],
      [message('m1', 'm1', '=k'), message('m2', 'm2', '=k')],
    ),
    [
      { do: 'start', variables: { k: 'K', x: 0 } },
      { do: 'publish', name: 'm1', key: 'K', variables: { x: 1, y: 1 } },
      { do: 'publish', name: 'm2', key: 'K', variables: { x: 2, z: 2 } },
    ],
  ),
  scenario(
    'variables of a boundary message land outside',
    processXml(
      'p',
      [
        startEvent('s'),
        service('a', { x: '=0' }),
        tag('boundaryEvent', { id: 'b', attachedToRef: 'a', cancelActivity: false }, [messageEvent('m1')]),
        tag('boundaryEvent', { id: 'c', attachedToRef: 'a' }, [extensionElements(ioMapping({}, { got: '=x' })), messageEvent('m2')]),
        endEvent('e'),
        endEvent('e1'),
        endEvent('e2'),
        path('s', 'a', 'e'),
        path('b', 'e1'),
        path('c', 'e2'),
      ],
      [message('m1', 'm1', '=k'), message('m2', 'm2', '=k')],
    ),
    [
      { do: 'start', variables: { k: 'K' } },
      { do: 'publish', name: 'm1', key: 'K', variables: { x: 1, y: 1 } },
      { do: 'publish', name: 'm2', key: 'K', variables: { x: 2, z: 2 } },
    ],
  ),
  scenario(
    'a failing output of a caught message',
    processXml(
      'p',
      [
        startEvent('s'),
        tag('intermediateCatchEvent', { id: 'one' }, [
          extensionElements(ioMapping({}, { got: '=assert(n, n != null)' })),
          messageEvent('m1'),
        ]),
        endEvent('e'),
        path('s', 'one', 'e'),
      ],
      [message('m1', 'm1', '=k')],
    ),
    [
      { do: 'start', variables: { k: 'K' } },
      { do: 'publish', name: 'm1', key: 'K', variables: { x: 1 } },
      { do: 'set', element: 'p', variables: { n: 5 } },
      { do: 'resolve', element: 'one' },
    ],
  ),
  scenario(
    'a failing output of a boundary event',
    processXml(
      'p',
      [
        startEvent('s'),
        service('a', {}),
        tag('boundaryEvent', { id: 'c', attachedToRef: 'a' }, [
          extensionElements(ioMapping({}, { got: '=assert(n, n != null)' })),
          messageEvent('m1'),
        ]),
        endEvent('e'),
        endEvent('e2'),
        path('s', 'a', 'e'),
        path('c', 'e2'),
      ],
      [message('m1', 'm1', '=k')],
    ),
    [
      { do: 'start', variables: { k: 'K' } },
      { do: 'publish', name: 'm1', key: 'K', variables: { x: 1 } },
      { do: 'set', element: 'p', variables: { n: 5 } },
      { do: 'resolve', element: 'c' },
    ],
  ),
  scenario(
    'a failing output of a start event',
    processXml('p', [
      tag('startEvent', { id: 's' }, [extensionElements(ioMapping({}, { got: '=assert(n, n != null)' }))]),
      service('a', {}),
      endEvent('e'),
      path('s', 'a', 'e'),
    ]),
    [{ do: 'start' }, { do: 'set', element: 'p', variables: { n: 5 } }, { do: 'resolve', element: 's' }],
  ),
  scenario(
    'a failing output of a message start event',
    processXml(
      'p',
      [
        tag('startEvent', { id: 's' }, [extensionElements(ioMapping({}, { got: '=assert(n, n != null)' })), messageEvent('m1')]),
        service('a', {}),
        endEvent('e'),
        path('s', 'a', 'e'),
      ],
      [message('m1', 'm1')],
    ),
    [
      { do: 'publish', name: 'm1', key: 'K', variables: { x: 1 } },
      { do: 'set', element: 'p', variables: { n: 5 } },
      { do: 'resolve', element: 's' },
    ],
  ),
  scenario(
    'an input mapping of a throw event',
    processXml('p', [
      startEvent('s'),
      tag('intermediateThrowEvent', { id: 'i' }, [extensionElements(ioMapping({ l: '=1' }, { d: '=l' }))]),
      endEvent('e'),
      path('s', 'i', 'e'),
    ]),
    [{ do: 'start' }],
  ),
  scenario('a nested output over what the job brought', around(service('a', {}, { 'o.b': '=1' })), run({ o: { a: 0 } }, { o: { z: 9 } })),
  scenario('a failing nested output', around(service('a', {}, { 'o.b.c': '=assert(n, n != null)', 'o.d': '=1' })), run({}, {})),
  scenario('a failing nested input', around(service('a', { 'o.b.c': '=assert(n, n != null)', t: 'text' })), [{ do: 'start' }]),
  scenario('a nested source sees its neighbours', around(service('a', { 'o.b': '=1', 'o.c': '=b + 1', d: '=o.b' })), run({}, {})),
  scenario('an output equal to a local value goes on to the next scope', around(service('a', { x: '=5' })), run({ x: 1 }, { x: 5 })),
];
