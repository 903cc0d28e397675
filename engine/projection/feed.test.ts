/** The feed of a real run: names instead of indexes, from any row on. */
import { describe, expect, test } from '@jest/globals';
import { deployed, HOUR, start, variables } from '../core/testing/given.js';
import { boundaryEvent, endEvent, flow, path, processXml, serviceTask, startEvent, timer } from '../model/testing/process-xml.js';
import { feedEntry } from './feed.js';
import { Recorded } from './testing/recorded.js';

const MODEL = processXml('p', [
  startEvent('s'),
  serviceTask('a', 'classify'),
  boundaryEvent('late', 'a', [timer('timeDuration', 'PT1H')]),
  endEvent('e'),
  endEvent('expired'),
  path('s', 'a', 'e'),
  flow('late-expired', 'late', 'expired'),
]);

const recorded = async () => new Recorded(await deployed(MODEL));

describe('feed', () => {
  test('names elements, flows, jobs and variables of an instance', async () => {
    const run = await recorded();
    const { engine } = run;
    const [created] = run.run({
      type: 'createInstance',
      bpmnProcessId: 'p',
      variables: variables({ topic: 'roads' }),
      startElementIds: [],
    });
    if (!created) throw new Error('nothing was recorded');
    const entry = feedEntry(created, engine.catalog);
    expect(entry).toMatchObject({ position: created.position, command: 'createInstance', atMs: engine.nowMs });
    const elements = entry.events.filter((event) => event.type === 'element').map((event) => `${event.elementId} ${event.data.intent}`);
    expect(elements).toEqual([
      'p ACTIVATING',
      'p ACTIVATED',
      's ACTIVATING',
      's ACTIVATED',
      's COMPLETING',
      's COMPLETED',
      'a ACTIVATING',
      'a ACTIVATED',
    ]);
    expect(entry.events.find((event) => event.type === 'sequenceFlow')).toMatchObject({ elementId: 's-a', elementType: 'sequenceFlow' });
    expect(entry.events.find((event) => event.type === 'variable')?.data).toEqual({
      name: 'topic',
      value: '"roads"',
      scopeKey: created.streamKey,
      erased: false,
    });
    expect(entry.events.find((event) => event.type === 'timer')).toMatchObject({
      elementId: 'a',
      data: { intent: 'CREATED', targetElementId: 'late', dueMs: engine.nowMs + HOUR },
    });
    expect(entry.events.find((event) => event.type === 'job')).toMatchObject({
      elementId: 'a',
      elementType: 'serviceTask',
      bpmnProcessId: 'p',
      version: 1,
      processInstanceKey: created.streamKey,
      rootInstanceKey: created.streamKey,
      data: { intent: 'CREATED', jobType: 'classify', retries: 3 },
    });
  });

  test('a row alone is enough: a completion names its element, job type and the timer it ends', async () => {
    const run = await recorded();
    start(run.engine);
    const [first] = run.run({ type: 'createInstance', bpmnProcessId: 'p', variables: variables(), startElementIds: [] }).slice(-1);
    const jobKey = [...(run.engine.tree(first?.streamKey ?? 0n)?.elements.values() ?? [])].find((element) => element.job)?.job?.key ?? 0n;
    const [completed] = run.run({ type: 'completeJob', jobKey, variables: variables() });
    if (!completed) throw new Error('nothing was recorded');
    const { events } = feedEntry(completed, run.engine.catalog);
    expect(events.find((event) => event.type === 'job')).toMatchObject({
      elementId: 'a',
      data: { intent: 'COMPLETED', jobKey, jobType: 'classify' },
    });
    expect(events.find((event) => event.type === 'timer')).toMatchObject({ data: { intent: 'CANCELED', targetElementId: 'late' } });
    expect(events.filter((event) => event.data.intent === 'COMPLETED').map((event) => event.elementId)).toEqual(['a', 'a', 'e', 'p']);
  });

  test('a deployment has no instance, and says what was deployed', async () => {
    const run = await recorded();
    const [row] = run.rows;
    if (!row) throw new Error('nothing was recorded');
    expect(feedEntry(row, run.engine.catalog).events).toEqual([
      expect.objectContaining({
        type: 'deployment',
        processInstanceKey: 0n,
        data: expect.objectContaining({ intent: 'PROCESS', bpmnProcessId: 'p', version: 1 }),
      }),
    ]);
  });
});
