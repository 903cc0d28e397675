import { createTestDatabase, type TestDatabase } from '../../test/support/postgres.js';
import { countsOfAllTables } from '../../test/support/table-counts.js';
import { createEngine, type Engine, RehearsalLimit } from '../index.js';
import {
  boundaryEvent,
  endEvent,
  message,
  messageEvent,
  path,
  processXml,
  serviceTask,
  startEvent,
  tag,
  timer,
} from '../model/testing/process-xml.js';

const BEGIN_MS = Date.UTC(2026, 2, 3, 9);
const LIMITS = { steps: 100, events: 5_000, elements: 50 };
const HOUR = 3_600_000;

let database: TestDatabase;
let engine: Engine;

beforeAll(async () => {
  database = await createTestDatabase();
  engine = createEngine({ databaseUrl: database.url, clock: 'controllable' });
  await engine.start();
  const deployed = await engine.deploy([
    resource('called', processXml('called', [startEvent('s'), serviceTask('inner'), endEvent('e'), path('s', 'inner', 'e')])),
  ]);
  expect(deployed.type).toBe('accepted');
});

afterAll(async () => {
  await engine.stop();
  await database.drop();
});

function resource(name: string, xml: string) {
  return { name: `${name}.bpmn`, content: Buffer.from(xml) };
}

async function rehearse(xml: string) {
  const rehearsal = await engine.rehearse(BEGIN_MS, LIMITS);
  expect((await rehearsal?.deploy([resource('draft', xml)]))?.type).toBe('accepted');
  if (rehearsal === undefined) throw new Error('Expected a rehearsal, but there is none');
  return rehearsal;
}

const start = (bpmnProcessId = 'p') =>
  ({ type: 'createInstance', bpmnProcessId, version: -1, variables: new Map([['key', '"k"']]), startElementIds: [] }) as const;

const calling = processXml('p', [
  startEvent('s'),
  tag('callActivity', { id: 'call' }, ['<extensionElements><zeebe:calledElement processId="called" /></extensionElements>']),
  endEvent('e'),
  path('s', 'call', 'e'),
]);

const waiting = processXml(
  'p',
  [
    startEvent('s'),
    serviceTask('work'),
    boundaryEvent('late', 'work', [timer('timeDuration', 'PT2H')], { cancelActivity: false }),
    boundaryEvent('told', 'work', [messageEvent('m')]),
    endEvent('e'),
    endEvent('alarm'),
    endEvent('over'),
    path('s', 'work', 'e'),
    path('late', 'alarm'),
    path('told', 'over'),
  ],
  [message('m', 'news', '=key')],
);

describe('a rehearsal', () => {
  test('runs a draft together with what is deployed, and leaves every table as it was', async () => {
    await engine.quiet();
    const before = await countsOfAllTables(database.url);
    const rehearsal = await rehearse(calling);
    await rehearsal.execute(start());
    const [job] = rehearsal.jobs();
    expect(job).toMatchObject({ bpmnProcessId: 'called', elementId: 'inner', variablesJson: '{"key":"k"}' });
    await rehearsal.execute({ type: 'completeJob', jobKey: job?.key ?? 0n, variables: new Map() });
    const ended = rehearsal.takeFeed().flatMap(({ events }) => events.filter(({ data }) => data.intent === 'COMPLETED'));
    expect(ended.map(({ elementId }) => elementId)).toEqual(expect.arrayContaining(['inner', 'called', 'call', 'e', 'p']));
    await engine.quiet();
    expect(await countsOfAllTables(database.url)).toEqual(before);
    expect(engine.status().queuedCommands).toBe(0);
  });

  test('lives in its own time: what is due happens at its own moment, in order', async () => {
    const rehearsal = await rehearse(waiting);
    await rehearsal.execute(start());
    expect(rehearsal.nextDueMs()).toBe(BEGIN_MS + 2 * HOUR);
    expect(rehearsal.passTo(BEGIN_MS + HOUR)).toBe(false);
    expect(rehearsal.passTo(BEGIN_MS + 5 * HOUR)).toBe(true);
    expect(rehearsal.clock.now()).toBe(BEGIN_MS + 2 * HOUR);
    expect(rehearsal.passTo(BEGIN_MS + 5 * HOUR)).toBe(false);
    expect(rehearsal.clock.now()).toBe(BEGIN_MS + 5 * HOUR);
    const alarms = rehearsal.takeFeed().filter(({ events }) => events.some(({ elementId }) => elementId === 'alarm'));
    expect(alarms.map(({ atMs }) => atMs)).toEqual([BEGIN_MS + 2 * HOUR]);
  });

  test('says which messages it waits for, and takes them', async () => {
    const rehearsal = await rehearse(waiting);
    await rehearsal.execute(start());
    expect(rehearsal.subscriptions()).toEqual([
      { name: 'news', correlationKey: 'k', bpmnProcessId: 'p', elementId: 'told', elementName: '', reads: [] },
    ]);
    await rehearsal.execute({
      type: 'publishMessage',
      name: 'news',
      correlationKey: 'k',
      messageId: '1',
      timeToLiveMs: 0,
      variables: new Map(),
    });
    expect(rehearsal.jobs()).toEqual([]);
    expect(rehearsal.subscriptions()).toEqual([]);
  });

  test('stops a model that runs on and on', async () => {
    const endless = processXml('p', [
      startEvent('s'),
      tag('exclusiveGateway', { id: 'again' }),
      tag('task', { id: 'turn' }),
      path('s', 'again', 'turn'),
      tag('sequenceFlow', { id: 'back', sourceRef: 'turn', targetRef: 'again' }),
    ]);
    const rehearsal = await rehearse(endless);
    await expect(rehearsal.execute(start())).rejects.toThrow(RehearsalLimit);
    await expect(rehearsal.execute(start())).rejects.toMatchObject({ limit: 'events' });
    const told = rehearsal.takeFeed().reduce((sum, { events }) => sum + events.length, 0);
    expect(told).toBeGreaterThan(1_000);
  });

  test('the same commands give the same keys', async () => {
    const keys = [];
    for (const rehearsal of [await rehearse(waiting), await rehearse(waiting)]) {
      await rehearsal.execute(start());
      keys.push(rehearsal.jobs()[0]?.key);
    }
    expect(keys[0]).toBe(keys[1]);
  });
});
