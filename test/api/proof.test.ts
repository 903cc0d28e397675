/** What an auditor relies on: the journal's chain, the access log, documents with their checksums, and who hears what live. */
import { createHash } from 'node:crypto';
import { Stack } from './support/stack.js';

let stack: Stack;
let number: string;

beforeAll(async () => {
  stack = await Stack.start();
  const lena = await stack.as('lena');
  const answer = await lena.post<{ number: string }>('/api/v1/cases', {
    classification: 'roads.pothole',
    channel: 'phone',
    note: 'Nazywam się Halina i wpadłam w dziurę.',
    resident: { new: { name: 'Halina Przykładowa', phone: '600 100 200' } },
  });
  number = answer.body.number;
  await stack.rest();
});
afterAll(async () => {
  await stack.stop();
});

interface Verdict {
  readonly verdict: string;
  readonly entries: number;
  readonly erased: number;
  readonly brokenAt: number | null;
  readonly notChecked: readonly string[];
}

async function verify(): Promise<Verdict> {
  return (await (await stack.as('adam')).get<Verdict>(`/api/v1/cases/${number}/verify`)).body;
}

/** Changes rows behind the product's back and puts them back after the look. */
async function tampered(sql: string): Promise<Verdict> {
  await stack.rows('CREATE TABLE journal_before AS SELECT * FROM case_journal');
  await stack.rows(sql);
  const verdict = await verify();
  await stack.rows('DELETE FROM case_journal');
  await stack.rows('INSERT INTO case_journal SELECT * FROM journal_before');
  await stack.rows('DROP TABLE journal_before');
  return verdict;
}

describe("a case's journal", () => {
  test('verifies, and says what was not checked', async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ verdict: 'intact', erased: 0, brokenAt: null, notChecked: ['history of the engine (embedded)'] });
    expect(verdict.entries).toBeGreaterThan(5);
  });

  test.each([
    ['another actor', `UPDATE case_journal SET actor = 'leon' WHERE seq = 3`, 3],
    ['another time', `UPDATE case_journal SET at = at + interval '1 ms' WHERE seq = 2`, 2],
    ['other facts', `UPDATE case_journal SET facts = replace(facts, 'roads', 'greenery') WHERE seq = 1`, 1],
    ['another payload', `UPDATE case_journal SET payload = replace(payload, 'Halina', 'Janina') WHERE seq = 1`, 1],
    ['an entry less in the middle', 'DELETE FROM case_journal WHERE seq = 2', 2],
    ['a forged hash', `UPDATE case_journal SET hash = decode(repeat('00', 32), 'hex') WHERE seq = 4`, 4],
  ])('%s is found', async (_what, sql, brokenAt) => {
    expect(await tampered(sql)).toMatchObject({ verdict: 'broken', brokenAt });
  });

  test('a missing tail is found', async () => {
    const { entries } = await verify();
    expect(await tampered(`DELETE FROM case_journal WHERE seq = ${entries}`)).toMatchObject({ verdict: 'broken', brokenAt: entries });
  });

  test('still verifies when what is personal was erased', async () => {
    expect(await tampered('UPDATE case_journal SET payload = NULL, salt = NULL WHERE seq = 1')).toMatchObject({
      verdict: 'intact',
      erased: 1,
    });
    await stack.rows('UPDATE case_journal SET payload = NULL, salt = NULL WHERE payload IS NOT NULL');
    expect(await verify()).toMatchObject({ verdict: 'intact' });
    expect(await stack.rows(`SELECT 1 FROM case_journal WHERE payload IS NOT NULL OR facts LIKE '%Halina%'`)).toEqual([]);
  });

  test('is verified by auditors, not by clerks', async () => {
    expect((await (await stack.as('lena')).get<{ code: string }>(`/api/v1/cases/${number}/verify`)).body.code).toBe('NOT_ALLOWED');
  });
});

test('no personal data reaches a process variable', async () => {
  const found = await stack.rows<{ text: string }>(`SELECT encode(payload, 'escape') AS text FROM history WHERE payload IS NOT NULL`);
  expect(found.length).toBeGreaterThan(3);
  expect(found.some(({ text }) => text.includes(number))).toBe(true);
  for (const { text } of found) expect(text).not.toMatch(/Halina|600 100 200|dziur/i);
});

test('opening a case, its history, a resident and a search are in the access log', async () => {
  const zofia = await stack.as('zofia');
  const theCase = (await zofia.get<{ residentCard: { id: string } }>(`/api/v1/cases/${number}`)).body;
  await zofia.get(`/api/v1/cases/${number}/steps`);
  await zofia.get(`/api/v1/residents/${theCase.residentCard.id}`);
  const found = await zofia.get<{ name: string }[]>('/api/v1/residents?q=100200');
  expect(found.body.map((resident) => resident.name)).toEqual(['Halina Przykładowa']);
  const log = (await (await stack.as('adam')).get<{ act: string; subjectId: string }[]>('/api/v1/access-log?login=zofia')).body;
  expect(log.map(({ act, subjectId }) => [act, subjectId])).toEqual([
    ['residents.searched', '100200'],
    ['resident.opened', theCase.residentCard.id],
    ['history.opened', number],
    ['case.opened', number],
  ]);
  expect((await zofia.get('/api/v1/access-log')).status).toBe(403);
});

test('the history shows each element with its version', async () => {
  const steps = (
    await (
      await stack.as('adam')
    ).get<{ element: string; processId: string; version: number; leftAt: string | null }[]>(`/api/v1/cases/${number}/steps`)
  ).body;
  expect(steps.map((step) => step.element)).toEqual(
    expect.arrayContaining(['contact-registered', 'compute-deadlines', 'resolve', 'enter-tier', 'answer']),
  );
  expect(steps.find((step) => step.element === 'answer')).toMatchObject({ processId: 'resolve-matter', version: 1, leftAt: null });
});

describe('documents', () => {
  test('come back byte for byte, with their checksum, and never as a page of ours', async () => {
    const lena = await stack.as('lena');
    const content = Buffer.from('<script>alert(1)</script>\0ąć', 'utf8');
    const sha256 = createHash('sha256').update(content).digest('hex');
    const path = `/api/v1/cases/${number}/documents`;
    const added = await lena.bytes('POST', `${path}?name=${encodeURIComponent('pełnomocnictwo.html')}&sha256=${sha256}`, {
      body: content,
      type: 'text/html',
    });
    expect(added).toMatchObject({
      status: 201,
      body: { name: 'pełnomocnictwo.html', mediaType: 'text/html', sizeBytes: content.length, sha256 },
    });
    const read = await lena.bytes('GET', `${path}/${(added.body as { id: string }).id}`);
    expect(read.bytes.equals(content)).toBe(true);
    expect(read.headers.get('content-type')).toBe('application/octet-stream');
    expect(read.headers.get('content-disposition')).toMatch(/^attachment/);
  });

  test('that changed on the way, or are empty, are refused', async () => {
    const lena = await stack.as('lena');
    const path = `/api/v1/cases/${number}/documents?name=a.pdf`;
    const changed = await lena.bytes('POST', `${path}&sha256=${'0'.repeat(64)}`, { body: Buffer.from('x'), type: 'application/pdf' });
    expect(changed).toMatchObject({ status: 400, body: { errors: [{ field: 'sha256' }] } });
    expect((await lena.bytes('POST', path, { type: 'application/pdf' })).status).toBe(400);
  });
});

describe('live updates', () => {
  async function listen(login: string, until: (text: string) => boolean, lastEventId?: string): Promise<string> {
    const client = await stack.as(login);
    const abort = new AbortController();
    const response = await fetch(`${stack.url}/api/v1/events`, {
      headers: { cookie: client.cookie, ...(lastEventId === undefined ? {} : { 'last-event-id': lastEventId }) },
      signal: abort.signal,
    });
    expect(response.headers.get('content-type')).toContain('text/event-stream');
    let text = '';
    const decoder = new TextDecoder();
    const timeout = setTimeout(() => abort.abort(), 5_000);
    try {
      for await (const chunk of response.body ?? []) {
        text += decoder.decode(chunk as Uint8Array, { stream: true });
        if (until(text)) break;
      }
    } catch (error) {
      if (!abort.signal.aborted) throw error;
    }
    clearTimeout(timeout);
    abort.abort();
    return text;
  }

  async function addContact(note: string): Promise<void> {
    expect((await (await stack.as('leon')).post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note })).status).toBe(201);
  }

  test('tell who may read the case, without a word of what was said', async () => {
    const heard = listen('zofia', (text) => text.includes('contact.added'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    await addContact('Bardzo prywatne.');
    const text = await heard;
    expect(text).toContain('event: contact.added');
    expect(text).toContain(`"case":"${number}"`);
    expect(text).toContain('"actor":"leon"');
    expect(text).not.toContain('prywatne');
  });

  test('tell nothing to a department that the case is not with, but keep its line alive', async () => {
    const heard = listen('grzegorz', (text) => text.includes('heartbeat'));
    await new Promise((resolve) => setTimeout(resolve, 100));
    await addContact('Jeszcze raz.');
    const text = await heard;
    expect(text).toContain('event: heartbeat');
    expect(text).not.toContain(number);
  });

  test('go on from the last event that was heard', async () => {
    const ready = await listen('zofia', (text) => text.includes('event: ready'));
    const last = /id: (\S+)/.exec(ready)?.[1];
    await addContact('Kiedy nikt nie słuchał.');
    await stack.rest();
    expect(await listen('zofia', (text) => text.includes('contact.added'), last)).toContain('event: contact.added');
  });
});
