/** The queue with a hundred thousand open tasks, over HTTP on real PostgreSQL. Prints what each question took; docs/queue.md quotes it. */
import { Stack } from './support/stack.js';

const TASKS = 100_000;
const TIMES = 15;
/** Of a list, as a share of what it costs to read and sort all tasks of one tier, measured in the same run: no clock of a busy machine decides. */
const MOST_SHARE = 0.5;
/** Counts look at every open task, of several tiers. */
const MOST_COUNT_SHARE = 3;
const SORT_ALL = `SELECT t.task_key, c.number FROM task t JOIN case_file c ON c.id = t.case_id
  WHERE t.tier = 'line-1' AND t.engine = 'embedded' AND t.state = 'open'
  ORDER BY coalesce(least(c.promise_at, t.due_at), 'infinity'), t.created_at, t.task_key LIMIT 200`;

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start({ workers: false });
  await stack.rows(
    `INSERT INTO classification (code, name, case_type, handling) SELECT 'full.' || i, 'Klasyfikacja ' || i, 'resident-matter', 'simple'
       FROM generate_series(0, 39) i`,
  );
  await stack.rows(
    `INSERT INTO case_file (id, number, case_type, classification, department, reply_channel, channel, tier, status, public_status, registered_at,
       promise_at, last_event_at, journal_hash)
     SELECT gen_random_uuid(), 'FULL-2026-' || lpad(i::text, 6, '0'), 'resident-matter', 'full.' || i % 40, 'unit-' || i % 20, 'none', 'phone',
            (ARRAY['line-1', 'line-1', 'line-1', 'line-1', 'line-2', 'line-2', 'line-2', 'department', 'department', 'front-office'])[1 + i % 10],
            'open', 'Zajmujemy się tym', timestamptz '2026-02-01' + i * interval '20 seconds',
            CASE WHEN i % 50 = 0 THEN NULL ELSE timestamptz '2026-02-20' + (i::bigint * 7919 % ${TASKS}) * interval '20 seconds' END,
            timestamptz '2026-02-20', '\\x00'
       FROM generate_series(1, ${TASKS}) i`,
  );
  await stack.rows(
    `INSERT INTO task (engine, task_key, case_id, run, process_instance_key, definition_key, element_id, element_instance_key, name, tier, department,
       actions, candidate_groups, candidate_users, assignee, entry, state, created_at)
     SELECT 'embedded', right(number, 6)::bigint, id, 1, 1, 1, 'step', 1, 'Wyjaśnij', tier, CASE WHEN tier = 'department' THEN department END,
            '{resolve}', '{}', '{}',
            CASE WHEN right(number, 6)::int % 3 = 0 THEN NULL WHEN right(number, 6)::int % 2000 = 1 THEN 'lidia' ELSE 'p' || right(number, 6)::int % 400 END,
            1, 'open', registered_at FROM case_file WHERE number LIKE 'FULL-%'`,
  );
  await stack.rows(`UPDATE person SET roles = '{front-office,line-1,line-2}' WHERE login = 'lidia'`);
  await stack.rows(`UPDATE person SET unit_id = 'unit-7' WHERE login = 'roman'`);
  await stack.rows('ANALYZE');
}, 300_000);
afterAll(() => stack.stop());

const QUESTIONS: readonly (readonly [name: string, login: string, path: string])[] = [
  ['one tier, first 200', 'lena', '/api/v1/tasks?limit=200'],
  ['one tier, the 200 behind 20,000', 'lena', '/api/v1/tasks?limit=200&after=AFTER'],
  ['three tiers, first 200', 'lidia', '/api/v1/tasks?limit=200'],
  ['own department of twenty, first 200', 'roman', '/api/v1/tasks?limit=200'],
  ['mine', 'lidia', '/api/v1/tasks?limit=200&mine=true'],
  ['nobody’s', 'lena', '/api/v1/tasks?limit=200&unassigned=true'],
  ['late', 'lidia', '/api/v1/tasks?limit=200&late=true'],
  ['put aside (none is)', 'lidia', '/api/v1/tasks?limit=200&waiting=true'],
  ['one classification of forty', 'lena', '/api/v1/tasks?limit=200&classification=full.10'],
  ['counts, one tier', 'lena', '/api/v1/tasks/counts'],
  ['counts, three tiers', 'lidia', '/api/v1/tasks/counts'],
  ['team of three tiers', 'lidia', '/api/v1/team'],
];

test(`${TASKS.toLocaleString('en')} open tasks: each question of the queue`, async () => {
  const [behind] = await stack.rows<{ task_key: string }>(
    `SELECT task_key::text FROM task WHERE tier = 'line-1' ORDER BY urgent_at, created_at, task_key OFFSET 20000 LIMIT 1`,
  );
  const sortAllMs = await medianOf(() => stack.rows(SORT_ALL));
  const lines: string[] = [`read and sort all of one tier, for comparison: median ${sortAllMs.median.toFixed(0)} ms`];
  const slow: string[] = [];
  for (const [name, login, path] of QUESTIONS) {
    const client = await stack.as(login);
    let size = 0;
    const { median, worst } = await medianOf(async () => {
      const reply = await client.fetch('GET', path.replace('AFTER', behind?.task_key ?? ''));
      const body: unknown = JSON.parse(await reply.text());
      expect(reply.status).toBe(200);
      size = Array.isArray(body) ? body.length : 1;
    });
    lines.push(
      `${name.padEnd(38)} ${String(size).padStart(4)} rows   median ${median.toFixed(0).padStart(4)} ms   worst ${worst.toFixed(0).padStart(4)} ms`,
    );
    if (median > sortAllMs.median * (path.includes('?') ? MOST_SHARE : MOST_COUNT_SHARE)) slow.push(name);
  }
  process.stdout.write(`\n${lines.join('\n')}\n`);
  expect(slow).toEqual([]);
}, 300_000);

const SEARCHES: readonly (readonly [name: string, login: string, path: string])[] = [
  ['a whole number', 'lena', '/api/v1/search?q=FULL-2026-050000'],
  ['the last four digits', 'lena', '/api/v1/search?q=4321'],
  ['a part that only reading all numbers finds', 'lena', '/api/v1/search?q=26-0987'],
  ['what is nowhere', 'lena', '/api/v1/search?q=77777777'],
  ['the last digits, own department of twenty', 'roman', '/api/v1/search?q=0007'],
  ['own figures', 'lena', '/api/v1/me/figures'],
  ['notices', 'lena', '/api/v1/me/notices'],
];

test(`${TASKS.toLocaleString('en')} cases: each question of the frame`, async () => {
  const sortAllMs = await medianOf(() => stack.rows(SORT_ALL));
  const slow: string[] = [];
  for (const [name, login, path] of SEARCHES) {
    const client = await stack.as(login);
    const { median, worst } = await medianOf(async () => expect((await client.fetch('GET', path)).status).toBe(200));
    process.stdout.write(`${name}: median ${median.toFixed(0)} ms, worst ${worst.toFixed(0)} ms\n`);
    if (median > sortAllMs.median * MOST_SHARE) slow.push(`${name}: ${median.toFixed(0)} ms`);
  }
  expect(slow).toEqual([]);
}, 120_000);

async function medianOf(ask: () => Promise<unknown>): Promise<{ readonly median: number; readonly worst: number }> {
  const times: number[] = [];
  for (let time = 0; time < TIMES; time++) {
    const begun = performance.now();
    await ask();
    times.push(performance.now() - begun);
  }
  times.sort((one, other) => one - other);
  return { median: times[Math.floor(TIMES / 2)] ?? 0, worst: times.at(-1) ?? 0 };
}
