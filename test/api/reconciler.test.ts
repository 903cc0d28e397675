/** Cases are compared with a CRM and a DMS of their own, over the wire, after somebody changed things behind our back. */
import { OtherOffice } from './support/other-office.js';
import { accepted, registered, statusOf } from './support/pothole.js';
import { Stack } from './support/stack.js';

let stack: Stack;
const crm = new OtherOffice('crm');
const dms = new OtherOffice('dms');
const NEVER_MS = 24 * 3_600_000;

beforeAll(async () => {
  await Promise.all([crm.start(), dms.start()]);
  const settings = { pollEveryMs: NEVER_MS, reconcileEveryMs: NEVER_MS };
  stack = await Stack.start({ peers: { crm: crm.peer(), dms: dms.peer() }, settings });
});
afterAll(async () => {
  await stack.stop();
  await Promise.all([crm.stop(), dms.stop()]);
});

async function add(number: string, name: string): Promise<string> {
  const path = `/api/v1/cases/${number}/documents?name=${name}`;
  const { text } = await (await stack.as('lena')).bytes('POST', path, { body: Buffer.from(name), type: 'text/plain' });
  return (JSON.parse(text) as { id: string }).id;
}

/** And delivered. */
async function added(number: string, name: string): Promise<string> {
  const id = await add(number, name);
  await stack.delivered();
  return id;
}

async function documentsOf(number: string): Promise<readonly string[]> {
  const { body } = await (await stack.as('lena')).get<{ name: string; inFile: string | null }[]>(`/api/v1/cases/${number}/documents`);
  return body.map(({ name, inFile }) => `${name} ${inFile}`);
}

async function resolved(): Promise<string> {
  const number = await accepted(stack);
  const outcome = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };
  await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, outcome);
  await stack.pass(11_000);
  await stack.delivered();
  expect(await statusOf(stack, number)).toBe('resolved');
  return number;
}

/** Promise and statutory date, as people see them. */
async function datesOf(number: string): Promise<readonly (string | null)[]> {
  const { body } = await (await stack.as('lena')).get<{ promiseAt: string; statutoryAt: string | null }>(`/api/v1/cases/${number}`);
  return [body.promiseAt, body.statutoryAt];
}

async function plannedFor(number: string): Promise<string | null> {
  return (await (await stack.as('lena')).get<{ plannedAt: string | null }>(`/api/v1/cases/${number}`)).body.plannedAt;
}

/** Entered afterwards. */
async function pause(number: string, hours: number): Promise<void> {
  const from = new Date(stack.engine.clock.now()).toISOString();
  await stack.pass(hours * 3_600_000);
  const to = new Date(stack.engine.clock.now()).toISOString();
  const entered = { kind: 'office', from, to, reason: 'Opinia biegłego' };
  expect((await (await stack.as('lena')).post(`/api/v1/cases/${number}/pauses`, entered)).status).toBe(200);
  await stack.rest();
}

interface Counts {
  readonly waiting: number;
  readonly differences: number;
  readonly repaired: number;
  readonly left: number;
}

/** Once everything is at rest. */
async function compare(number: string): Promise<Counts> {
  for (;;) {
    const counts = await look(number);
    // The timeline may still be hearing of the last delivery.
    if (counts.waiting === 0) return counts;
  }
}

async function look(number: string): Promise<Counts> {
  const answer = await (await stack.as('alina')).post<Counts>('/api/v1/reconciliations', { caseNumber: number });
  expect(answer.status).toBe(200);
  return answer.body;
}

const NOTHING = { compared: 2, waiting: 0, differences: 0, repaired: 0, left: 0 };

interface Drift {
  readonly id: string;
  readonly caseNumber: string;
  readonly type: string;
  readonly acts: readonly string[];
}

async function driftOf(number: string, state: 'open' | 'settled' = 'open'): Promise<readonly Drift[]> {
  const { body } = await (await stack.as('alina')).get<{ drift: Drift[] }>(`/api/v1/drift?state=${state}`);
  return body.drift.filter(({ caseNumber }) => caseNumber === number);
}

async function linesOf(number: string): Promise<readonly { act: string; facts: Record<string, unknown> }[]> {
  return stack.rows(
    `SELECT act, facts::json AS facts FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = $1 AND act LIKE 'drift.%' ORDER BY seq`,
    [number],
  );
}

const hears = (number: string) => linesOf(number).then((lines) => lines.map(({ act, facts }) => `${act} ${facts.difference}`));

describe('U2: the CRM and the DMS are kept in step with the case', () => {
  test('what was told and came back as told is no difference, while the case goes on and after it is closed', async () => {
    expect(await compare(await accepted(stack))).toEqual(NOTHING);
    const number = await resolved();
    expect(await compare(number)).toEqual(NOTHING);
    expect([await driftOf(number), await linesOf(number)]).toEqual([[], []]);
    // And what is still on its way is none either.
    crm.isAway = true;
    await stack.rows(`UPDATE outbox SET delivered_at = NULL WHERE case_number = $1 AND system = 'crm' AND action = 'change'`, [number]);
    expect(await look(number)).toEqual({ ...NOTHING, compared: 1, waiting: 1 });
    crm.isAway = false;
    await stack.rows("UPDATE outbox SET next_attempt_at = now() - interval '1 year' WHERE delivered_at IS NULL");
    await stack.delivered();
  });

  test('a record reopened in the CRM behind our back is closed there again, once, and the case’s journal says so', async () => {
    const number = await resolved();
    await compare(number);
    const ticket = crm.of(`${number}/1`);
    Object.assign(ticket, { status: 'open', isClosed: false });
    const before = crm.heard.length;
    expect(await compare(number)).toEqual({ ...NOTHING, differences: 1, repaired: 1 });
    await stack.delivered();
    expect(ticket).toMatchObject({ status: 'resolved', isClosed: true });
    expect(await compare(number)).toEqual(NOTHING);
    expect(crm.heard.slice(before)).toHaveLength(1);
    expect(await hears(number)).toEqual(['drift.told-again status', 'drift.healed status']);
    expect(await driftOf(number)).toEqual([]);
    expect(await driftOf(number, 'settled')).toMatchObject([
      { type: 'status', ours: 'resolved', theirs: 'open', state: 'gone', repairs: 1 },
    ]);
  });

  test('what is gone over there is made again under its first key: record, file, documents and how they stood', async () => {
    const lena = await stack.as('lena');
    const number = await accepted(stack);
    await lena.bytes('POST', `/api/v1/cases/${number}/documents?name=skan.txt`, { body: Buffer.from('skan'), type: 'text/plain' });
    await stack.delivered();
    const [document] = dms.of(`${number}/1`).documents;
    const keys = [crm.of(`${number}/1`).effectKey, dms.of(`${number}/1`).effectKey];
    for (const office of [crm, dms]) office.records.delete(office.of(`${number}/1`).recordId);
    expect(await compare(number)).toMatchObject({ differences: 3, repaired: 3 });
    await stack.delivered();
    expect([crm.of(`${number}/1`).effectKey, dms.of(`${number}/1`).effectKey]).toEqual(keys);
    expect(dms.of(`${number}/1`).documents).toEqual([document]);
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('a file that the department closed, of which nobody told us, settles the case as if it had been told; asked again, nothing more happens', async () => {
    const number = await accepted(stack);
    await compare(number);
    Object.assign(dms.of(`${number}/1`), { status: 'closed', isClosed: true, outcome: 'ZAL' });
    expect(await compare(number)).toMatchObject({ differences: 1, repaired: 1 });
    await stack.pass(11_000);
    await stack.delivered();
    expect(await statusOf(stack, number)).toBe('resolved');
    expect(crm.of(`${number}/1`).isClosed).toBe(true);
    expect(await compare(number)).toEqual(NOTHING);
    expect(await hears(number)).toEqual(['drift.taken-over closed-there']);
  });

  test('a ticket that the CRM closed while the case goes on is open there again', async () => {
    const number = await accepted(stack);
    Object.assign(crm.of(`${number}/1`), { status: 'rejected', isClosed: true });
    expect(await compare(number)).toMatchObject({ differences: 1, repaired: 1 });
    await stack.delivered();
    expect(crm.of(`${number}/1`)).toMatchObject({ status: 'open', isClosed: false });
    expect([await compare(number), await statusOf(stack, number)]).toEqual([NOTHING, 'open']);
  });

  test('changed on both sides: nothing is repaired, both values are shown, and what a person chooses is done', async () => {
    const choose = async (): Promise<{ readonly number: string; readonly id: string }> => {
      const number = await accepted(stack);
      await compare(number);
      const outcome = { decision: 'resolve', outcomeCode: 'done', closingText: 'Załatano dziurę.' };
      await (await stack.as('roman')).post(`/api/v1/tasks/${await stack.taskOf('roman', number)}/complete`, outcome);
      await stack.pass(11_000);
      await stack.delivered();
      Object.assign(crm.of(`${number}/1`), { status: 'rejected', isClosed: true });
      const before = crm.heard.length;
      for (let again = 0; again < 2; again++) expect(await compare(number)).toMatchObject({ differences: 1, repaired: 0, left: 1 });
      expect(crm.heard).toHaveLength(before);
      expect(await hears(number)).toEqual(['drift.left status']);
      const [drift] = await driftOf(number);
      expect(drift).toMatchObject({ type: 'status', ours: 'resolved', theirs: 'rejected', changed: 'both', acts: ['tell', 'accept'] });
      return { number, id: drift?.id ?? '' };
    };
    const ours = await choose();
    const owner = await stack.as('olga');
    expect((await owner.post(`/api/v1/drift/${ours.id}/tell`, {})).status).toBe(204);
    expect((await owner.post(`/api/v1/drift/${ours.id}/tell`, {})).status).toBe(409);
    await stack.delivered();
    expect(crm.of(`${ours.number}/1`).status).toBe('resolved');
    expect(await compare(ours.number)).toEqual(NOTHING);

    const theirs = await choose();
    expect((await owner.post(`/api/v1/drift/${theirs.id}/accept`, { reason: 'Tak ma zostać.' })).status).toBe(204);
    expect([await compare(theirs.number), await driftOf(theirs.number)]).toEqual([NOTHING, []]);
    expect(crm.of(`${theirs.number}/1`).status).toBe('rejected');
    // Until they say something else.
    Object.assign(crm.of(`${theirs.number}/1`), { status: 'stalled', isClosed: false });
    expect(await compare(theirs.number)).toMatchObject({ differences: 1, left: 1 });
  });

  test('the dates of a case are told with its record and whenever they move, the newest alone after a rest; what differs is told again', async () => {
    const number = await accepted(stack);
    const ticket = crm.of(`${number}/1`);
    const told = () => [ticket.dates?.promiseAt, ticket.dates?.statutoryAt];
    const wanted = async () => (await datesOf(number)).map((at) => at?.replace(/\.\d+/, '') ?? null);
    expect(told()).toEqual(await wanted());
    expect(ticket.dates?.promiseAt).toEqual(expect.any(String));
    expect(await compare(number)).toEqual(NOTHING);

    const before = crm.heard.length;
    await stack.rows(`UPDATE system_state SET paused_at = '2026-03-01' WHERE system = 'crm'`);
    for (const hours of [2, 3]) await pause(number, hours);
    await stack.rows(`UPDATE system_state SET paused_at = NULL WHERE system = 'crm'`);
    await stack.delivered();
    expect(told()).toEqual(await wanted());
    expect(crm.heard.slice(before)).toEqual([{ action: 'dates', key: `dates|crm|${number}/1|2` }]);
    const [first] = await stack.rows('SELECT withdrawn_by FROM outbox WHERE effect_key = $1', [`dates|crm|${number}/1|1`]);
    expect(first).toEqual({ withdrawn_by: 'system:dates' });
    expect(await compare(number)).toEqual(NOTHING);

    ticket.dates = { promiseAt: null, statutoryAt: 'po świętach', preciseToMs: 1_000 };
    expect(await compare(number)).toMatchObject({ differences: 2, repaired: 2 });
    await stack.delivered();
    expect(told()).toEqual(await wanted());
    expect(crm.heard.slice(before + 1)).toEqual([{ action: 'dates', key: `dates|crm|${number}/1|2` }]);
    expect(await compare(number)).toEqual(NOTHING);
    const heard = ['healed promise', 'healed statutory-date', 'told-again promise', 'told-again statutory-date'];
    expect([...(await hears(number))].sort()).toEqual(heard.map((one) => `drift.${one}`));

    // Both: ours moved and arrived, theirs was changed after it.
    await pause(number, 2);
    await stack.delivered();
    ticket.dates = { ...ticket.dates, promiseAt: '2026-12-24T11:00:00Z' };
    expect(await compare(number)).toMatchObject({ differences: 1, repaired: 0, left: 1 });
    const [drift] = await driftOf(number);
    expect(drift).toMatchObject({ type: 'promise', theirs: '2026-12-24T11:00:00Z', changed: 'both', acts: ['tell', 'accept'] });
    expect((await (await stack.as('olga')).post(`/api/v1/drift/${drift?.id}/tell`, {})).status).toBe(204);
    await stack.delivered();
    expect(told()).toEqual(await wanted());
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('when work is planned is the department’s word: what it changed there is taken over; where both changed, a person chooses', async () => {
    const number = await accepted(stack);
    const file = dms.of(`${number}/1`);
    expect(file.plannedAt).toBe('2026-03-20T12:00:00.000Z');
    expect(await compare(number)).toEqual(NOTHING);
    file.plannedAt = '2026-03-24T08:00:00Z';
    expect(await compare(number)).toMatchObject({ differences: 1, repaired: 1 });
    expect(await plannedFor(number)).toBe('2026-03-24T08:00:00.000Z');
    expect(await compare(number)).toEqual(NOTHING);
    expect(await hears(number)).toEqual(['drift.taken-over planned-work']);
    const [line] = await stack.rows(
      `SELECT facts::json AS facts FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = $1 AND act = 'dms.planned'`,
      [number],
    );
    expect(line).toMatchObject({ facts: { plannedAt: '2026-03-24T08:00:00.000Z', plannedBefore: '2026-03-20T12:00:00.000Z' } });

    // A process that comes back to the open file says again what it said on accepting; whoever accepts again may say something new.
    const say = (step: string, plannedAt: string) => {
      const key = { engine: 'embedded', elementInstanceKey: step, effect: 'plan-date' };
      return stack.api.casePort.planDate({ key, caseRun: `${number}/1`, plannedAt });
    };
    await say('9000000000000001', '2026-03-20T13:00:00+01:00');
    expect(await plannedFor(number)).toBe('2026-03-24T08:00:00.000Z');
    await say('9000000000000002', '2026-03-27T09:00:00+01:00');
    await stack.delivered();
    expect([await plannedFor(number), file.plannedAt]).toEqual(['2026-03-27T08:00:00.000Z', '2026-03-27T08:00:00.000Z']);
    expect(await compare(number)).toEqual(NOTHING);

    const both = async () => {
      await stack.rows(`UPDATE case_file SET planned_at = '2026-03-25T12:00:00Z' WHERE number = $1`, [number]);
      file.plannedAt = '2026-03-26T08:00:00Z';
      expect(await compare(number)).toMatchObject({ differences: 1, repaired: 0, left: 1 });
      return (await driftOf(number))[0];
    };
    const drift = await both();
    expect(drift).toMatchObject({ type: 'planned-work', theirs: '2026-03-26T08:00:00Z', acts: ['replan', 'accept'] });
    const owner = await stack.as('olga');
    expect((await owner.post(`/api/v1/drift/${drift?.id}/replan`, {})).status).toBe(204);
    expect((await owner.post(`/api/v1/drift/${drift?.id}/replan`, {})).status).toBe(409);
    expect([await plannedFor(number), await driftOf(number)]).toEqual(['2026-03-26T08:00:00.000Z', []]);
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('a record from before dates were told hears of them at the first comparison, and is made again with those of now', async () => {
    const number = await accepted(stack);
    await stack.rows(`UPDATE outbox SET payload = payload - 'promiseAt' - 'statutoryAt' WHERE case_number = $1 AND action = 'record'`, [
      number,
    ]);
    delete crm.of(`${number}/1`).dates;
    expect(await look(number)).toMatchObject({ waiting: 1, differences: 0 });
    await stack.delivered();
    const promiseAt = (await datesOf(number))[0]?.replace(/\.\d+/, '');
    expect(crm.of(`${number}/1`).dates).toMatchObject({ promiseAt });
    expect(await compare(number)).toEqual(NOTHING);
    crm.records.delete(crm.of(`${number}/1`).recordId);
    expect(await compare(number)).toMatchObject({ differences: 1, repaired: 1 });
    await stack.delivered();
    expect(crm.of(`${number}/1`).dates).toMatchObject({ promiseAt });
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('two who compare at once, and one who ends before its commit: what differs is told again once', async () => {
    const number = await resolved();
    await compare(number);
    const ticket = crm.of(`${number}/1`);
    Object.assign(ticket, { status: 'open', isClosed: false });
    // Between the comparison and the repair the statement that writes it down dies, and with it everything.
    await stack.rows(`CREATE FUNCTION die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'died'; END $$`);
    await stack.rows('CREATE TRIGGER die BEFORE INSERT ON drift FOR EACH ROW EXECUTE FUNCTION die()');
    expect(await look(number)).toMatchObject({ compared: 1, waiting: 1, repaired: 0 });
    await stack.rows('DROP TRIGGER die ON drift');
    const [heard] = await stack.rows<{ n: number }>(`SELECT count(*)::int AS n FROM outbox WHERE case_number = $1`, [number]);
    const counts = await Promise.all(Array.from({ length: 5 }, () => look(number)));
    expect(counts.reduce((sum, { repaired }) => sum + repaired, 0)).toBe(1);
    await stack.delivered();
    expect(await stack.rows('SELECT count(*)::int AS n FROM outbox WHERE case_number = $1', [number])).toEqual([
      { n: (heard?.n ?? 0) + 1 },
    ]);
    expect(ticket.isClosed).toBe(true);
    expect(await compare(number)).toEqual(NOTHING);
    expect(await hears(number)).toEqual(['drift.told-again status', 'drift.healed status']);
  });

  test('what the DMS took away stays away; what it has and we don’t is on the timeline; what is forgotten here never comes back', async () => {
    const number = await accepted(stack);
    const lena = await stack.as('lena');
    await lena.bytes('POST', `/api/v1/cases/${number}/documents?name=skan.txt`, { body: Buffer.from('skan'), type: 'text/plain' });
    await stack.delivered();
    await compare(number);
    const file = dms.of(`${number}/1`);
    file.documents = [{ documentId: 'their-1', name: 'decyzja.pdf', sha256: 'ab'.repeat(32) }];
    expect(await compare(number)).toMatchObject({ differences: 2, repaired: 2 });
    await stack.delivered();
    expect(file.documents).toHaveLength(1);
    expect(await compare(number)).toEqual(NOTHING);
    expect((await hears(number)).sort()).toEqual(['drift.taken-over document-missing-here', 'drift.taken-over document-removed']);
    const acts = await stack.rows(
      `SELECT 1 FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = $1 AND act = 'dms.document-arrived'`,
      [number],
    );
    expect(acts).toHaveLength(1);
    await stack.rows('DELETE FROM document WHERE case_id = (SELECT id FROM case_file WHERE number = $1)', [number]);
    file.documents = [];
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('a document goes to another case here and there; a person who may not work on both, a case without a file or a closed one are refused', async () => {
    const [from, to] = [await accepted(stack), await accepted(stack)];
    const lena = await stack.as('lena');
    const id = await added(from, 'skan.txt');
    for (const one of [from, to]) await compare(one);
    const path = `/api/v1/cases/${from}/documents/${id}/move`;
    expect((await (await stack.as('alina')).post(path, { to, reason: 'Nie ta sprawa.' })).status).toBe(403);
    const without = await registered(stack);
    for (const [number, words] of [
      [without, 'nie ma tam jeszcze teczki'],
      [await resolved(), 'jest tam zamknięta'],
      [from, 'już w tej sprawie'],
    ] as const) {
      const refused = await lena.post<{ code: string; detail: string }>(path, { to: number, reason: 'Nie ta sprawa.' });
      expect([refused.status, refused.body.code, refused.body.detail]).toEqual([409, 'DOCUMENT_NOT_MOVED', expect.stringContaining(words)]);
    }
    expect((await lena.get(`${path}?to=LCK-1999-000001`)).status).toBe(404);
    const toFile = dms.of(`${to}/1`).recordNumber;
    expect((await lena.get(`${path}?to=${to}`)).body).toMatchObject({ to: { number: to, status: 'open' }, inDms: 'moves', toFile });

    dms.isAway = true;
    expect((await lena.post(path, { to, reason: 'Nie ta sprawa.' })).status).toBe(204);
    expect((await lena.post(path, { to, reason: 'Nie ta sprawa.' })).status).toBe(404);
    // Still on its way: it can't be moved on, and a second document of that case doesn't send it there a second time.
    const back = await lena.post<{ detail: string }>(`/api/v1/cases/${to}/documents/${id}/move`, { to: from, reason: 'Jednak ta.' });
    expect([back.status, back.body.detail]).toEqual([409, expect.stringContaining('właśnie przenoszony')]);
    await add(to, 'inny.txt');
    expect(await look(from)).toMatchObject({ waiting: 1 });
    dms.isAway = false;
    await stack.rows("UPDATE outbox SET next_attempt_at = now() - interval '1 year' WHERE delivered_at IS NULL");
    await stack.delivered();

    expect([await documentsOf(from), await documentsOf(to)]).toEqual([[], ['skan.txt delivered', 'inny.txt delivered']]);
    const names = (caseRun: string) =>
      dms
        .of(caseRun)
        .documents.map(({ name }) => name)
        .sort();
    expect([names(`${from}/1`), names(`${to}/1`)]).toEqual([[], ['inny.txt', 'skan.txt']]);
    const lines = (number: string) =>
      stack.rows(
        `SELECT act, actor, facts::json->>'number' AS number, payload::json->>'reason' AS reason FROM case_journal j JOIN case_file c ON c.id = j.case_id
          WHERE c.number = $1 AND act LIKE 'document.moved%' ORDER BY seq`,
        [number],
      );
    const said = { actor: 'lena', reason: 'Nie ta sprawa.' };
    expect([await lines(from), await lines(to)]).toEqual([
      [{ act: 'document.moved-out', ...said, number: to }],
      [{ act: 'document.moved-in', ...said, number: from }],
    ]);
    for (const one of [from, to]) expect([await compare(one), await driftOf(one)]).toEqual([NOTHING, []]);
    // Taken out of the right file by hand, it is sent there again by that case, not by the one that it was in.
    dms.of(`${to}/1`).documents = [];
    await stack.rows(`DELETE FROM agreement WHERE case_id = (SELECT id FROM case_file WHERE number = $1)`, [to]);
    expect(await compare(to)).toMatchObject({ differences: 2, repaired: 2 });
    await stack.delivered();
    expect(names(`${to}/1`)).toEqual(['inny.txt', 'skan.txt']);
  });

  test('a document that people put into another case’s file: it goes back to its own, or becomes that case’s; of a forgotten one neither', async () => {
    const [own, other] = [await accepted(stack), await accepted(stack)];
    const owner = await stack.as('olga');
    const id = await added(own, 'skan.txt');
    const shift = (from: string, to: string) => {
      const [source, target] = [dms.of(`${from}/1`), dms.of(`${to}/1`)];
      target.documents.push(...source.documents.splice(0));
    };
    for (const one of [own, other]) await compare(one);
    shift(own, other);
    expect(await compare(other)).toMatchObject({ differences: 1, left: 1 });
    const [drift] = await driftOf(other);
    expect(drift).toMatchObject({
      type: 'document-elsewhere',
      ours: own,
      theirs: `${other}/1`,
      acts: ['move-back', 'take-over', 'accept'],
    });
    expect((await owner.post(`/api/v1/drift/${drift?.id}/move-back`, {})).status).toBe(204);
    expect((await owner.post(`/api/v1/drift/${drift?.id}/move-back`, {})).status).toBe(409);
    await stack.delivered();
    expect([dms.of(`${own}/1`).documents.length, dms.of(`${other}/1`).documents.length]).toEqual([1, 0]);
    for (const one of [own, other]) expect([await compare(one), await driftOf(one)]).toEqual([NOTHING, []]);
    expect(await hears(other)).toEqual([
      'drift.left document-elsewhere',
      'drift.moved-back document-elsewhere',
      'drift.healed document-elsewhere',
    ]);
    expect(await hears(own)).toEqual(['drift.moved-back document-elsewhere']);

    shift(own, other);
    await compare(other);
    const [again] = await driftOf(other);
    expect((await owner.post(`/api/v1/drift/${again?.id}/take-over`, { reason: 'Dotyczy tej sprawy.' })).status).toBe(204);
    await stack.delivered();
    expect([await documentsOf(own), await documentsOf(other)]).toEqual([[], ['skan.txt delivered']]);
    for (const one of [own, other]) expect([await compare(one), await driftOf(one)]).toEqual([NOTHING, []]);
    const settled = (await driftOf(other, 'settled')).find((one) => one.id === again?.id);
    expect(settled).toMatchObject({ state: 'gone', decidedBy: 'olga', reason: 'Dotyczy tej sprawy.' });

    // Its resident is forgotten: what still lies there never comes back.
    await stack.rows(`INSERT INTO forgotten_document (id, case_number) VALUES ($1, $2)`, [id, other]);
    await stack.rows('DELETE FROM document WHERE id = $1', [id]);
    shift(other, own);
    expect(await compare(own)).toMatchObject({ differences: 1, left: 1 });
    const [forgotten] = await driftOf(own);
    for (const [act, body] of [
      ['move-back', {}],
      ['take-over', { reason: 'Dotyczy tej sprawy.' }],
    ] as const) {
      const refused = await owner.post<{ code: string; detail: string }>(`/api/v1/drift/${forgotten?.id}/${act}`, body);
      expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('usunięto')]);
    }
    expect(await documentsOf(own)).toEqual([]);
  });

  test('a record twice, one with another’s key and a number that changed are shown, and nobody but a person touches them', async () => {
    const [number, other] = [await accepted(stack), await accepted(stack)];
    for (const one of [number, other]) await compare(one);
    crm.add({ caseRun: `${number}/1`, status: 'open' });
    const file = dms.of(`${number}/1`);
    Object.assign(file, { caseRun: `${other}/1` });
    const before = crm.heard.length + dms.heard.length;
    expect(await compare(number)).toMatchObject({ differences: 2, left: 2 });
    // The record that strayed isn't a second one of the case whose key it carries now.
    expect(await compare(other)).toEqual(NOTHING);
    expect((await driftOf(number)).map(({ type }) => type).sort()).toEqual(['record-twice', 'wrong-case']);
    Object.assign(file, { caseRun: `${number}/1`, recordNumber: 'DGK.1.2026' });
    expect(await compare(number)).toMatchObject({ differences: 2, left: 2 });
    expect((await driftOf(number)).map(({ type, acts }) => `${type} ${acts}`).sort()).toEqual([
      'number-changed accept',
      'record-twice accept',
    ]);
    expect(crm.heard.length + dms.heard.length).toBe(before);
  });

  test('an effect that the system refused is a difference that the ledger settles', async () => {
    const number = await accepted(stack);
    await stack.rows(
      `INSERT INTO outbox (effect_key, system, case_number, action, payload, created_at, next_attempt_at, held_at, held_code)
       VALUES ('e/1/' || $1, 'crm', $1, 'change', jsonb_build_object('caseRun', $1 || '/1'), now(), now(), now(), 'unknown-code')`,
      [number],
    );
    expect(await compare(number)).toMatchObject({ differences: 1, left: 1 });
    expect(await driftOf(number)).toMatchObject([{ type: 'held', ours: 'change', theirs: 'unknown-code', acts: [] }]);
    await stack.rows(`UPDATE outbox SET withdrawn_at = now() WHERE held_at IS NOT NULL`);
    expect(await compare(number)).toEqual(NOTHING);
  });

  test('all at once: open and lately closed cases, while a system that is away keeps nobody from the other', async () => {
    const number = await resolved();
    crm.isAway = true;
    Object.assign(dms.of(`${number}/1`), { status: 'open', isClosed: false });
    const { repaired, waiting } = await stack.api.reconcileAll();
    expect(repaired).toBeGreaterThanOrEqual(1);
    expect(waiting).toBeGreaterThan(0);
    crm.isAway = false;
    await stack.delivered();
    expect(dms.of(`${number}/1`).isClosed).toBe(true);
    await stack.api.reconcileAll(['dms']);
    const alina = await stack.as('alina');
    const { body } = await alina.get<{ system: string; drift: number; comparedAt: string | null }[]>('/api/v1/systems');
    const [left] = await stack.rows<{ n: number }>(
      `SELECT count(DISTINCT case_id)::int AS n FROM drift WHERE system = 'dms' AND gone_at IS NULL AND state <> 'accepted'`,
    );
    expect(body.find(({ system }) => system === 'dms')).toMatchObject({ drift: left?.n, comparedAt: expect.any(String) });
    const metrics = (await alina.get('/metrics')).text;
    expect(metrics).toContain(`okienko_drift_cases{system="dms"} ${left?.n}`);
    expect(metrics).toMatch(/okienko_outbox_lag_seconds\{system="dms",quantile="0.95"\} \d/);
    expect((await alina.post('/api/v1/reconciliations', {})).status).toBe(202);
  });

  test('neither clerks nor departments see it', async () => {
    for (const login of ['lena', 'roman']) {
      expect((await (await stack.as(login)).get('/api/v1/drift')).status).toBe(403);
      expect((await (await stack.as(login)).post('/api/v1/reconciliations', {})).status).toBe(403);
    }
  });
});

describe('U2: what was made by hand elsewhere while we were away', () => {
  const byHand = async (recordId: string, title: string): Promise<string> => {
    const heard = { recordId, recordNumber: null, caseRun: null, caseNumber: null, title, status: 'new', outcome: null, isClosed: false };
    const seen = { ...heard, documents: [], by: 'asked', at: '2026-03-02T09:30:00Z', sequence: null, version: '1' };
    const [item] = await stack.rows<{ id: string }>(
      `INSERT INTO inbox_item (id, system, kind, record_id, heard, first_at, last_at)
       VALUES (gen_random_uuid(), 'crm', 'record', $1, $2, '2026-03-02T09:30:00Z', '2026-03-02T09:30:00Z') RETURNING id`,
      [recordId, JSON.stringify(seen)],
    );
    return item?.id ?? '';
  };
  interface Match {
    readonly caseNumber: string;
  }

  test('the likely cases are named with the reason; a person merges, adopts or ignores, and adopted it is no difference', async () => {
    const number = await accepted(stack);
    await stack.rows(`UPDATE resident SET name = 'Bonifacy Niezwykły' WHERE id = (SELECT resident_id FROM case_file WHERE number = $1)`, [
      number,
    ]);
    const zofia = await stack.as('zofia');
    const ticket = crm.add({ title: 'NIEZWYKLY Bonifacy, dziura przy Piotrkowskiej' });
    const item = await byHand(ticket.recordId, ticket.title);
    const matches = await zofia.get<Match[]>(`/api/v1/inbox/${item}/matches`);
    expect(matches.body[0]).toMatchObject({ caseNumber: number, isSameResident: true, isNear: true, hasNone: false });
    expect((await zofia.get(`/api/v1/inbox/${await byHand('crm-odd', 'Xyzzy qwerty')}/matches`)).body).toEqual([]);
    expect((await zofia.post(`/api/v1/inbox/${item}/adopt`, { caseNumber: number })).status).toBe(204);
    expect(await compare(number)).toEqual(NOTHING);

    const second = await byHand('crm-second', 'Dziura');
    expect((await zofia.post(`/api/v1/inbox/${second}/merge`, { caseNumber: number })).status).toBe(204);
    expect((await zofia.post(`/api/v1/inbox/${second}/merge`, { caseNumber: number })).status).toBe(409);
    const acts = `SELECT act FROM case_journal j JOIN case_file c ON c.id = j.case_id WHERE c.number = $1 AND act LIKE 'inbox.%' ORDER BY seq`;
    expect(await stack.rows(acts, [number])).toEqual([{ act: 'inbox.adopted' }, { act: 'inbox.merged' }]);
    expect(await stack.rows(`SELECT 1 FROM external_record WHERE record_id = 'crm-second'`)).toEqual([]);
  });
});
