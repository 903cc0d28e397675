/** Timers: cycles, dates, start timers across versions. */
import {
  boundaryEvent,
  endEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  tag,
  timer,
} from '../../../engine/model/testing/process-xml.js';
import { connected, deviation, scenario } from '../scenario-model.js';

const waits = (kind: 'timeDate' | 'timeDuration', value: string): string =>
  processXml('p', [startEvent('s'), tag('intermediateCatchEvent', { id: 'c' }, [timer(kind, value)]), endEvent('e'), path('s', 'c', 'e')]);
const ticks = (cycle: string): string =>
  processXml('p', [
    startEvent('s'),
    serviceTask('a'),
    boundaryEvent('b', 'a', [timer('timeCycle', cycle)], { cancelActivity: false }),
    endEvent('e'),
    endEvent('eb'),
    path('s', 'a', 'e'),
    path('b', 'eb'),
  ]);
const starts = (kind: 'timeDate' | 'timeDuration' | 'timeCycle', value: string, type = 'a'): string =>
  processXml('p', [startEvent('s', [timer(kind, value)]), serviceTask('a', type), endEvent('e'), path('s', 'a', 'e')]);
const after = (seconds: number) => ({ do: 'advance', seconds }) as const;
const bad = (value: unknown, kind: 'timeDate' | 'timeDuration' = 'timeDate') =>
  scenario(`${kind} ${JSON.stringify(value)}`, waits(kind, '=x'), [{ do: 'start', variables: { x: value } }, after(61)]);

export const scenarios = [
  scenario('duration', waits('timeDuration', 'PT10M'), [{ do: 'start' }, after(599), after(2)]),
  scenario('a FEEL duration', waits('timeDuration', '=duration("PT10M")'), [{ do: 'start' }, after(601)]),
  scenario('a date in the past', waits('timeDate', '2020-01-01T00:00:00Z'), [{ do: 'start' }, after(1)]),
  scenario('a FEEL date', waits('timeDate', '=date and time("2020-01-01T00:00:00Z")'), [{ do: 'start' }, after(1)]),
  scenario('a negative duration', waits('timeDuration', 'PT-10M'), [{ do: 'start' }, after(1)]),
  scenario('a duration of months', waits('timeDuration', 'P1M'), [{ do: 'start' }, after(32 * 86400)]),
  bad(7),
  bad(null),
  bad(''),
  bad('2020-01-01'),
  bad('2020-01-01T00:00:00'),
  bad('2020-01-01 00:00:00Z'),
  bad('2020-01-01T00:00Z'),
  bad('2020-01-01T00:00:00+0100'),
  bad('2020-01-01T00:00:00+01:00[Europe/Warsaw]'),
  bad([1]),
  bad(7, 'timeDuration'),
  bad(null, 'timeDuration'),
  bad('', 'timeDuration'),
  bad('10 minutes', 'timeDuration'),
  bad('P1DT1M', 'timeDuration'),
  bad('PT1.5S', 'timeDuration'),
  bad(true, 'timeDuration'),
  scenario('cycle R3', ticks('R3/PT1H'), [{ do: 'start' }, after(3700), after(3700), after(3700), after(3700)]),
  scenario('cycle R1', ticks('R1/PT1H'), [{ do: 'start' }, after(3700), after(3700)]),
  scenario('cycle R0', ticks('R0/PT1H'), [{ do: 'start' }, after(3700), after(3700)]),
  scenario('cycle without end', ticks('R/PT1H'), [
    { do: 'start' },
    after(3700),
    after(3700),
    { do: 'complete', element: 'a' },
    after(3700),
  ]),
  scenario('cycle from a variable that changes', ticks('=c'), [
    { do: 'start', variables: { c: 'R3/PT1H' } },
    after(3700),
    { do: 'set', element: 'p', variables: { c: 'R9/PT2H' } },
    after(3700),
    after(3700),
    after(3700),
    after(3700),
  ]),
  deviation(
    'Camunda takes the text for a cron expression, which this engine does not know yet',
    scenario('cycle of a bad expression', ticks('=c'), [{ do: 'start', variables: { c: 'often' } }]),
  ),
  scenario('cycle of a number', ticks('=c'), [{ do: 'start', variables: { c: 7 } }]),
  scenario(
    'cycle that interrupts fires once',
    processXml('p', [
      startEvent('s'),
      serviceTask('a'),
      boundaryEvent('b', 'a', [timer('timeDuration', 'PT1H')]),
      endEvent('e'),
      serviceTask('eb'),
      path('s', 'a', 'e'),
      path('b', 'eb'),
    ]),
    [{ do: 'start' }, after(3700), after(3700)],
  ),
  scenario('start timer R2', starts('timeCycle', 'R2/PT1H'), [after(3700), after(3700), after(3700)]),
  scenario('start timer by date', starts('timeDate', '2020-01-01T00:00:00Z'), [after(1)]),
  scenario('start timer by duration', starts('timeDuration', 'PT1H'), [after(3700), after(3700)]),
  scenario('start timer of a new version', starts('timeCycle', 'R/PT1H'), [
    after(3700),
    { do: 'deploy', resources: [{ name: 'model-0.bpmn', content: connected(starts('timeCycle', 'R/PT2H', 'b')) }] },
    after(3700),
    after(3700),
  ]),
  scenario('start timer is gone in a new version', starts('timeCycle', 'R/PT1H'), [
    {
      do: 'deploy',
      resources: [{ name: 'model-0.bpmn', content: connected(processXml('p', [startEvent('s'), endEvent('e'), path('s', 'e')])) }],
    },
    after(3700),
  ]),
  scenario('the same model again keeps its timer', starts('timeDuration', 'PT1H'), [
    after(1800),
    { do: 'deploy', resources: [{ name: 'model-0.bpmn', content: connected(starts('timeDuration', 'PT1H')) }] },
    after(1900),
  ]),
  scenario('create an instance of a process with only a timer start', starts('timeCycle', 'R/PT1H'), [{ do: 'start' }]),
  scenario(
    'two timer starts',
    processXml('p', [
      startEvent('s', [timer('timeDuration', 'PT1H')]),
      startEvent('s2', [timer('timeDuration', 'PT2H')]),
      endEvent('e'),
      path('s', 'e'),
      path('s2', 'e'),
    ]),
    [after(3700), after(3700)],
  ),
];
