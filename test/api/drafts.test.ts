/** The process owner's drafts over HTTP: begun from a template, edited by one tab at a time, checked without publishing, published with a note. */
import { randomUUID } from 'node:crypto';
import { Stack } from './support/stack.js';

let stack: Stack;

beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(async () => {
  await stack.stop();
});

interface Draft {
  readonly id: string;
  readonly name: string;
  readonly xml: string;
  readonly revision: number;
  readonly baseVersion: number | null;
}
interface CaseType {
  readonly id: string;
  readonly name: string;
  readonly caseType: boolean;
  readonly published: { readonly version: number; readonly by: string | null; readonly note: string | null } | null;
  readonly running: readonly { readonly version: number; readonly cases: number }[];
  readonly draft: object | null;
}

const cards = async (): Promise<readonly CaseType[]> => (await (await stack.as('olga')).get<CaseType[]>('/api/v1/case-types')).body;
const card = async (id: string): Promise<CaseType | undefined> => (await cards()).find((one) => one.id === id);

test.each([
  ['three-tier', 'Zajęcie pasa drogowego', 'zajecie-pasa-drogowego'],
  ['information', 'Pytanie o „Łódź” & okolice', 'pytanie-o-lodz-okolice'],
  ['field-intervention', 'Dzik w mieście', 'dzik-w-miescie'],
] as const)('a new case type from the template %s is a whole model that would be taken as it is', async (template, name, id) => {
  const olga = await stack.as('olga');
  const begun = await olga.post<Draft>('/api/v1/drafts', { from: 'template', template, name });
  expect([begun.status, begun.body]).toMatchObject([201, { id, name, baseVersion: null, revision: 1 }]);
  expect((await olga.post<object>('/api/v1/drafts/check', { xml: begun.body.xml })).body).toEqual({ faults: [] });
  expect(await card(id)).toMatchObject({ name, published: null, caseType: false, draft: { savedBy: 'olga' } });
  const again = await olga.post<object>('/api/v1/drafts', { from: 'template', template, name });
  expect([again.status, again.body]).toMatchObject([409, { code: 'ALREADY_EXISTS' }]);

  const tab = randomUUID();
  await olga.post(`/api/v1/drafts/${id}/editor`, { tab });
  const published = await olga.post<object>(`/api/v1/drafts/${id}/publish`, { tab, revision: 1, note: 'Pierwsza wersja.' });
  expect([published.status, published.body]).toMatchObject([201, { models: [{ processId: id, version: 1 }] }]);
  expect(await card(id)).toMatchObject({
    name,
    caseType: true,
    published: { version: 1, by: 'olga', note: 'Pierwsza wersja.' },
    draft: null,
  });
});

test('one editor at a time: the second is told who has it, and can neither save nor publish nor throw it away', async () => {
  const olga = await stack.as('olga');
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'version', processId: 'information-request' })).body;
  expect(begun).toMatchObject({ id: 'information-request', baseVersion: 1 });
  const [first, second] = [randomUUID(), randomUUID()];
  const path = `/api/v1/drafts/${begun.id}`;
  const asks = async (tab: string) => (await olga.post<{ mine: boolean; name: string }>(`${path}/editor`, { tab })).body;
  expect(await asks(first)).toMatchObject({ mine: true });
  expect(await asks(second)).toMatchObject({ mine: false, login: 'olga', name: 'olga z urzędu' });
  const save = (tab: string, revision: number) =>
    olga.put<Draft>(path, { tab, revision, name: begun.name, xml: begun.xml.replace('Ustal', 'Zbadaj') });
  expect(await save(second, begun.revision)).toMatchObject({ status: 409, body: { code: 'DRAFT_TAKEN', by: 'olga z urzędu' } });
  expect(await olga.post<object>(`${path}/publish`, { tab: second, revision: 1, note: 'x' })).toMatchObject({ status: 409 });
  expect(await save(first, begun.revision)).toMatchObject({ status: 200, body: { revision: 2 } });
  // A save that was overtaken changes nothing.
  expect(await save(first, begun.revision)).toMatchObject({ status: 409 });

  // Silence ends an editing, and so does leaving.
  await stack.rows(`UPDATE model_draft SET editor_until = now() - interval '1 second' WHERE id = $1`, [begun.id]);
  expect(await asks(second)).toMatchObject({ mine: true });
  expect(await asks(first)).toMatchObject({ mine: false });
  await olga.post(`${path}/editor/leave`, { tab: second });
  expect(await asks(first)).toMatchObject({ mine: true });
  expect(await save(first, 2)).toMatchObject({ status: 200, body: { revision: 3 } });
  expect((await olga.delete<void>(path)).status).toBe(204);
  expect(await asksFails(path)).toBe(404);
});

async function asksFails(path: string): Promise<number> {
  return (await (await stack.as('olga')).post<object>(`${path}/editor`, { tab: randomUUID() })).status;
}

test('the states that a draft was saved in can be gone back to and forth, by whoever edits it; what a new save leaves behind is gone', async () => {
  const olga = await stack.as('olga');
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'template', template: 'information', name: 'Wstecz' })).body;
  const path = `/api/v1/drafts/${begun.id}`;
  let tab = randomUUID();
  let { revision } = begun;
  const opens = () => olga.post(`${path}/editor`, { tab });
  const part = { resourceName: 'wstecz/pytanie.form', content: '{"id":"pytanie"}', baseVersion: null };
  const keeps = async (answer: { status: number; body: Draft }): Promise<Draft> => {
    expect(answer.status).toBe(200);
    revision = answer.body.revision;
    return answer.body;
  };
  const save = async (xml: string, more: object = {}) =>
    keeps(await olga.put<Draft>(path, { tab, revision, name: begun.name, xml, ...more }));
  const step = async (to: string) => keeps(await olga.post<Draft>(`${path}/step`, { tab, revision, to }));
  const xmlOf = (word: string) => begun.xml.replace('</', `<!-- ${word} --></`);
  await opens();
  expect(begun).toMatchObject({ earlier: null, later: null });
  expect(await save(xmlOf('one'), { parts: [part] })).toMatchObject({ earlier: { savedBy: 'olga' }, later: null });
  await save(xmlOf('three'));

  // Another browser, another day.
  await olga.post(`${path}/editor/leave`, { tab });
  tab = randomUUID();
  expect(await olga.post<object>(`${path}/step`, { tab, revision, to: 'earlier' })).toMatchObject({ status: 409 });
  await opens();
  // Undone in the editor, then saved: the two stand in their order.
  await save(xmlOf('two'), { came: 'undone' });
  expect(await step('later')).toMatchObject({ xml: xmlOf('three'), parts: [part], later: null });
  expect(await step('earlier')).toMatchObject({ xml: xmlOf('two') });
  expect(await step('earlier')).toMatchObject({ xml: xmlOf('one') });
  expect(await step('earlier')).toMatchObject({ xml: begun.xml, parts: [], earlier: null });
  expect(await step('earlier')).toMatchObject({ xml: begun.xml, revision });
  expect(await step('later')).toMatchObject({ xml: xmlOf('one'), parts: [part] });
  // The same content is the same state, not one more; another one leaves what was ahead.
  expect(await save(begun.xml, { parts: [] })).toMatchObject({ earlier: null, later: {} });
  expect(await save(xmlOf('four'))).toMatchObject({ parts: [], earlier: {}, later: null });
  expect(await step('earlier')).toMatchObject({ xml: begun.xml, earlier: null });

  expect((await olga.delete<void>(path)).status).toBe(204);
  expect(await stack.rows('SELECT 1 FROM model_draft_state WHERE draft_id = $1', [begun.id])).toEqual([]);
});

test('of very many states the newest can be gone back to', async () => {
  const olga = await stack.as('olga');
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'template', template: 'information', name: 'Bez końca' })).body;
  const tab = randomUUID();
  await olga.post(`/api/v1/drafts/${begun.id}/editor`, { tab });
  const save = (revision: number) =>
    olga.put<Draft>(`/api/v1/drafts/${begun.id}`, { tab, revision, name: begun.name, xml: `<definitions id="d${revision}"/>` });
  await save(1);
  await stack.rows(
    `INSERT INTO model_draft_state (draft_id, state, place, digest, name, xml, parts, saved_at, saved_by)
     SELECT draft_id, -n, -n, decode(to_hex(n + 4096), 'hex'), name, xml, parts, saved_at, saved_by FROM model_draft_state, generate_series(1, 300) n
      WHERE draft_id = $1 AND place = 0`,
    [begun.id],
  );
  expect(await save(2)).toMatchObject({ status: 200 });
  const kept = await stack.rows<{ place: number }>('SELECT place FROM model_draft_state WHERE draft_id = $1 ORDER BY place', [begun.id]);
  expect([kept.length, kept[0]?.place, kept.at(-1)?.place]).toEqual([200, -197, 2]);
});

test('a check names every fault by its element and publishes nothing; so does publishing a faulty draft, which stays', async () => {
  const olga = await stack.as('olga');
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'version', processId: 'service-request' })).body;
  const xml = begun.xml.replace(/<zeebe:taskDefinition type="crm\.contact\.create" \/>/, '');
  expect(xml).not.toBe(begun.xml);
  const { faults } = (await olga.post<{ faults: { elementId: string; reason: string }[] }>('/api/v1/drafts/check', { xml })).body;
  expect(faults).toHaveLength(1);
  expect(faults[0]?.reason).toMatch(/^Expected /);
  const tab = randomUUID();
  await olga.post(`/api/v1/drafts/${begun.id}/editor`, { tab });
  await olga.put(`/api/v1/drafts/${begun.id}`, { tab, revision: 1, name: begun.name, xml });
  const refused = await olga.post<object>(`/api/v1/drafts/${begun.id}/publish`, { tab, revision: 2, note: 'Bez rozpoznania.' });
  expect([refused.status, refused.body]).toMatchObject([422, { code: 'MODEL_INVALID', faults: [{ elementId: faults[0]?.elementId }] }]);
  expect(await card('service-request')).toMatchObject({ published: { version: 1 }, draft: {} });
});

test('a published draft is the next version with its note; cases that run stay on theirs', async () => {
  const olga = await stack.as('olga');
  const lena = await stack.as('lena');
  const created = await lena.post<object>('/api/v1/cases', { classification: 'roads.pothole', channel: 'phone', note: 'Dziura' });
  expect(created.status).toBe(201);
  await stack.rest();
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'version', processId: 'resident-matter' })).body;
  const tab = randomUUID();
  await olga.post(`/api/v1/drafts/${begun.id}/editor`, { tab });
  const xml = begun.xml.replace('Kontakt zarejestrowany', 'Kontakt przyjęty');
  await olga.put(`/api/v1/drafts/${begun.id}`, { tab, revision: 1, name: begun.name, xml });
  expect(await olga.post<object>(`/api/v1/drafts/${begun.id}/publish`, { tab, revision: 2, note: '  ' })).toMatchObject({ status: 400 });
  expect(await olga.post<object>(`/api/v1/drafts/${begun.id}/publish`, { tab, revision: 2, note: 'Nowa nazwa początku.' })).toMatchObject({
    status: 201,
    body: { models: [{ processId: 'resident-matter', version: 2 }] },
  });
  expect(await card('resident-matter')).toMatchObject({
    published: { version: 2, note: 'Nowa nazwa początku.' },
    running: [{ version: 1, cases: 1 }],
    draft: null,
  });
  const versions = await olga.get<{ version: number; note: string | null }[]>('/api/v1/models?processId=resident-matter');
  expect(versions.body.map(({ version, note }) => [version, note])).toEqual([
    [2, 'Nowa nazwa początku.'],
    [1, null],
  ]);
});

test('a file that carries the id of a published case type cannot replace it unseen', async () => {
  const olga = await stack.as('olga');
  const { xml } = (await olga.post<Draft>('/api/v1/drafts', { from: 'version', processId: 'deadline-alert' })).body;
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'file', fileName: 'Obcy plik.bpmn', name: 'Obcy plik', xml })).body;
  expect(begun.id).toBe('obcy-plik');
  const tab = randomUUID();
  await olga.post(`/api/v1/drafts/${begun.id}/editor`, { tab });
  const published = await olga.post<object>(`/api/v1/drafts/${begun.id}/publish`, { tab, revision: 1, note: 'Plik.' });
  expect([published.status, published.body]).toMatchObject([409, { code: 'ALREADY_EXISTS' }]);
  expect(await card('deadline-alert')).toMatchObject({ published: { version: 1 } });
});

test('a draft can refer to the forms, decisions and processes of published models', async () => {
  const choices = await (await stack.as('olga')).get<{ forms: string[]; actions: string[]; processes: string[] }>('/api/v1/drafts/choices');
  expect(choices.body.forms).toContain('settle');
  expect(choices.body.actions).toEqual(expect.arrayContaining(['resolve', 'department']));
  expect(choices.body.processes).toContain('close-matter');
});

test('drafts are the process owner’s alone', async () => {
  for (const login of ['lena', 'adam', 'roman']) {
    const person = await stack.as(login);
    expect((await person.get<object>('/api/v1/case-types')).status).toBe(403);
    expect((await person.post<object>('/api/v1/drafts', { from: 'version', processId: 'resident-matter' })).status).toBe(403);
  }
});
