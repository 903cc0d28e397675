/** Forms and decision tables over HTTP: listed with their use, tried without effect, changed in a draft, published with it in one act. */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Stack } from './support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(async () => {
  await stack.stop();
});

interface Part {
  readonly kind: string;
  readonly id: string;
  readonly name: string;
  readonly version: number;
  readonly resourceName: string;
  readonly at: string | null;
  readonly by: string | null;
  readonly note: string | null;
  readonly usedIn: readonly { readonly processId: string; readonly processName: string; readonly steps: readonly string[] }[];
}
type Content = Part & { readonly content: string };
interface DraftPart {
  readonly resourceName: string;
  readonly content: string;
  readonly baseVersion: number | null;
}
interface Draft {
  readonly id: string;
  readonly name: string;
  readonly xml: string;
  readonly revision: number;
  readonly parts: readonly DraftPart[];
}

const list = async () => (await (await stack.as('olga')).get<readonly Part[]>('/api/v1/model-parts')).body;
const one = async (path: string) => (await (await stack.as('olga')).get<Content>(`/api/v1/model-parts/${path}`)).body;
const tried = async (xml: string, decisionId: string, variables: object) =>
  (await (await stack.as('olga')).post<object>('/api/v1/decisions/try', { xml, decisionId, variables })).body;

test('every form and decision is listed by name, with where it is used', async () => {
  const parts = await list();
  expect(parts.find(({ kind, id }) => kind === 'form' && id === 'answer')).toMatchObject({
    name: 'Odpowiedz lub przekaż',
    version: 1,
    resourceName: 'resident-matter/answer.form',
    by: null,
    usedIn: [{ processId: 'resolve-matter', processName: 'Rozpatrzenie sprawy' }],
  });
  const table = parts.find(({ id }) => id === 'dms-outcome');
  expect(table).toMatchObject({ kind: 'decisions', name: 'Wynik z EOD', version: 1 });
  expect(table?.usedIn).toHaveLength(1);
  expect(table?.at).not.toBeNull();
  expect(await (await stack.as('olga')).get<object>('/api/v1/model-parts/form/nothing')).toMatchObject({ status: 404 });
});

test('a table answers what it would decide, and which rule says so; asking leaves no trace', async () => {
  const { content } = await one('decisions/dms-outcome');
  const [before] = await stack.rows<{ position: string }>('SELECT max(position) AS position FROM history');
  expect(await tried(content, 'dms-outcome', { dmsCode: 'ODM' })).toEqual({
    type: 'value',
    value: 'refused',
    evaluated: [{ id: 'dms-outcome', matchedRuleIds: ['dms-outcome-04'], output: 'refused' }],
  });
  expect(await tried(content, 'else', {})).toEqual({ type: 'unknown' });
  const broken = content.replace('&quot;ODM&quot;', '&quot;ODM');
  expect(await tried(broken, 'dms-outcome', {})).toMatchObject({ type: 'invalid', faults: [{ elementId: 'dms-outcome-04-in1' }] });
  expect(await tried('<no', 'dms-outcome', {})).toMatchObject({ type: 'invalid' });
  expect(await stack.rows('SELECT max(position) AS position FROM history')).toEqual([before]);
});

test('a form and a table are saved with the draft and published with it, or nothing is', async () => {
  const olga = await stack.as('olga');
  const begun = (await olga.post<Draft>('/api/v1/drafts', { from: 'version', processId: 'resident-matter' })).body;
  expect(begun.parts).toEqual([]);
  const path = `/api/v1/drafts/${begun.id}`;
  const tab = randomUUID();
  await olga.post(`${path}/editor`, { tab });
  const [form, table] = [await one('form/answer'), await one('decisions/dms-outcome')];
  const changedForm = { ...partOf(form), content: form.content.replace('"label": "Wynik"', '"label": "Wynik sprawy"') };
  const changedTable = { ...partOf(table), content: table.content.replace('&quot;refused&quot;', '&quot;refused') };
  const save = (revision: number, more: object) => olga.put<Draft>(path, { tab, revision, name: begun.name, xml: begun.xml, ...more });
  expect(await save(1, { parts: [changedForm, changedForm] })).toMatchObject({ status: 400 });
  expect((await save(1, { parts: [changedForm, changedTable] })).body).toMatchObject({ revision: 2, parts: [changedForm, changedTable] });
  // A save of the diagram alone leaves them; a late one changes nothing of them.
  expect((await save(2, {})).body).toMatchObject({ revision: 3, parts: [changedForm, changedTable] });
  expect(await save(2, { parts: [] })).toMatchObject({ status: 409 });
  expect((await olga.get<Draft>(path)).body.parts).toEqual([changedForm, changedTable]);

  const checked = await olga.post<object>('/api/v1/drafts/check', { xml: begun.xml, parts: [changedForm, changedTable] });
  const fault = { resourceName: 'resident-matter/dms-outcome.dmn', elementId: 'dms-outcome-04-out1' };
  expect(checked.body).toMatchObject({ faults: [fault] });
  const refused = await olga.post<object>(`${path}/publish`, { tab, revision: 3, note: 'Popsuta tabela.' });
  expect([refused.status, refused.body]).toMatchObject([422, { code: 'MODEL_INVALID', faults: [fault] }]);
  expect((await one('form/answer')).version).toBe(1);

  const mendedTable = { ...changedTable, content: table.content.replace('&quot;refused&quot;', '&quot;withdrawn&quot;') };
  expect(await save(3, { parts: [changedForm, mendedTable] })).toMatchObject({ status: 200 });
  const published = await olga.post<object>(`${path}/publish`, { tab, revision: 4, note: 'Odmowa to wycofanie.' });
  expect([published.status, published.body]).toMatchObject([201, { models: [{ processId: 'resident-matter', version: 1 }] }]);
  expect(await one('form/answer')).toMatchObject({ version: 2, by: 'olga', note: 'Odmowa to wycofanie.', content: changedForm.content });
  expect(await one('decisions/dms-outcome')).toMatchObject({ version: 2, by: 'olga', content: mendedTable.content });
  // The drawing is the same: its version, and who published that, stay.
  const models = (await olga.get<{ version: number; deployedBy: string | null }[]>('/api/v1/models?processId=resident-matter')).body;
  expect(models.map(({ version, deployedBy }) => [version, deployedBy])).toEqual([[1, null]]);
  expect(await stack.rows('SELECT * FROM model_draft_part')).toEqual([]);
});

test('who reads the feed for the first time after an upgrade finds what was published before', async () => {
  const before = await stack.rows('SELECT kind, ids, names, version, resource_name, content FROM model_part ORDER BY definition_key');
  expect(before.length).toBeGreaterThan(10);
  const sql = readFileSync(new URL('../../migrations/0120_model_parts.sql', import.meta.url), 'utf8');
  const decisions = await stack.rows('SELECT element_id, decision_id FROM model_element WHERE decision_id IS NOT NULL ORDER BY 1, 2');
  expect(decisions.length).toBeGreaterThan(1);
  await stack.rows('DROP TABLE model_part, model_draft_part');
  await stack.rows('ALTER TABLE model_element DROP COLUMN decision_id');
  await stack.rows(sql);
  expect(await stack.rows('SELECT kind, ids, names, version, resource_name, content FROM model_part ORDER BY definition_key')).toEqual(
    before,
  );
  expect(await stack.rows('SELECT element_id, decision_id FROM model_element WHERE decision_id IS NOT NULL ORDER BY 1, 2')).toEqual(
    decisions,
  );
});

test('forms and tables are the process owner’s alone', async () => {
  for (const login of ['lena', 'adam', 'roman']) {
    const person = await stack.as(login);
    expect((await person.get<object>('/api/v1/model-parts')).status).toBe(403);
    expect((await person.post<object>('/api/v1/decisions/try', { xml: '<x/>', decisionId: 'x', variables: {} })).status).toBe(403);
  }
});

function partOf({ resourceName, content, version }: Content): DraftPart {
  return { resourceName, content, baseVersion: version };
}
