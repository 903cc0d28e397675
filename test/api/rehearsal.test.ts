/** *Try it* over HTTP: a draft is walked from tier to tier in its own time, by the product's own code, and nothing of the product changes. */
import { readFile } from 'node:fs/promises';
import type { View } from '../../api/rehearsal/view.js';
import { countsOfAllTables } from '../support/table-counts.js';
import type { ApiClient } from './support/client.js';
import { Stack } from './support/stack.js';

let stack: Stack;
let olga: ApiClient;

beforeAll(async () => {
  stack = await Stack.start({ workers: false });
  olga = await stack.as('olga');
  await olga.post('/api/v1/drafts', { from: 'version', processId: 'resident-matter' });
});
afterAll(async () => {
  await stack.stop();
});

const HOUR = 3_600_000;
type Acts = readonly Readonly<Record<string, unknown>>[];

async function play(acts: Acts, setup: object = { channel: 'mail' }, id = 'resident-matter'): Promise<View> {
  const answer = await olga.post<View>(`/api/v1/drafts/${id}/rehearsal`, { setup, acts });
  expect([answer.status, answer.body]).toEqual([200, expect.anything()]);
  return answer.body;
}

/** The draft with another model in it. */
async function rewrite(id: string, change: (xml: string) => string): Promise<void> {
  const before = await stack.rows<{ xml: string }>('SELECT xml FROM model_draft WHERE id = $1', [id]);
  const xml = change(before[0]?.xml ?? '');
  expect(xml === before[0]?.xml).toBe(false);
  await stack.rows('UPDATE model_draft SET xml = $2, revision = revision + 1 WHERE id = $1', [id, xml]);
}

const addPart = (id: string, name: string, content: string) =>
  stack.rows('INSERT INTO model_draft_part (draft_id, resource_name, content) VALUES ($1, $2, $3)', [id, name, content]);

const WALK: Acts = [
  { act: 'complete', element: 'recognise', decision: 'line-1', reason: 'Nie wiem' },
  { act: 'complete', element: 'answer', decision: 'line-2', reason: 'Trudne' },
  { act: 'complete', element: 'clarify', decision: 'department', reason: 'Wasze' },
  { act: 'advance', to: 'promise' },
  { act: 'complete', element: 'accept', decision: 'accept', values: { plannedAt: '2026-12-01T12:00:00+01:00' } },
  { act: 'complete', element: 'settle', decision: 'resolve', outcomeCode: 'done', closingText: 'Naprawiliśmy.' },
];

test('a draft walks front office → LW-1 → LW-2 → department → resolved while its date passes, and no row of the product changes', async () => {
  await stack.rest();
  const before = await countsOfAllTables(stack.database.url);
  const position = stack.engine.status().position;

  const begun = await play([]);
  expect(begun).toMatchObject({ stopped: null, acts: 0, case: { status: 'open', tier: 'front-office' } });
  expect(begun.tasks).toMatchObject([{ element: 'recognise', tier: 'front-office', processId: 'resolve-matter' }]);
  expect(begun.tasks[0]?.form.map(({ key }) => key)).toContain('decision');
  const tiers = [];
  for (let count = 1; count <= 3; count++) tiers.push((await play(WALK.slice(0, count))).tasks.map(({ tier }) => tier));
  expect(tiers).toEqual([['line-1'], ['line-2'], ['department']]);

  const late = await play(WALK.slice(0, 4));
  expect(late.now).toBe(late.case?.promiseAt);
  expect(late.unsent.map(({ subject }) => subject)).toEqual(expect.arrayContaining(['Po terminie: PROBA-1']));
  expect(late.unsent.find(({ subject }) => subject?.startsWith('Po terminie'))?.to).toMatch(/^Kierownik: Wydział/);
  expect(late.entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['deadline.reminded', 'deadline.missed']));

  const end = await play(WALK);
  expect(end).toMatchObject({
    stopped: null,
    acts: WALK.length,
    tasks: [],
    problems: [],
    case: { status: 'resolved', outcomeCode: 'done', closingText: 'Naprawiliśmy.' },
  });
  expect(end.unsent.filter(({ text }) => text?.includes('Naprawiliśmy.'))).toMatchObject([
    { system: 'mail', to: 'Maria Przykładowa, maria@example.org' },
  ]);
  expect(end.unsent.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['contact', 'open-file', 'close-file', 'resolve', 'message']),
  );
  expect(end.processes.map(({ processId, isDraft }) => [processId, isDraft])).toEqual(
    expect.arrayContaining([
      ['resident-matter', true],
      ['resolve-matter', false],
      ['close-matter', false],
    ]),
  );

  await stack.rest();
  expect(await countsOfAllTables(stack.database.url)).toEqual(before);
  expect(stack.engine.status().position).toBe(position);
});

test('the same acts give the same; without the last one it steps back', async () => {
  const setup = { channel: 'mail', beginAt: '2026-03-03T09:00:00Z' };
  const without = (view: View) => ({ ...view, entries: view.entries.map(({ act, at }) => [act, at]) });
  expect(without(await play(WALK, setup))).toEqual(without(await play(WALK, setup)));
  expect((await play(WALK.slice(0, -1), setup)).tasks).toMatchObject([{ element: 'settle' }]);
});

test('a step that ends in a BPMN error goes the way that the model has for it', async () => {
  await olga.post('/api/v1/drafts', { from: 'version', processId: 'close-matter' });
  const begun = await play([], { channel: 'mail' }, 'close-matter');
  expect(begun).toMatchObject({ stopped: null, problems: [], tasks: [{ element: 'complete-outcome' }] });
});

test('it waits for messages, and takes them as the city would tell them', async () => {
  const atDepartment = WALK.slice(0, 3);
  const waiting = await play(atDepartment);
  expect(waiting.messages).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ element: 'dms-file-closed', name: 'Teczka zamknięta w EOD', asks: ['dmsCode'] }),
      expect.objectContaining({ element: 'contact-added', asks: [] }),
      expect.objectContaining({ element: 'matter-withdrawn', asks: [] }),
    ]),
  );
  const contact = await play([...atDepartment, { act: 'message', element: 'contact-added' }]);
  expect(contact.entries.map(({ act }) => act)).toEqual(expect.arrayContaining(['contact.added', 'contact.noted']));
  expect(contact.unsent.map(({ subject }) => subject)).toContain('Nowy kontakt: PROBA-1');
  const closed = await play([...WALK.slice(0, 5), { act: 'message', element: 'dms-file-closed', values: { dmsCode: 'ZAL' } }]);
  expect([closed.case?.status, closed.tasks.map(({ element }) => element)]).toEqual(
    closed.case?.status === 'resolved' ? ['resolved', []] : ['open', ['explain-dms-outcome']],
  );
  const withdrawn = await play([...atDepartment, { act: 'message', element: 'matter-withdrawn' }]);
  expect(withdrawn.case).toMatchObject({ status: 'resolved', outcomeCode: 'withdrawn' });
});

test('time moves by itself to what is due, by minutes, and not without a date', async () => {
  const begun = await play([]);
  const later = await play([{ act: 'wait', minutes: 60 }]);
  expect(Date.parse(later.now) - Date.parse(begun.now)).toBe(HOUR);
  expect((await play([{ act: 'advance', to: 'next-due' }])).now).toBe(begun.nextDueAt);
  const twice = await play([...WALK.slice(0, 4), { act: 'advance', to: 'promise' }]);
  expect(twice).toMatchObject({ acts: 4, stopped: { why: 'act' } });
});

test('an act that does not fit is refused with a sentence, and what came before it stays', async () => {
  const refused = await play([WALK[0] ?? {}, { act: 'complete', element: 'settle', decision: 'resolve' }]);
  expect(refused).toMatchObject({ acts: 1, stopped: { why: 'act' }, tasks: [{ element: 'answer' }] });
  const unknown = await play([{ act: 'complete', element: 'recognise', decision: 'teleport' }]);
  expect(unknown.stopped?.detail).toContain('teleport');
  const unsaid = await play([...WALK.slice(0, -1), { act: 'complete', element: 'settle', decision: 'resolve', outcomeCode: 'no-such' }]);
  expect(unsaid).toMatchObject({ acts: WALK.length - 1, stopped: { why: 'act' }, tasks: [{ element: 'settle' }] });
  expect(unsaid.stopped?.detail).toContain('Wybierz: Wynik.');
});

describe('a draft with faults', () => {
  beforeAll(async () => {
    await olga.post('/api/v1/drafts', { from: 'template', template: 'information', name: 'Próba zepsuta' });
  });
  const id = 'proba-zepsuta';

  test('that nobody could publish is refused with every fault', async () => {
    await rewrite(id, (xml) => xml.replace(/<zeebe:taskDefinition type="deadline.compute" ?\/>/, ''));
    const answer = await olga.post<{ code: string; faults: unknown[] }>(`/api/v1/drafts/${id}/rehearsal`, {});
    expect([answer.status, answer.body]).toMatchObject([422, { code: 'MODEL_INVALID', faults: [{ elementId: expect.any(String) }] }]);
  });
});

test('a step that fails says so with its element; one that no worker of ours does waits for somebody outside', async () => {
  await olga.post('/api/v1/drafts', { from: 'template', template: 'three-tier', name: 'Próba z błędem' });
  const id = 'proba-z-bledem';
  await rewrite(id, (xml) => xml.replace('type="matter.classify"', 'type="city.gis.locate"'));
  const outside = await play([], { channel: 'mail' }, id);
  expect(outside.outside).toMatchObject([{ element: 'classify', type: 'city.gis.locate' }]);
  expect((await play([{ act: 'outside', element: 'classify' }], { channel: 'mail' }, id)).outside).toEqual([]);
  await rewrite(id, (xml) => xml.replace('type="city.gis.locate"', 'type="notify.mail"'));
  const failed = await play([], { channel: 'mail', replyChannel: 'none' }, id);
  expect(failed.problems).toMatchObject([{ element: 'classify', processId: id, errorType: 'JOB_NO_RETRIES' }]);
  expect(failed.entries.map(({ act }) => act)).toContain('step.failed');
});

test('the draft’s own forms and tables are tried with it; a form that is nowhere is missed at the step that wants it', async () => {
  await olga.post('/api/v1/drafts', { from: 'template', template: 'information', name: 'Próba z formularzem' });
  const id = 'proba-z-formularzem';
  await rewrite(id, (xml) => xml.replace('formId="information-answer"', 'formId="answer-about-waste"'));
  const missed = await play([], { channel: 'phone' }, id);
  expect(missed.tasks).toEqual([]);
  expect(missed.problems).toMatchObject([{ element: 'answer-now', name: 'Odpowiedz od ręki', processId: id, errorType: 'FORM_NOT_FOUND' }]);
  const form = {
    id: 'answer-about-waste',
    type: 'default',
    components: [{ id: 'one', key: 'container', type: 'textfield', label: 'Numer' }],
  };
  await addPart(id, 'answer-about-waste.form', JSON.stringify(form));
  const tried = await play([], { channel: 'phone' }, id);
  expect(tried.problems).toEqual([]);
  expect(tried.tasks).toMatchObject([{ element: 'answer-now', form: [{ key: 'container', label: 'Numer' }] }]);

  await olga.post('/api/v1/drafts', { from: 'template', template: 'three-tier', name: 'Próba z tabelą' });
  await rewrite('proba-z-tabela', (xml) => xml.replace('decisionId="matter-routing"', 'decisionId="waste-routing"'));
  expect((await play([], { channel: 'mail' }, 'proba-z-tabela')).problems).toMatchObject([{ errorType: 'CALLED_DECISION_ERROR' }]);
  const table = await readFile('processes/resident-matter/matter-routing.dmn', 'utf8');
  await addPart('proba-z-tabela', 'waste-routing.dmn', table.replaceAll('"matter-routing"', '"waste-routing"'));
  expect((await play([], { channel: 'mail' }, 'proba-z-tabela')).problems).toEqual([]);
});

test('a draft that loops is stopped with a reason, and shown as far as it came', async () => {
  await olga.post('/api/v1/drafts', { from: 'template', template: 'three-tier', name: 'Próba w kółko' });
  const id = 'proba-w-kolko';
  await rewrite(id, (xml) =>
    xml
      .replace(
        '<bpmn:sequenceFlow id="classify-to-route" sourceRef="classify" targetRef="route" />',
        '<bpmn:sequenceFlow id="classify-to-route" sourceRef="classify" targetRef="classify" />',
      )
      .replace('<bpmn:incoming>classify-to-route</bpmn:incoming>', ''),
  );
  const stopped = await play([], { channel: 'mail' }, id);
  expect(['steps', 'time']).toContain(stopped.stopped?.why);
  expect(stopped.steps.length).toBeGreaterThan(10);

  // Without any wait in it: one command, which must not hold up the engine beside it.
  await olga.post('/api/v1/drafts', { from: 'template', template: 'three-tier', name: 'Próba bez wytchnienia' });
  await rewrite('proba-bez-wytchnienia', (xml) =>
    xml.replace('sourceRef="to-close" targetRef="close"', 'sourceRef="to-close" targetRef="to-close"'),
  );
  const endless = await play([{ act: 'message', element: 'matter-withdrawn' }], { channel: 'mail' }, 'proba-bez-wytchnienia');
  expect(endless.stopped?.why).toBe('steps');
}, 30_000);

test('several owners at once; nobody else may', async () => {
  const views = await Promise.all(Array.from({ length: 6 }, () => play(WALK)));
  expect(views.map((view) => view.case?.status)).toEqual(Array.from({ length: 6 }, () => 'resolved'));
  const lena = await stack.as('lena');
  expect((await lena.post('/api/v1/drafts/resident-matter/rehearsal', {})).status).toBe(403);
  expect((await olga.post('/api/v1/drafts/unknown/rehearsal', {})).status).toBe(404);
});
