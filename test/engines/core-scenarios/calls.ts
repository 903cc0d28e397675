/** Call activities: variables in both directions, missing children, cancelling, versions. */
import {
  boundaryEvent,
  endEvent,
  extensionElements,
  ioMapping,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { callActivity, child, connected, scenario } from '../scenario-model.js';

const caller = (...elements: readonly string[]): string =>
  processXml('p', [startEvent('s'), ...elements, endEvent('e'), path('s', 'call', 'e')]);
const start = { do: 'start', variables: { x: 1, y: 2 } } as const;
const finish = { do: 'complete', element: 'work', variables: { r: 3, x: 10 } } as const;
const flags = (parent: boolean, childs: boolean): Record<string, boolean> => ({
  propagateAllParentVariables: parent,
  propagateAllChildVariables: childs,
});

export const scenarios = [
  scenario('everything is passed by default', [caller(callActivity('call', 'child')), child('child')], [start, finish]),
  scenario('nothing is passed up', [caller(callActivity('call', 'child', flags(true, false))), child('child')], [start, finish]),
  scenario('nothing is passed down', [caller(callActivity('call', 'child', flags(false, true))), child('child')], [start, finish]),
  scenario(
    'only mappings, down',
    [caller(callActivity('call', 'child', flags(false, true), ioMapping({ x: '=x + 100', z: '=y' }))), child('child')],
    [start, finish],
  ),
  scenario(
    'mappings and all, down',
    [caller(callActivity('call', 'child', {}, ioMapping({ x: '=x + 100' }))), child('child')],
    [start, finish],
  ),
  scenario(
    'output mapping',
    [caller(callActivity('call', 'child', {}, ioMapping({}, { got: '=r', same: '=y' }))), child('child')],
    [start, finish],
  ),
  scenario(
    'output mapping with nothing passed up',
    [caller(callActivity('call', 'child', flags(true, false), ioMapping({}, { got: '=r', same: '=y' }))), child('child')],
    [start, finish],
  ),
  scenario(
    'an output of a variable that the child never sets, shadowed by an input',
    [caller(callActivity('call', 'child', flags(false, false), ioMapping({ y: '=null' }, { same: '=y' }))), child('child')],
    [start, finish],
  ),
  scenario(
    'a failing output mapping',
    [caller(callActivity('call', 'child', {}, ioMapping({}, { got: '=assert(r, r > 5)' }))), child('child')],
    [start, finish, { do: 'set', element: 'call', variables: { r: 6 }, local: true }, { do: 'resolve', element: 'call' }],
  ),
  scenario('the child is not deployed', caller(callActivity('call', 'child')), [
    start,
    { do: 'resolve', element: 'call' },
    { do: 'deploy', resources: [{ name: 'child.bpmn', content: connected(child('child')) }] },
    { do: 'resolve', element: 'call' },
    finish,
  ]),
  scenario(
    'the child has no none start event',
    [
      caller(callActivity('call', 'child')),
      child('child', [startEvent('cs', [timer('timeDate', '2999-01-01T00:00:00Z')]), endEvent('ce'), path('cs', 'ce')]),
    ],
    [start],
  ),
  scenario(
    'the process id is an expression',
    [caller(callActivity('call', '=which')), child('child')],
    [
      start,
      { do: 'set', element: 'p', variables: { which: 7 } },
      { do: 'resolve', element: 'call' },
      { do: 'set', element: 'p', variables: { which: 'child' } },
      { do: 'resolve', element: 'call' },
      finish,
    ],
  ),
  scenario(
    'cancelling the root cancels the tree',
    [
      caller(callActivity('call', 'mid')),
      child('mid', [startEvent('ms'), callActivity('call2', 'child'), endEvent('me'), path('ms', 'call2', 'me')]),
      child('child'),
    ],
    [start, { do: 'cancel', instance: 2 }, { do: 'cancel', instance: 0 }, finish],
  ),
  scenario(
    'cancelling with incidents inside',
    [caller(callActivity('call', 'child', {}, ioMapping({}, { got: '=r' }))), child('child')],
    [start, { do: 'fail', element: 'work', retries: 0, message: 'm' }, { do: 'cancel' }, { do: 'resolve', element: 'work' }],
  ),
  scenario('cancelling while the call activity has an incident', caller(callActivity('call', 'child')), [
    start,
    { do: 'cancel' },
    { do: 'cancel' },
  ]),
  scenario(
    'cancelling while the output of the call failed',
    [caller(callActivity('call', 'child', {}, ioMapping({}, { got: '=assert(r, r > 5)' }))), child('child')],
    [start, finish, { do: 'cancel' }],
  ),
  scenario(
    'a called process that ends at once',
    [caller(callActivity('call', 'child')), child('child', [startEvent('cs'), endEvent('ce'), path('cs', 'ce')])],
    [start],
  ),
  scenario(
    'a call in a subprocess with local variables',
    [
      processXml('p', [
        startEvent('s'),
        tag('subProcess', { id: 'sub' }, [
          extensionElements(ioMapping({ local: '="l"' })),
          startEvent('is'),
          callActivity('call', 'child'),
          endEvent('ie'),
          path('is', 'call', 'ie'),
        ]),
        endEvent('e'),
        path('s', 'sub', 'e'),
      ]),
      child('child'),
    ],
    [start, { do: 'complete', element: 'work', variables: { local: 'changed', fresh: 1 } }],
  ),
  scenario(
    'the latest version is called',
    [caller(callActivity('call', 'child')), child('child')],
    [
      {
        do: 'deploy',
        resources: [
          { name: 'model-1.bpmn', content: connected(child('child', [startEvent('cs2'), serviceTask('work2'), path('cs2', 'work2')])) },
        ],
      },
      start,
      { do: 'complete', element: 'work2' },
    ],
  ),
  scenario(
    'a child with an interrupting timer on the call, twice nested',
    [
      processXml('p', [
        startEvent('s'),
        callActivity('call', 'mid'),
        boundaryEvent('b', 'call', [timer('timeDuration', 'PT1H')]),
        endEvent('e'),
        endEvent('eb'),
        path('s', 'call', 'e'),
        path('b', 'eb'),
      ]),
      child('mid', [
        startEvent('ms'),
        subProcess('sub', [startEvent('is'), callActivity('call2', 'child'), endEvent('ie'), path('is', 'call2', 'ie')]),
        endEvent('me'),
        path('ms', 'sub', 'me'),
      ]),
      child('child'),
    ],
    [start, { do: 'advance', seconds: 3700 }],
  ),
];
