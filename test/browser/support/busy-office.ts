/**
 * A small office at work, made through the product's own doors: sample people, units and catalogue, and some forty cases at every tier,
 * late and in time, taken and free, a few resolved. Quick enough to be made for each run, unlike the sixty days of sample data.
 */
import { Chance } from '../../../sample/chance.js';
import { openOffice } from '../../../sample/office.js';
import { enterOutages } from '../../../sample/outages.js';
import { inventResidents } from '../../../sample/residents.js';
import type { House } from './house.js';

const RESIDENTS = 12;
/** By tier of entry. */
const CASES: readonly (readonly [tier: string, count: number])[] = [
  ['front-office', 6],
  ['line-1', 22],
  ['line-2', 8],
];
const HOUR_MS = 3_600_000;
const SETTLE_MS = 60_000;

const NOTES = [
  'Na jezdni przy przystanku jest głęboka dziura, dwa samochody już tam uszkodziły koła.',
  'Od tygodnia nie odebrano odpadów segregowanych, pojemniki są pełne.',
  'Latarnia przy wejściu do szkoły miga i gaśnie, dzieci wracają po ciemku.',
  'Pytam, co przynieść, żeby wymienić dowód osobisty dziecka.',
] as const;

interface Listed {
  readonly key: string;
  readonly caseNumber: string;
  readonly actions: readonly string[];
}

export async function furnish(house: House): Promise<void> {
  await openOffice(house.api.db, Date.now() - HOUR_MS);
  await enterOutages(house.api.db, Date.now());
  await house.sql('UPDATE person SET sample = true');
  const office = await signIn(house, 'frontoffice');
  const residents: string[] = [];
  for (const resident of inventResidents(new Chance(1), RESIDENTS)) {
    residents.push(((await office('POST', '/api/v1/residents', resident)) as { readonly id: string }).id);
  }
  const classifications = await house.sql<{ code: string }>(
    `SELECT code FROM classification WHERE case_type = 'resident-matter' ORDER BY code`,
  );
  let made = 0;
  for (const [entryTier, count] of CASES) {
    for (let index = 0; index < count; index++, made++) {
      const resident = residents[made % (residents.length + 2)];
      await office('POST', '/api/v1/cases', {
        classification: classifications[made % classifications.length]?.code,
        channel: (['phone', 'counter', 'mail'] as const)[made % 3],
        note: NOTES[made % NOTES.length],
        place: made % 3 === 0 ? null : `ul. Piotrkowska ${made * 7 + 1}`,
        resident: resident === undefined ? null : { id: resident },
        entryTier,
      });
    }
  }
  await settled(house, made);
  await work(house);
  await house.sql('UPDATE case_file SET sample = true');
  // A third is late, a third due within two days; the rest has time.
  await house.sql(
    `UPDATE case_file SET promise_at = now() + ((('x' || substr(md5(number), 1, 4))::bit(16)::int % 12) - 3) * interval '19 hours', sample = true
      WHERE closed_at IS NULL`,
  );
}

/** People take, hand on and settle some. */
async function work(house: House): Promise<void> {
  const line1 = await signIn(house, 'line1');
  const tasks = (await line1('GET', '/api/v1/tasks?tier=line-1')) as readonly Listed[];
  for (const [index, task] of tasks.entries()) {
    if (index < 6) await line1('POST', `/api/v1/tasks/${task.key}/claim`);
    if (index >= 2 && index < 5)
      await line1('POST', `/api/v1/tasks/${task.key}/hand-on`, { decision: 'line-2', reason: 'Potrzebna wiedza specjalisty.' });
    if (index === 5)
      await line1('POST', `/api/v1/tasks/${task.key}/complete`, {
        decision: 'resolve',
        outcomeCode: 'answered',
        closingText: 'Odpowiedzieliśmy przez telefon. Dziękujemy za zgłoszenie.',
        values: { basis: 'standard', answered: true },
      });
  }
  const line1b = await signIn(house, 'line1b');
  for (const task of tasks.slice(6, 10)) await line1b('POST', `/api/v1/tasks/${task.key}/claim`);
  await house.sql(`UPDATE pending_completion SET not_before = now() WHERE state = 'pending'`);
  await until(house, `SELECT count(*) = 0 AS done FROM pending_completion WHERE state IN ('pending', 'carrying')`);
  await until(house, `SELECT count(*) > 0 AS done FROM case_file WHERE status = 'resolved'`);
}

async function settled(house: House, cases: number): Promise<void> {
  await until(house, `SELECT count(*) >= ${cases} AS done FROM task WHERE state = 'open'`);
}

async function until(house: House, sql: string): Promise<void> {
  for (const deadline = performance.now() + SETTLE_MS; performance.now() < deadline; ) {
    const [found] = await house.sql<{ done: boolean }>(sql);
    if (found?.done === true) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`The office did not come to rest: ${sql}`);
}

type Call = (method: string, path: string, body?: unknown) => Promise<unknown>;

async function signIn(house: House, login: string): Promise<Call> {
  const session = await fetch(`${house.url}/api/v1/session/demo`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ login }),
  });
  const cookie = (session.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
  return async (method, path, body) => {
    const answer = await fetch(house.url + path, {
      method,
      headers: { cookie, ...(method === 'GET' ? {} : { 'Content-Type': 'application/json' }) },
      ...(method === 'GET' ? {} : { body: JSON.stringify(body ?? {}) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  };
}
