/** What an administrator sees and does about deliveries to other systems. */
import pg from 'pg';
import { pino } from 'pino';
import { BoundMailbox } from '../../bindings/mailbox.js';
import { Stack } from './support/stack.js';

let stack: Stack;
beforeAll(async () => {
  stack = await Stack.start();
});
afterAll(() => stack.stop());

interface Effect {
  readonly id: string;
  readonly state: string;
  readonly heldCode: string | null;
  readonly nextAttemptAt: string | null;
}

/** An effect that the CRM refused, on a case of its own. */
async function heldEffect(more: object = {}): Promise<{ id: string; number: string }> {
  const lena = await stack.as('lena');
  const { body } = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Dziura w jezdni.',
    ...more,
  });
  await stack.rest();
  const [row] = await stack.rows<{ id: string }>(
    `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, attempts, next_attempt_at, last_error, held_at, held_code)
     VALUES ('e/1/' || '${body.number}', 'crm', '${body.number}', 'unheard-of', '{"caseRun": "${body.number}/1"}', now(), 1, now() + interval '1 day', 'no such status', now(), 'unknown-code')
     RETURNING id`,
  );
  await stack.rows(
    `INSERT INTO outbox_attempt (outbox_id, at, took_ms, outcome, detail) VALUES (${row?.id}, now(), 12, 'refused', 'no such status')`,
  );
  return { id: row?.id ?? '', number: body.number };
}

/** As if it had been tried in vain for long. Whoever is trying it just now is let finish: what they find out would undo this. */
async function giveUpOn(id: string): Promise<void> {
  const hold = `UPDATE outbox SET held_at = now(), held_code = 'gave-up' WHERE id = ${id} AND claimed_until IS NULL RETURNING id`;
  while ((await stack.rows(hold)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
}

const stateOf = async (id: string) => (await (await stack.as('alina')).get<Effect>(`/api/v1/effects/${id}`)).body;

test('the ledger has what was promised, each try and what the other system said', async () => {
  const { id, number } = await heldEffect();
  const alina = await stack.as('alina');
  const held = await alina.get<readonly Effect[]>(`/api/v1/effects?state=held&case=${number}`);
  expect(held.body).toMatchObject([{ id, state: 'held', heldCode: 'unknown-code', nextAttemptAt: null }]);
  expect(await stateOf(id)).toMatchObject({
    payload: { caseRun: `${number}/1` },
    tries: [{ tookMs: 12, outcome: 'refused', detail: 'no such status' }],
  });
  expect(
    (await alina.get<readonly Effect[]>(`/api/v1/effects?case=${number}&before=${id}`)).body.every((one) => Number(one.id) < Number(id)),
  ).toBe(true);
  const systems = await alina.get<readonly { system: string }[]>('/api/v1/systems');
  expect(systems.body.find(({ system }) => system === 'crm')).toMatchObject({ held: 1, pause: null, downSince: null });
  for (const path of ['/api/v1/effects', `/api/v1/effects/${id}`]) expect((await (await stack.as('lena')).get(path)).status).toBe(403);
  expect((await alina.get('/api/v1/effects/999999999')).status).toBe(404);
});

test('trying again makes it due at once; giving up lets go on what waited behind it; both stand in the case’s journal', async () => {
  const alina = await stack.as('alina');
  const { id, number } = await heldEffect();
  expect((await alina.post(`/api/v1/effects/${id}/replay`, {})).status).toBe(204);
  expect(['waiting', 'held']).toContain((await stateOf(id)).state);
  // The register knows no such action either: it is tried with patience, so a person may give it up only once it is held.
  await giveUpOn(id);
  expect((await alina.post<{ replayed: number }>('/api/v1/systems/crm/replay', {})).body.replayed).toBeGreaterThanOrEqual(1);
  expect((await alina.post(`/api/v1/effects/${id}/withdraw`, { reason: 'Zapisano ręcznie.' })).status).toBe(409);
  await giveUpOn(id);
  expect((await alina.post(`/api/v1/effects/${id}/withdraw`, { reason: 'Zapisano ręcznie.' })).status).toBe(204);
  expect(await stateOf(id)).toMatchObject({ state: 'withdrawn', withdrawnBy: 'alina' });
  expect((await alina.post(`/api/v1/effects/${id}/replay`, {})).status).toBe(409);
  const acts = await stack.rows<{ act: string; actor: string }>(
    `SELECT act, actor FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = '${number}' AND act LIKE 'delivery.%' ORDER BY seq`,
  );
  expect(acts).toEqual([
    { act: 'delivery.replayed', actor: 'alina' },
    { act: 'delivery.replayed', actor: 'alina' },
    { act: 'delivery.withdrawn', actor: 'alina' },
  ]);
});

/** Runs `act` while somebody else has the case, and gives what could be locked of the effect meanwhile. */
async function whileCaseIsTaken(effect: { readonly id: string; readonly number: string }, act: () => Promise<{ readonly status: number }>) {
  const other = new pg.Client({ connectionString: stack.database.url });
  await other.connect();
  try {
    await other.query('BEGIN');
    await other.query('SELECT FROM case_file WHERE number = $1 FOR UPDATE', [effect.number]);
    const acting = act();
    const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
    while ((await stack.rows(waits)).length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    const free = await other.query('SELECT FROM outbox WHERE id = $1 FOR UPDATE SKIP LOCKED', [effect.id]);
    await other.query('COMMIT');
    return { isEffectFree: free.rowCount === 1, status: (await acting).status };
  } finally {
    await other.end();
  }
}

test('whoever acts on an effect waits for its case before touching the effect', async () => {
  const alina = await stack.as('alina');
  const effect = await heldEffect();
  const one = `/api/v1/effects/${effect.id}`;
  expect(await whileCaseIsTaken(effect, () => alina.post(`${one}/replay`, {}))).toEqual({ isEffectFree: true, status: 204 });
  for (const [path, body, status] of [
    ['/api/v1/systems/crm/replay', {}, 200],
    [`${one}/withdraw`, { reason: 'Zapisano ręcznie.' }, 204],
  ] as const) {
    await giveUpOn(effect.id);
    expect(await whileCaseIsTaken(effect, () => alina.post(path, body))).toEqual({ isEffectFree: true, status });
  }
});

test('replaying, withdrawing and forgetting the resident at once: each is answered, none in vain', async () => {
  const alina = await stack.as('alina');
  const settle = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Naprawimy.', values: { basis: 'standard' } };
  const effects: { id: string; number: string }[] = [];
  for (let n = 0; n < 5; n++) effects.push(await heldEffect({ resident: { new: { name: `Jan Równoległy ${n}` } }, settle }));
  await stack.pass(10_000);
  const residents = await stack.rows<{ id: string }>(`SELECT id FROM resident WHERE name LIKE 'Jan Równoległy %'`);
  const erase = ({ id }: { id: string }) => alina.post(`/api/v1/residents/${id}/erasure`, { reason: 'request' });
  const answers = await Promise.all([
    ...residents.map(erase),
    ...effects.map(({ id }) => alina.post(`/api/v1/effects/${id}/withdraw`, { reason: 'Zapisano ręcznie.' })),
    alina.post('/api/v1/systems/crm/replay', {}),
    ...residents.map(erase),
    alina.post('/api/v1/systems/crm/replay', {}),
  ]);
  // 409: a person was too early or too late, and is told so; 500 would be a deadlock.
  expect(answers.map(({ status }) => status).filter((status) => ![200, 204, 409].includes(status))).toEqual([]);
  expect(residents).toHaveLength(5);
});

test('a system rests for a planned window with a reason, and goes on when told', async () => {
  const alina = await stack.as('alina');
  expect((await alina.put('/api/v1/systems/dms/pause', { until: '2020-01-01T00:00:00Z', note: 'Aktualizacja EOD' })).status).toBe(400);
  expect((await alina.put('/api/v1/systems/dms/pause', { until: null, note: 'Aktualizacja EOD' })).status).toBe(204);
  const { body } = await alina.get<readonly { system: string; pause: object | null }[]>('/api/v1/systems');
  expect(body.find(({ system }) => system === 'dms')?.pause).toMatchObject({ by: 'alina', until: null, note: 'Aktualizacja EOD' });
  const away = async () => (await (await stack.as('roman')).get<readonly object[]>('/api/v1/systems/away')).body;
  expect(await away()).toEqual([expect.objectContaining({ system: 'dms', why: 'resting', until: null })]);
  for (let again = 0; again < 2; again++) expect((await alina.delete('/api/v1/systems/dms/pause')).status).toBe(204);
  expect(await away()).toEqual([]);
  // Told already: the letters are another test's.
  await stack.rows(
    `UPDATE system_state SET down_since = '2026-03-02T08:00:00Z', alarmed_for = '2026-03-02T08:00:00Z' WHERE system = 'crm'`,
  );
  expect(await away()).toEqual([{ system: 'crm', why: 'down', since: '2026-03-02T08:00:00.000Z', until: null }]);
  expect((await alina.get<object[]>('/api/v1/systems/away')).body).toHaveLength(1);
  await stack.rows(`UPDATE system_state SET down_since = NULL`);
  expect((await (await stack.as('olga')).put('/api/v1/systems/dms/pause', { until: null, note: 'Nie wolno' })).status).toBe(403);
  expect((await alina.put('/api/v1/systems/fax/pause', { until: null, note: 'Nie ma' })).status).toBe(400);
  const log = await (await stack.as('adam')).get<{ changes: readonly object[] }>('/api/v1/changes?kind=system');
  expect(log.body.changes).toMatchObject([
    {
      by: 'alina',
      subject: 'dms',
      act: 'changed',
      differences: [{ field: 'rests', before: true, after: false }, { field: 'from' }, { field: 'reason' }],
    },
    {
      by: 'alina',
      subject: 'dms',
      differences: [{ field: 'rests' }, { field: 'from' }, { field: 'reason', before: null, after: 'Aktualizacja EOD' }],
    },
  ]);
});

test('a rest is planned: until it begins all goes on, and nobody has to begin it', async () => {
  const alina = await stack.as('alina');
  const away = async () => (await (await stack.as('roman')).get<readonly object[]>('/api/v1/systems/away')).body;
  const hour = (count: number) => new Date(stack.engine.clock.now() + count * 3_600_000).toISOString();
  const plan = (from: number, until: number) =>
    alina.put('/api/v1/systems/dms/pause', { from: hour(from), until: hour(until), note: 'Nowy serwer EOD' });
  expect((await plan(2, 1)).status).toBe(400);
  expect((await plan(1, 2)).status).toBe(204);
  expect(await away()).toEqual([]);
  const { body } = await alina.get<readonly { system: string; pause: object | null }[]>('/api/v1/systems');
  expect(body.find(({ system }) => system === 'dms')?.pause).toMatchObject({ begun: false, since: hour(1), until: hour(2) });
  expect(await stack.rows(`SELECT 1 FROM change_log WHERE subject_id = 'dms' AND after::json->>'from' = $1`, [hour(1)])).toHaveLength(1);
  expect((await plan(-1, 1)).status).toBe(204);
  expect(await away()).toEqual([expect.objectContaining({ system: 'dms', why: 'resting' })]);
  expect((await alina.delete('/api/v1/systems/dms/pause')).status).toBe(204);
});

test('what nobody tries any more stands on the case’s timeline', async () => {
  const { number } = await heldEffect();
  await stack.rows(
    `UPDATE outbox SET held_at = NULL, held_code = NULL, attempts = 19, next_attempt_at = '2020-01-01' WHERE case_number = '${number}' AND action = 'unheard-of'`,
  );
  for (let waited = 0; waited < 100; waited++) {
    const told = await stack.rows<{ facts: object }>(
      `SELECT CAST(facts AS jsonb) AS facts FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = '${number}' AND act = 'delivery.held'`,
    );
    if (told.length > 0)
      return expect(told).toEqual([{ facts: expect.objectContaining({ system: 'crm', action: 'unheard-of', code: 'gave-up' }) }]);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error('nobody was told');
});

test('U2: the built-in registers are compared, too: what somebody changed there behind our back is as the case says again', async () => {
  const lena = await stack.as('lena');
  const settle = { decision: 'resolve', outcomeCode: 'answered', closingText: 'Naprawimy.', values: { basis: 'standard' } };
  const asked = { classification: 'roads.pothole', channel: 'phone', note: 'Dziura w jezdni.' };
  const { body: done } = await lena.post<{ number: string }>('/api/v1/cases', { ...asked, settle });
  const { body: goesOn } = await lena.post<{ number: string }>('/api/v1/cases', asked);
  await stack.pass(11_000);
  const undelivered =
    'SELECT 1 FROM outbox WHERE delivered_at IS NULL AND held_at IS NULL AND withdrawn_at IS NULL AND case_number = ANY ($1)';
  const delivered = async () => {
    while ((await stack.rows(undelivered, [[done.number, goesOn.number]])).length > 0)
      await new Promise((resolve) => setTimeout(resolve, 20));
    await stack.rest();
  };
  await delivered();
  const compare = async (caseNumber: string) =>
    (await (await stack.as('olga')).post<object>('/api/v1/reconciliations', { caseNumber })).body;
  for (const { number } of [done, goesOn]) expect(await compare(number)).toMatchObject({ differences: 0, waiting: 0 });
  await stack.rows(`UPDATE crm_record SET status = 'open', outcome = NULL WHERE case_number = $1`, [done.number]);
  await stack.rows('DELETE FROM crm_record WHERE case_number = $1', [goesOn.number]);
  expect(await compare(done.number)).toMatchObject({ differences: 2, repaired: 2 });
  expect(await compare(goesOn.number)).toMatchObject({ differences: 1, repaired: 1 });
  await delivered();
  const kept = 'SELECT case_number, status FROM crm_record WHERE case_number = ANY ($1) ORDER BY case_number';
  expect(await stack.rows(kept, [[done.number, goesOn.number]])).toEqual([
    { case_number: done.number, status: 'resolved' },
    { case_number: goesOn.number, status: 'open' },
  ]);
  for (const { number } of [done, goesOn]) expect(await compare(number)).toMatchObject({ differences: 0, waiting: 0 });
});

describe('whoever looks after the systems is told of an outage', () => {
  const lettersAbout = async (subject: string, atLeast: number) => {
    for (;;) {
      const found = await stack.rows<{ to: string; text: string }>(
        `SELECT recipient_name AS to, body AS text FROM message_outbox WHERE subject = $1 ORDER BY id`,
        [subject],
      );
      if (found.length >= atLeast) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const down = (since: string | null) =>
    stack.rows(`UPDATE system_state SET down_since = $1, last_error = 'connect ECONNREFUSED' WHERE system = 'dms'`, [since]);
  const ALINA = 'alina z urzędu';

  test('once each, never during a planned rest; the person who is named, else every administrator', async () => {
    const alina = await stack.as('alina');
    await alina.put('/api/v1/systems/dms/pause', { until: null, note: 'Aktualizacja EOD' });
    await down('2026-03-02T08:00:00Z');
    // An outage elsewhere is told meanwhile, this one isn't.
    await stack.rows(`UPDATE system_state SET down_since = '2026-03-02T08:30:00Z' WHERE system = 'crm'`);
    await lettersAbout('Nie odpowiada: CRM', 1);
    expect(await lettersAbout('Nie odpowiada: EOD', 0)).toEqual([]);
    await alina.delete('/api/v1/systems/dms/pause');
    const [told] = await lettersAbout('Nie odpowiada: EOD', 1);
    expect(told?.to).toBe(ALINA);
    expect(told?.text).toContain('connect ECONNREFUSED');
    expect(told?.text).toContain('strona Systemy');
    await down(null);
    expect((await alina.put('/api/v1/systems/dms/told', { login: 'olga' })).status).toBe(204);
    await down('2026-03-02T10:00:00Z');
    const [, toOlga] = await lettersAbout('Nie odpowiada: EOD', 2);
    expect(toOlga?.to).toBe('olga z urzędu');
    // She can't open the page of systems: all is in her letter, and who can.
    expect(toOlga?.text).not.toContain('strona Systemy');
    expect(toOlga?.text).toMatch(/Czeka na wysłanie: \d+; .*\nCo zrobić: /);
    expect(toOlga?.text).toContain(`ustawia administrator: ${ALINA}`);
    // And every page says it at once, whether letters leave or not.
    const away = (login: string) => stack.as(login).then(async (client) => (await client.get('/api/v1/systems/away')).body);
    for (const login of ['olga', 'alina', 'lena'])
      expect(await away(login)).toContainEqual(expect.objectContaining({ system: 'dms', why: 'down' }));
    expect(await lettersAbout('Nie odpowiada: CRM', 1)).toHaveLength(1);
    await stack.rows('UPDATE system_state SET down_since = NULL');
  });

  test('a person who is away or has left is not waited for: every administrator is told instead; naming leaves its trace', async () => {
    const alina = await stack.as('alina');
    const told = async (login: string | null) => {
      expect((await alina.put('/api/v1/systems/dms/told', { login })).status).toBe(204);
      return (await alina.get<{ system: string; told: object | null }[]>('/api/v1/systems')).body.find(({ system }) => system === 'dms')
        ?.told;
    };
    const before = (await stack.rows('SELECT 1 FROM change_log')).length;
    expect(await told(null)).toBeNull();
    expect(await told('olga')).toEqual({ login: 'olga', name: 'olga z urzędu', reach: 'here' });
    await stack.rows(`UPDATE person SET active = false WHERE login = 'olga'`);
    expect((await alina.get<object[]>('/api/v1/systems')).body).toContainEqual(
      expect.objectContaining({ system: 'dms', told: { login: 'olga', name: 'olga z urzędu', reach: 'left' } }),
    );
    const lettersOf = async (since: string) => {
      const known = (await lettersAbout('Nie odpowiada: EOD', 0)).length;
      await down(since);
      const names = (await lettersAbout('Nie odpowiada: EOD', known + 1)).slice(known).map(({ to }) => to);
      await down(null);
      return names;
    };
    expect(await lettersOf('2026-03-02T11:00:00Z')).toEqual([ALINA]);
    expect((await alina.put<{ errors: object[] }>('/api/v1/systems/dms/told', { login: 'olga' })).body.errors).toMatchObject([
      { field: 'login' },
    ]);
    await stack.rows(`UPDATE person SET active = true WHERE login = 'olga'`);
    await stack.rows(
      `INSERT INTO absence (id, login, first_day, last_day, set_by, set_at)
       VALUES (gen_random_uuid(), 'olga', '2000-01-01', '2100-01-01', 'alina', now())`,
    );
    expect(await told('olga')).toMatchObject({ reach: 'away' });
    expect(await lettersOf('2026-03-02T12:00:00Z')).toEqual([ALINA]);
    await stack.rows(`DELETE FROM absence WHERE login = 'olga'`);
    expect(await lettersOf('2026-03-02T13:00:00Z')).toEqual(['olga z urzędu']);
    expect(await stack.rows('SELECT login, before, after FROM change_log ORDER BY id OFFSET $1', [before])).toEqual([
      { login: 'alina', before: { told: 'olga' }, after: { told: null } },
      { login: 'alina', before: { told: null }, after: { told: 'olga' } },
    ]);
    const lena = await stack.as('lena');
    expect((await lena.put('/api/v1/systems/dms/told', { login: null })).status).toBe(403);
  });

  test('a mailbox that can’t be read stands among the systems, until it can', async () => {
    const alina = await stack.as('alina');
    const shown = async () =>
      (await alina.get<{ name: string; downSince: string | null; lastError: string | null }[]>('/api/v1/mailboxes')).body;
    const mailbox = new BoundMailbox({
      // Nobody listens at the discard port.
      imap: { url: new URL('imap://127.0.0.1:9/INBOX'), user: 'bok', password: 'tajne' },
      desk: stack.api.mail,
      isWriter: () => true,
      log: pino({ level: 'silent' }),
      everyMs: 20,
    });
    mailbox.start();
    const [told] = await lettersAbout(`Nie odpowiada: Skrzynka ${mailbox.name}`, 1);
    await mailbox.stop();
    expect(told?.to).toBe(ALINA);
    expect(await shown()).toEqual([
      expect.objectContaining({
        name: mailbox.name,
        downSince: expect.any(String),
        lastError: expect.stringContaining('ECONNREFUSED'),
        told: null,
      }),
    ]);
    const name = (login: string | null, of = mailbox.name) => alina.put(`/api/v1/mailboxes/${encodeURIComponent(of)}/told`, { login });
    expect((await name('olga')).status).toBe(204);
    expect(await shown()).toMatchObject([{ told: { login: 'olga', reach: 'here' } }]);
    await stack.rows('UPDATE mailbox_trouble SET down_since = down_since + interval $$1 minute$$');
    expect((await lettersAbout(`Nie odpowiada: Skrzynka ${mailbox.name}`, 2)).map(({ to }) => to)).toEqual([ALINA, 'olga z urzędu']);
    expect([(await name('nobody')).status, (await name('olga', 'imap://nowhere')).status]).toEqual([400, 404]);
    expect((await name(null)).status).toBe(204);
    expect(await stack.rows(`SELECT before, after FROM change_log WHERE subject_type = 'mailbox' ORDER BY id`)).toEqual([
      { before: { told: null }, after: { told: 'olga' } },
      { before: { told: 'olga' }, after: { told: null } },
    ]);
    await stack.api.mail.working(mailbox.name);
    expect(await shown()).toEqual([]);
    expect((await (await stack.as('lena')).get('/api/v1/mailboxes')).status).toBe(403);
  });
});
