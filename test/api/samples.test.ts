/** An auditor's sample: random and still the same each time, checked case by case, closed for good. */
import { Stack } from './support/stack.js';

interface Sample {
  readonly id: string;
  readonly seed: string;
  readonly population: number;
  readonly cases: number;
  readonly checked: number;
  readonly withFindings: number;
  readonly closedBy: string | null;
  readonly filter: Record<string, unknown>;
  readonly drawn: readonly {
    readonly place: number;
    readonly number: string;
    readonly findings: readonly { readonly point: number; readonly result: string }[];
  }[];
}

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ workers: false });
  const fiona = await stack.as('fiona');
  for (let made = 0; made < 12; made++) {
    await fiona.post('/api/v1/cases', {
      classification: made % 2 === 0 ? 'roads.pothole' : 'waste.schedule',
      channel: 'counter',
      note: 'Sprawa.',
    });
  }
  // What is registered in the very moment of the draw isn't part of it.
  await stack.pass(1_000);
});
afterAll(() => stack.stop());

const POINTS = ['Termin dotrzymany', 'Odpowiedź zgodna z zatwierdzoną'];

async function draw(more: object): Promise<Sample> {
  const answer = await (await stack.as('adam')).post<Sample>('/api/v1/samples', { name: 'Kontrola', size: 4, points: POINTS, ...more });
  expect(answer.status).toBe(201);
  return answer.body;
}
const open = async (id: string) => (await (await stack.as('adam')).get<Sample>(`/api/v1/samples/${id}`)).body;
const numbers = async (id: string) => (await open(id)).drawn.map(({ number }) => number);

test('the same seed and filter draw the same cases, also later; another seed others', async () => {
  const first = await draw({ seed: 'K-17/2026', filter: { classification: 'roads.pothole' } });
  expect(first).toMatchObject({ seed: 'K-17/2026', population: 6, cases: 4, checked: 0, closedBy: null });
  const drawn = await numbers(first.id);
  expect(new Set(drawn).size).toBe(4);
  const fiona = await stack.as('fiona');
  await fiona.post('/api/v1/cases', { classification: 'roads.pothole', channel: 'counter', note: 'Późniejsza.' });
  await stack.pass(60_000);
  expect(await numbers((await draw({ seed: 'K-17/2026', filter: first.filter })).id)).toEqual(drawn);
  const other = await draw({ seed: 'inne', filter: first.filter, size: 6 });
  const all = await numbers(other.id);
  expect([...all].sort()).toEqual(expect.arrayContaining([...drawn].sort()));
  expect(all.slice(0, 4)).not.toEqual(drawn);
  // As docs say: anybody can draw it by hand.
  const [byHand] = await stack.rows<{ numbers: string[] }>(
    `SELECT array_agg(number) AS numbers FROM (SELECT number FROM unnest($1::text[]) number ORDER BY sha256(convert_to('K-17/2026 ' || number, 'UTF8')) LIMIT 4) x`,
    [all],
  );
  expect(byHand?.numbers).toEqual(drawn);
});

test('without a seed it gets one; more than there are is all there are; nothing to draw from is said', async () => {
  const all = await draw({ size: 100 });
  expect([all.cases, all.seed.length]).toEqual([all.population, 8]);
  const none = await (await stack.as('adam')).post('/api/v1/samples', {
    name: 'x',
    size: 1,
    points: ['y'],
    filter: { question: 'reopened' },
  });
  expect(none.status).toBe(400);
});

test('each point gets a result, a finding needs words, and a closed sample is closed for everybody', async () => {
  const adam = await stack.as('adam');
  const { id } = await draw({ seed: 'a', size: 2 });
  const put = async (place: number, point: number, body: object) =>
    (await adam.put(`/api/v1/samples/${id}/cases/${place}/points/${point}`, body)).status;
  expect(await put(1, 0, { result: 'finding' })).toBe(400);
  expect(await put(1, 0, { result: 'finding', note: 'Dwa dni po terminie' })).toBe(204);
  expect(await put(1, 1, { result: 'ok' })).toBe(204);
  expect(await put(2, 0, { result: 'ok' })).toBe(204);
  expect(await put(3, 0, { result: 'ok' })).toBe(404);
  expect(await put(1, 2, { result: 'ok' })).toBe(404);
  expect(await open(id)).toMatchObject({ checked: 1, withFindings: 1 });
  expect((await adam.post(`/api/v1/samples/${id}/close`, { conclusion: 'Dobrze' })).status).toBe(400);
  expect(await put(2, 1, { result: 'ok' })).toBe(204);
  expect(await put(2, 1, { result: null })).toBe(204);
  expect(await open(id)).toMatchObject({ checked: 1 });
  expect(await put(2, 1, { result: 'ok' })).toBe(204);
  const closed = await adam.post<Sample>(`/api/v1/samples/${id}/close`, { conclusion: 'Jedna uwaga na dwie sprawy' });
  expect(closed.body).toMatchObject({ checked: 2, withFindings: 1, closedBy: 'adam' });
  const refused = await adam.put<{ code: string }>(`/api/v1/samples/${id}/cases/1/points/0`, { result: 'ok' });
  expect([refused.status, refused.body.code]).toEqual([409, 'SAMPLE_CLOSED']);
  await expect(stack.rows(`UPDATE audit_finding SET result = 'ok' WHERE sample_id = $1`, [id])).rejects.toThrow('it is closed');
  await expect(stack.rows('DELETE FROM audit_finding WHERE sample_id = $1', [id])).rejects.toThrow('it is closed');
  await expect(stack.rows(`UPDATE audit_sample SET conclusion = 'inny' WHERE id = $1`, [id])).rejects.toThrow('only to be closed');
  await expect(stack.rows('DELETE FROM audit_sample_case WHERE sample_id = $1', [id])).rejects.toThrow('only to grow');
});

test('an open sample keeps its seed, whoever writes', async () => {
  const { id } = await draw({ seed: 'b' });
  await expect(stack.rows(`UPDATE audit_sample SET seed = 'c', closed_at = now() WHERE id = $1`, [id])).rejects.toThrow(
    'only to be closed',
  );
});

test('the export says how it was drawn and what was found; drawing, looking and taking away are logged', async () => {
  const adam = await stack.as('adam');
  const { id } = await draw({ seed: 'eksport', size: 1, filter: { classification: 'waste.schedule' } });
  await adam.put(`/api/v1/samples/${id}/cases/1/points/1`, { result: 'finding', note: '=1+1' });
  const answer = await adam.post(`/api/v1/samples/${id}/export`, {});
  expect(answer.text).toMatch(
    /# wylosowano .*, adam z urzędu; ziarno: eksport; zawężenie: klasyfikacja: Harmonogram odbioru; zarejestrowane przed: 2026-/,
  );
  expect(answer.text).toContain('# spraw 1 z 6; sprawdzono 0, z uwagami 1');
  expect(answer.text).toMatch(/Odpowiedź zgodna z zatwierdzoną;uwaga;'=1\+1;adam z urzędu/);
  await open(id);
  const log = await adam.get<readonly { act: string }[]>(`/api/v1/access-log?subjectType=sample&subjectId=${id}`);
  expect(log.body.map(({ act }) => act)).toEqual(['sample.opened', 'sample.exported', 'sample.drawn']);
});

test('nobody but an auditor draws', async () => {
  for (const login of ['lena', 'olga', 'alina']) expect((await (await stack.as(login)).get('/api/v1/samples')).status).toBe(403);
});
