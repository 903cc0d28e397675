/** Errors thrown by jobs and end events: who catches them, where their variables land. */
import {
  boundaryEvent,
  endEvent,
  error,
  errorEvent,
  eventSubProcess,
  extensionElements,
  ioMapping,
  path,
  processXml,
  serviceTask,
  startEvent,
  subProcess,
  tag,
} from '../../../engine/model/testing/process-xml.js';
import { callActivity, child, fork, scenario } from '../scenario-model.js';

const E = error('err', 'E');
const F = error('other', 'F');
const caught = (boundary: readonly string[], roots: readonly string[] = [E]): string =>
  processXml('p', [startEvent('s'), serviceTask('a'), ...boundary, endEvent('e'), path('s', 'a', 'e')], roots);
const subCaught = (inside: readonly string[], beside: readonly string[], roots: readonly string[] = [E, F]): string =>
  processXml('p', [startEvent('s'), subProcess('sub', inside), endEvent('e'), path('s', 'sub', 'e'), ...beside], roots);

export const scenarios = [
  scenario('variables of a caught error', caught([boundaryEvent('b', 'a', [errorEvent('err')]), endEvent('eb'), path('b', 'eb')]), [
    { do: 'start', variables: { x: 0 } },
    { do: 'throw', element: 'a', code: 'E', message: 'm', variables: { x: 1, y: 2 } },
  ]),
  scenario(
    'variables of a caught error with output mapping',
    caught([
      tag('boundaryEvent', { id: 'b', attachedToRef: 'a' }, [extensionElements(ioMapping({}, { got: '=x' })), errorEvent('err')]),
      endEvent('eb'),
      path('b', 'eb'),
    ]),
    [
      { do: 'start', variables: { x: 0 } },
      { do: 'throw', element: 'a', code: 'E', message: 'm', variables: { x: 1, y: 2 } },
    ],
  ),
  scenario('an uncaught error of a job', caught([]), [
    { do: 'start' },
    { do: 'throw', element: 'a', code: 'E', message: 'broken', variables: { y: 2 } },
    { do: 'throw', element: 'a', code: 'E' },
    { do: 'complete', element: 'a' },
    { do: 'fail', element: 'a', retries: 1 },
    { do: 'resolve', element: 'a' },
    { do: 'retries', element: 'a', retries: 2 },
    { do: 'resolve', element: 'a' },
    { do: 'activate', type: 'a' },
    { do: 'complete', element: 'a' },
  ]),
  scenario('an uncaught error without message', caught([]), [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E' }, { do: 'cancel' }]),
  scenario(
    'an uncaught error beside another catch',
    caught([boundaryEvent('b', 'a', [errorEvent('err')]), endEvent('eb'), path('b', 'eb')]),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'X', message: 'why' }],
  ),
  scenario(
    'catch all before outer exact',
    subCaught(
      [
        startEvent('is'),
        serviceTask('a'),
        boundaryEvent('all', 'a', [errorEvent()]),
        endEvent('ie'),
        endEvent('ie2'),
        path('is', 'a', 'ie'),
        path('all', 'ie2'),
      ],
      [boundaryEvent('exact', 'sub', [errorEvent('err')]), endEvent('e2'), path('exact', 'e2')],
    ),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E', variables: { v: 1 } }],
  ),
  scenario(
    'error end event caught by the subprocess boundary',
    subCaught(
      [startEvent('is'), serviceTask('a'), tag('endEvent', { id: 'boom' }, [errorEvent('err')]), path('is', 'a', 'boom')],
      [boundaryEvent('exact', 'sub', [errorEvent('err')]), endEvent('e2'), path('exact', 'e2')],
    ),
    [{ do: 'start' }, { do: 'complete', element: 'a', variables: { v: 1 } }],
  ),
  scenario(
    'error end event beside other work',
    subCaught(
      [
        startEvent('is'),
        fork('f'),
        serviceTask('a'),
        serviceTask('b'),
        tag('endEvent', { id: 'boom' }, [errorEvent('err')]),
        endEvent('ie'),
        path('is', 'f', 'a', 'boom'),
        path('f', 'b', 'ie'),
      ],
      [boundaryEvent('exact', 'sub', [errorEvent('err')]), endEvent('e2'), path('exact', 'e2')],
    ),
    [{ do: 'start' }, { do: 'complete', element: 'a' }],
  ),
  scenario(
    'error end event caught by nobody',
    subCaught(
      [startEvent('is'), tag('endEvent', { id: 'boom' }, [errorEvent('err')]), path('is', 'boom')],
      [boundaryEvent('exact', 'sub', [errorEvent('other')]), endEvent('e2'), path('exact', 'e2')],
    ),
    [{ do: 'start' }, { do: 'resolve', element: 'boom' }],
  ),
  scenario(
    'error end event caught by nobody in the process',
    processXml('p', [startEvent('s'), tag('endEvent', { id: 'boom' }, [errorEvent('err')]), path('s', 'boom')], [E]),
    [{ do: 'start' }, { do: 'cancel' }],
  ),
  scenario(
    'error end event with a mapping and an expression code',
    processXml(
      'p',
      [
        startEvent('s'),
        subProcess('sub', [
          startEvent('is'),
          tag('endEvent', { id: 'boom' }, [extensionElements(ioMapping({ c: '="E"' })), errorEvent('dyn')]),
          path('is', 'boom'),
        ]),
        boundaryEvent('b', 'sub', [errorEvent('err')]),
        endEvent('e'),
        endEvent('e2'),
        path('s', 'sub', 'e'),
        path('b', 'e2'),
      ],
      [E, error('dyn', '=c')],
    ),
    [{ do: 'start', variables: { c: 'F' } }],
  ),
  scenario(
    'error event subprocess in the process',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        eventSubProcess('esp', [startEvent('es', [errorEvent('err')]), serviceTask('repair'), endEvent('ee'), path('es', 'repair', 'ee')]),
      ],
      [E],
    ),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E', variables: { v: 1 } }, { do: 'complete', element: 'repair' }],
  ),
  scenario(
    'error thrown inside the error event subprocess',
    subCaught(
      [
        startEvent('is'),
        serviceTask('a'),
        endEvent('ie'),
        path('is', 'a', 'ie'),
        eventSubProcess('esp', [startEvent('es', [errorEvent('err')]), serviceTask('repair'), endEvent('ee'), path('es', 'repair', 'ee')]),
      ],
      [boundaryEvent('b', 'sub', [errorEvent('err')]), endEvent('e2'), path('b', 'e2')],
    ),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E' }, { do: 'throw', element: 'repair', code: 'E' }],
  ),
  scenario(
    'error event subprocess before the boundary of the same code',
    subCaught(
      [
        startEvent('is'),
        serviceTask('a'),
        endEvent('ie'),
        path('is', 'a', 'ie'),
        eventSubProcess('esp', [startEvent('es', [errorEvent('err')]), endEvent('ee'), path('es', 'ee')]),
      ],
      [boundaryEvent('b', 'sub', [errorEvent('err')]), endEvent('e2'), path('b', 'e2')],
    ),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E' }],
  ),
  scenario(
    'catch-all event subprocess and exact boundary of the same scope',
    subCaught(
      [
        startEvent('is'),
        serviceTask('a'),
        endEvent('ie'),
        path('is', 'a', 'ie'),
        eventSubProcess('esp', [startEvent('es', [errorEvent()]), endEvent('ee'), path('es', 'ee')]),
      ],
      [boundaryEvent('b', 'sub', [errorEvent('err')]), endEvent('e2'), path('b', 'e2')],
    ),
    [{ do: 'start' }, { do: 'throw', element: 'a', code: 'E' }],
  ),
  scenario(
    'error subprocess with input mapping and start with output mapping',
    processXml(
      'p',
      [
        startEvent('s'),
        serviceTask('a'),
        endEvent('e'),
        path('s', 'a', 'e'),
        tag('subProcess', { id: 'esp', triggeredByEvent: true }, [
          extensionElements(ioMapping({ own: '=n' }, { res: '=own' })),
          tag('startEvent', { id: 'es' }, [extensionElements(ioMapping({}, { own: '=v' })), errorEvent('err')]),
          serviceTask('repair'),
          endEvent('ee'),
          path('es', 'repair', 'ee'),
        ]),
      ],
      [E],
    ),
    [
      { do: 'start', variables: { n: 7 } },
      { do: 'throw', element: 'a', code: 'E', variables: { v: 1, n: 2 } },
      { do: 'complete', element: 'repair' },
    ],
  ),
  scenario(
    'error end event in a called process',
    [
      processXml(
        'p',
        [
          startEvent('s'),
          callActivity('call', 'child'),
          boundaryEvent('b', 'call', [errorEvent('err')]),
          endEvent('e'),
          endEvent('e2'),
          path('s', 'call', 'e'),
          path('b', 'e2'),
        ],
        [E],
      ),
      child(
        'child',
        [
          startEvent('cs'),
          fork('f'),
          serviceTask('other'),
          tag('endEvent', { id: 'boom' }, [errorEvent('cerr')]),
          endEvent('ce'),
          path('cs', 'f', 'other', 'ce'),
          path('f', 'boom'),
        ],
        [error('cerr', 'E')],
      ),
    ],
    [{ do: 'start', variables: { x: 1 } }],
  ),
  scenario(
    'error of a job in a called process of a called process',
    [
      processXml('p', [
        startEvent('s'),
        callActivity('call', 'mid'),
        boundaryEvent('b', 'call', [errorEvent()]),
        endEvent('e'),
        endEvent('e2'),
        path('s', 'call', 'e'),
        path('b', 'e2'),
      ]),
      child('mid', [startEvent('ms'), callActivity('call2', 'child'), endEvent('me'), path('ms', 'call2', 'me')]),
      child('child'),
    ],
    [{ do: 'start' }, { do: 'throw', element: 'work', code: 'E', message: 'm', variables: { v: 1 } }],
  ),
  scenario(
    'error in a called process caught by an event subprocess of the caller',
    [
      processXml('p', [
        startEvent('s'),
        callActivity('call', 'child'),
        endEvent('e'),
        path('s', 'call', 'e'),
        eventSubProcess('esp', [startEvent('es', [errorEvent()]), endEvent('ee'), path('es', 'ee')]),
      ]),
      child('child'),
    ],
    [{ do: 'start' }, { do: 'throw', element: 'work', code: 'E', message: 'm', variables: { v: 1 } }],
  ),
  scenario(
    'error in a called process that nobody catches',
    [processXml('p', [startEvent('s'), callActivity('call', 'child'), endEvent('e'), path('s', 'call', 'e')]), child('child')],
    [{ do: 'start' }, { do: 'throw', element: 'work', code: 'E', message: 'm' }, { do: 'cancel' }],
  ),
  scenario(
    'two errors at once in one scope',
    subCaught(
      [
        startEvent('is'),
        fork('f'),
        tag('endEvent', { id: 'boom' }, [errorEvent('err')]),
        tag('endEvent', { id: 'boom2' }, [errorEvent('other')]),
        path('is', 'f', 'boom'),
        path('f', 'boom2'),
      ],
      [
        boundaryEvent('b', 'sub', [errorEvent('err')]),
        boundaryEvent('c', 'sub', [errorEvent('other')]),
        endEvent('e2'),
        endEvent('e3'),
        path('b', 'e2'),
        path('c', 'e3'),
      ],
    ),
    [{ do: 'start' }],
  ),
];
