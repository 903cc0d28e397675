/** What an auditor relies on: the journal's chain, the access log, documents with their checksums, and who hears what live. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { anchorJournal } from '../../api/history/anchors.js';
import { type Verdict, verdictSchema } from '../../api/history/verdict.js';
import { appendAnchor } from '../../engine/store/chain/index.js';
import { Stack, startApi } from './support/stack.js';

let stack: Stack;
let number: string;

beforeAll(async () => {
  // None comes by itself between two looks.
  stack = await Stack.start({ settings: { anchorEveryMs: 3_600_000 } });
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

async function verify(of = number): Promise<Verdict> {
  return (await (await stack.as('adam')).get<Verdict>(`/api/v1/cases/${of}/verify`)).body;
}

async function verifyEverything(): Promise<Verdict> {
  const { text } = await (await stack.as('adam')).get('/api/v1/verify');
  const lines = text.trim().split('\n');
  expect(JSON.parse(lines[0] ?? '')).toMatchObject({ type: 'progress', journal: { entries: 0 } });
  const { type, ...verdict } = JSON.parse(lines.at(-1) ?? '') as { type: string };
  expect(type).toBe('verdict');
  return verdictSchema.parse(verdict);
}

const TABLES = ['case_journal', 'journal_anchor', 'history'];

/** Changes rows behind the product's back and puts them back after the look. */
async function tampered(sql: string, look = verify): Promise<Verdict> {
  for (const table of TABLES) await stack.rows(`CREATE TABLE before_${table} AS SELECT * FROM ${table}`);
  const { journal_seq, journal_hash } =
    (await stack.rows<{ journal_seq: number; journal_hash: Buffer }>(`SELECT * FROM case_file ${OURS}`))[0] ?? {};
  try {
    await stack.rows(sql);
    return await look();
  } finally {
    for (const table of TABLES) {
      await stack.rows(`DELETE FROM ${table}; INSERT INTO ${table} SELECT * FROM before_${table}; DROP TABLE before_${table}`);
    }
    await stack.rows(`UPDATE case_file SET journal_seq = $1, journal_hash = $2 ${OURS}`, [journal_seq, journal_hash]);
  }
}

const anchor = () => anchorJournal(stack.api.db, Date.now(), 0);
const reasons = ({ faults }: Verdict): string[] => faults.map(({ in: where, reason }) => `${where} ${reason}`);
let OURS: string;
let id: string;
/** Row of our case's journal. */
const at = (seq: string | number): string => `case_id = '${id}' AND seq = ${seq}`;
const LAST = '(SELECT max(seq) FROM case_journal j WHERE j.case_id = case_journal.case_id)';

describe("a case's journal", () => {
  beforeAll(async () => {
    await anchor();
    const lena = await stack.as('lena');
    await lena.post(`/api/v1/cases/${number}/contacts`, { channel: 'phone', note: 'Jeszcze raz Halina.' });
    const other = { classification: 'waste.schedule', channel: 'phone', note: 'Kiedy odbiór?', resident: null };
    expect((await lena.post('/api/v1/cases', other)).status).toBe(201);
    await stack.rest();
    await anchor();
    id = (await stack.rows<{ id: string }>('SELECT id FROM case_file WHERE number = $1', [number]))[0]?.id ?? '';
    OURS = `WHERE id = '${id}'`;
  });

  test("verifies with the engine's history of its run, and says what was not checked", async () => {
    const verdict = await verify();
    expect(verdict).toMatchObject({ verdict: 'intact', faults: [], journal: { cases: 1, anchors: 2, erased: 0, unanchored: 0 } });
    expect(verdict.journal.entries).toBeGreaterThan(5);
    expect(verdict.engine).toMatchObject({ streams: 1, erased: 0 });
    expect(verdict.engine?.rows).toBeGreaterThan(3);
    expect(verdict.notChecked.join()).toMatch(/niczego z tej sprawy.*dziennikiem kotwic/);
  });

  test('verifies with all others', async () => {
    const verdict = await verifyEverything();
    expect(verdict).toMatchObject({ verdict: 'intact', faults: [], journal: { cases: 2, anchors: 2, unanchored: 0 } });
    const [{ rows = '' } = {}] = await stack.rows<{ rows: string }>('SELECT count(*) AS rows FROM history');
    expect(verdict.engine?.rows).toBe(Number(rows));
  });

  test.each([
    ['another actor', `SET actor = 'leon'`, 3, 'HASH_MISMATCH'],
    ['another time', `SET at = at + interval '1 ms'`, 2, 'HASH_MISMATCH'],
    ['other facts', `SET facts = replace(facts, 'roads', 'greenery')`, 1, 'HASH_MISMATCH'],
    ['another payload', `SET payload = replace(payload, 'Halina', 'Janina')`, 1, 'PAYLOAD_MISMATCH'],
    ['a payload without its salt', 'SET salt = NULL', 1, 'PAYLOAD_INCOMPLETE'],
    ['a forged hash', `SET hash = decode(repeat('00', 32), 'hex')`, 4, 'HASH_MISMATCH'],
  ])('%s is found', async (_what, change, entry, reason) => {
    const found = { in: 'journal', reason, case: number, entry };
    for (const look of [verify, verifyEverything]) {
      const { verdict, faults } = await tampered(`UPDATE case_journal ${change} WHERE ${at(entry)}`, look);
      expect([verdict, faults[0]]).toMatchObject(['broken', found]);
    }
  });

  test('an entry less in the middle is found', async () => {
    for (const look of [verify, verifyEverything]) {
      expect((await tampered(`DELETE FROM case_journal WHERE ${at(2)}`, look)).faults[0]).toMatchObject({
        reason: 'SEQUENCE_GAP',
        entry: 2,
      });
    }
  });

  test('payloads that changed places are found', async () => {
    const swap = `UPDATE case_journal a SET payload = b.payload, salt = b.salt FROM case_journal b
      WHERE a.seq = 1 AND b.seq = 1 AND a.case_id <> b.case_id`;
    expect(reasons(await tampered(swap))).toEqual(['journal PAYLOAD_MISMATCH']);
    expect(reasons(await tampered(swap, verifyEverything))).toEqual(['journal PAYLOAD_MISMATCH', 'journal PAYLOAD_MISMATCH']);
  });

  test('a missing tail is found', async () => {
    const { entries } = (await verify()).journal;
    const verdict = await tampered(`DELETE FROM case_journal WHERE ${at(LAST)}`);
    expect(verdict.faults[0]).toMatchObject({ reason: 'TAIL_MISSING', entry: entries });
  });

  test('a missing tail is found by the anchors alone, when the case was bent to fit', async () => {
    const bend = `DELETE FROM case_journal WHERE ${at(LAST)};
      UPDATE case_file c SET (journal_seq, journal_hash) = (SELECT seq, hash FROM case_journal WHERE case_id = c.id ORDER BY seq DESC LIMIT 1) ${OURS}`;
    expect(reasons(await tampered(bend))).toEqual(['journal ANCHOR_ROOT']);
    expect(reasons(await tampered(bend, verifyEverything))).toEqual(['journal ANCHOR_ROOT', 'journal ROWS_MISSING']);
  });

  test('a forged, a changed and a left out anchor are found', async () => {
    const zeros = `decode(repeat('00', 32), 'hex')`;
    expect(reasons(await tampered(`UPDATE journal_anchor SET root = ${zeros}`))).toContain('journal ANCHOR_CHAIN');
    expect(reasons(await tampered(`UPDATE journal_anchor SET at = at + interval '1 s' WHERE first_position > 1`))).toEqual([
      'journal ANCHOR_CHAIN',
    ]);
    expect(reasons(await tampered('DELETE FROM journal_anchor WHERE first_position = 1', verifyEverything))).toEqual([
      'journal ANCHOR_GAP',
    ]);
    const newest = 'DELETE FROM journal_anchor WHERE first_position > 1';
    for (const look of [verify, verifyEverything]) expect(reasons(await tampered(newest, look))).toEqual(['journal ANCHOR_GAP']);
  });

  test("a changed row of the engine's history is found with its case", async () => {
    const change = `UPDATE history SET hash = sha256(hash) WHERE seq = 2 AND stream_key = (SELECT process_instance_key FROM case_run WHERE case_id = '${id}')`;
    const verdict = await tampered(change);
    expect(verdict.faults).toEqual([expect.objectContaining({ in: 'engine', reason: 'HASH_MISMATCH', entry: 2, case: null })]);
  });

  test('is verified and its anchors are exported by auditors, not by clerks', async () => {
    const lena = await stack.as('lena');
    for (const path of [`/api/v1/cases/${number}/verify`, '/api/v1/verify', '/api/v1/anchors/journal']) {
      expect((await lena.get<{ code: string }>(path)).body.code).toBe('NOT_ALLOWED');
    }
  });
});

describe('anchors', () => {
  test('none is made while nothing happens, nor a second within its minute, nor by two nodes at once', async () => {
    expect(await anchor()).toBeUndefined();
    const note = { channel: 'phone', note: 'Halina po raz trzeci.' };
    expect((await (await stack.as('lena')).post(`/api/v1/cases/${number}/contacts`, note)).status).toBe(201);
    await stack.rest();
    expect(await anchorJournal(stack.api.db, Date.now(), 60_000)).toBeUndefined();
    const made = await Promise.all([anchor(), anchor(), anchor()]);
    expect(made.filter((one) => one !== undefined).length).toBe(1);
    expect(await verifyEverything()).toMatchObject({ verdict: 'intact', journal: { unanchored: 0 } });
  });

  test('go on after a restart, from the anchor before it', async () => {
    const [second, stop] = startApi(stack.database.url, stack.engine, { settings: { anchorEveryMs: 1 } });
    await second.start();
    const before = (await verifyEverything()).journal.anchors;
    const note = { channel: 'phone', note: 'Po restarcie.' };
    await (await stack.as('lena')).post(`/api/v1/cases/${number}/contacts`, note);
    for (;;) {
      const [{ left = '' } = {}] = await stack.rows<{ left: string }>('SELECT count(*) AS left FROM case_journal WHERE position IS NULL');
      if (left === '0') break;
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await stop();
    const verdict = await verifyEverything();
    expect(verdict).toMatchObject({ verdict: 'intact', faults: [] });
    expect(verdict.journal.anchors).toBeGreaterThan(before);
  });

  test('come as lines of JSON, and what was exported once begins every later export', async () => {
    const adam = await stack.as('adam');
    const first = await adam.get('/api/v1/anchors/journal');
    expect(first.headers.get('content-type')).toContain('application/jsonl');
    const lines = first.text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { firstPosition: string; lastPosition: string; root: string });
    expect(lines.length).toBeGreaterThan(2);
    expect(lines[0]).toEqual({
      firstPosition: '1',
      lastPosition: expect.stringMatching(/^\d+$/),
      at: expect.stringMatching(/Z$/),
      streams: 1,
      root: expect.stringMatching(/^[0-9a-f]{64}$/),
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(lines[1]?.firstPosition).toBe(String(Number(lines[0]?.lastPosition) + 1));
    const note = { channel: 'phone', note: 'Znowu.' };
    await (await stack.as('lena')).post(`/api/v1/cases/${number}/contacts`, note);
    await anchor();
    const later = await adam.get('/api/v1/anchors/journal');
    expect(later.text.length).toBeGreaterThan(first.text.length);
    expect(later.text.startsWith(first.text)).toBe(true);
    expect((await adam.get('/api/v1/anchors/engine')).status).toBe(200);
    expect((await adam.get('/api/v1/anchors/other')).status).toBe(400);
  });
});

describe('an exported anchor log', () => {
  const folder = mkdtempSync(join(tmpdir(), 'okienko-anchors-'));
  afterAll(() => rmSync(folder, { recursive: true }));

  async function exported(log: 'journal' | 'engine'): Promise<string> {
    await stack.rest();
    await anchor();
    const file = join(folder, `${log}.jsonl`);
    writeFileSync(file, (await (await stack.as('adam')).get(`/api/v1/anchors/${log}`)).text);
    return file;
  }

  /** As an auditor runs it, on a machine of their own. */
  function check(file: string, ...more: readonly string[]): { readonly code: number | null; readonly says: string } {
    const { status, stdout, stderr } = spawnSync(process.execPath, ['scripts/check-anchors.mjs', file, ...more], { encoding: 'utf8' });
    return { code: status, says: stdout + stderr };
  }

  test('is checked without Okienko: the file alone, and the database against it', async () => {
    await appendEngineAnchor();
    for (const log of ['journal', 'engine'] as const) {
      const file = await exported(log);
      expect(check(file)).toEqual({ code: 0, says: expect.stringMatching(/^intact: [1-9]\d* anchors up to position \d+\n$/) });
      expect(check(file, '--log', log, '--database', stack.database.url).says).toContain(`and the ${log} has what they anchor`);
    }
  });

  test('shows what was done to the database afterwards, also when its own anchors were forged to fit', async () => {
    const file = await exported('journal');
    const forged = `DELETE FROM case_journal WHERE ${at(LAST)}; DELETE FROM journal_anchor`;
    const look = async (): Promise<Verdict> => {
      expect(check(file, '--log', 'journal', '--database', stack.database.url)).toMatchObject({
        code: 1,
        says: expect.stringContaining('broken: line'),
      });
      return verify();
    };
    await tampered(forged, look);
  });

  test('that was changed or shortened at its beginning is seen', async () => {
    const file = await exported('journal');
    const lines = readFileSync(file, 'utf8').trim().split('\n');
    writeFileSync(file, lines.slice(1).join('\n'));
    expect(check(file)).toMatchObject({ code: 1, says: expect.stringContaining('line 1: expected position 1') });
    writeFileSync(file, [lines[0]?.replace(/"streams":\d+/, '"streams":7'), ...lines.slice(1)].join('\n'));
    expect(check(file)).toMatchObject({ code: 1, says: expect.stringContaining('line 1: expected the hash of this line') });
    expect(check(file, '--log', 'journal').code).toBe(2);
  });
});

/** The engine anchors by itself each minute; a test doesn't wait that long. */
async function appendEngineAnchor(): Promise<void> {
  const pool = new pg.Pool({ connectionString: stack.database.url, max: 1 });
  await appendAnchor(pool, Date.now());
  await pool.end();
}

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
