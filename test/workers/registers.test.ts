import pg from 'pg';
import { builtInCrm, builtInDms, crmOverOutbox, dmsOverOutbox, messageOutbox, Outbox } from '../../workers/index.js';
import type { CrmPort, DmsPort } from '../../workers/ports.js';
import { createTestDatabase, type TestDatabase } from '../support/postgres.js';
import { factsOf, newKey, PinnedClock, SAME_CODES, SILENT } from './ports.js';

let database: TestDatabase;
let pool: pg.Pool;
let clock: PinnedClock;
let outbox: Outbox;
let crm: CrmPort;
let dms: DmsPort;

beforeEach(async () => {
  database = await createTestDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 20 });
  clock = new PinnedClock();
  outbox = new Outbox({ pool, clock, peers: { crm: builtInCrm, dms: builtInDms }, log: SILENT, random: () => 0.5, codes: SAME_CODES });
  crm = crmOverOutbox(outbox);
  dms = dmsOverOutbox(pool, outbox, clock, SAME_CODES);
});

afterEach(async () => {
  await pool.end();
  await database.drop();
});

async function rows(sql: string): Promise<Record<string, unknown>[]> {
  return (await pool.query(sql)).rows;
}

function open(caseNumber: string, department = 'ZDiT', key = newKey('dms.file.open')): Promise<{ fileId: string }> {
  return dms.openFile({ key, facts: factsOf(caseNumber), department, plannedAt: null });
}

describe('the built-in CRM', () => {
  test('follows a case from its contact to its outcome', async () => {
    const { contactId } = await crm.recordContact({ key: newKey('crm.contact.create'), facts: factsOf('LCK-1') });
    await crm.updateStatus({ key: newKey('crm.status'), facts: factsOf('LCK-1'), status: 'in-progress' });
    await outbox.drain();
    expect(await rows('SELECT id, case_run, resident, status, outcome FROM crm_record')).toEqual([
      { id: contactId, case_run: 'LCK-1/1', resident: 'Anna Przykładowa', status: 'in-progress', outcome: null },
    ]);
    clock.advance(3_600_000);
    await crm.resolveCase({ key: newKey('crm.case.resolve'), facts: factsOf('LCK-1'), outcome: { whose: 'theirs', code: 'DONE' } });
    await outbox.drain();
    expect(await rows('SELECT status, outcome, changed_at FROM crm_record')).toEqual([
      { status: 'resolved', outcome: 'DONE', changed_at: new Date(clock.now()) },
    ]);
  });

  test('knows its own earlier work: the same contact again makes no second record', async () => {
    const key = newKey('crm.contact.create');
    const first = await crm.recordContact({ key, facts: factsOf('LCK-1') });
    await outbox.drain();
    expect(await crm.recordContact({ key, facts: factsOf('LCK-1') })).toEqual(first);
    await pool.query('UPDATE outbox SET delivered_at = NULL');
    await outbox.drain();
    expect(await rows('SELECT count(*)::int AS n FROM crm_record')).toEqual([{ n: 1 }]);
  });

  test('refuses a status of a case that it has no record of, and keeps the row', async () => {
    await crm.updateStatus({ key: newKey('crm.status'), facts: factsOf('LCK-9'), status: 'x' });
    await outbox.drain();
    expect(await rows('SELECT last_error FROM outbox')).toEqual([
      { last_error: 'Expected a CRM record of case run LCK-9/1, but there is none' },
    ]);
  });
});

describe('the built-in DMS', () => {
  test('gives file numbers without a gap or a double, however many files are opened at once', async () => {
    const nodes = [1, 2, 3, 4].map(
      () => new Outbox({ pool, clock, peers: { crm: builtInCrm, dms: builtInDms }, log: SILENT, random: () => 0.5, codes: SAME_CODES }),
    );
    await Promise.all(Array.from({ length: 60 }, (_, number) => open(`LCK-${number}`, number % 3 === 0 ? 'WGK' : 'ZDiT')));
    while ((await rows('SELECT FROM outbox WHERE delivered_at IS NULL')).length > 0) {
      await Promise.all(nodes.map((node) => node.drain()));
      clock.advance(60_000);
    }
    const given = (await rows('SELECT file_number FROM dms_file')).map((row) => row.file_number).sort();
    const numbers = (unit: string, count: number) => Array.from({ length: count }, (_, index) => `${unit}.${index + 1}.2026`);
    expect(given).toEqual([...numbers('WGK', 20), ...numbers('ZDiT', 40)].sort());
  });

  test('an opening that fails half way leaves no gap', async () => {
    await open('LCK-1');
    await pool.query(`ALTER TABLE dms_file ADD CONSTRAINT away CHECK (title <> 'Dziura w jezdni')`);
    await outbox.drain();
    await pool.query('ALTER TABLE dms_file DROP CONSTRAINT away');
    clock.advance(1_000);
    await outbox.drain();
    expect(await rows('SELECT file_number FROM dms_file')).toEqual([{ file_number: 'ZDiT.1.2026' }]);
  });

  test('counts each unit and year for itself', async () => {
    await open('LCK-1');
    clock.advance(365 * 86_400_000);
    await open('LCK-2');
    await open('LCK-3', 'WGK');
    await outbox.drain();
    expect((await rows('SELECT file_number FROM dms_file ORDER BY case_number')).map((row) => row.file_number)).toEqual([
      'ZDiT.1.2026',
      'ZDiT.1.2027',
      'WGK.1.2027',
    ]);
  });

  test('numbers by the unit’s symbol and the class of the classification, and keeps for how long', async () => {
    await pool.query(`INSERT INTO unit (id, name, kind, symbol) VALUES ('roads', 'Wydział Dróg', 'department', 'WDT')`);
    await pool.query(
      `INSERT INTO classification (code, name, case_type, handling, jrwa_class, archive_category)
       VALUES ('roads.pothole', 'Dziura w jezdni', 'resident-matter', 'simple', '052', 'BE5'), ('roads.sign', 'Znak', 'resident-matter', 'simple', '', '')`,
    );
    for (const [number, classification] of [
      ['LCK-1', 'roads.pothole'],
      ['LCK-2', 'roads.pothole'],
      ['LCK-3', 'roads.sign'],
    ]) {
      await pool.query(
        `INSERT INTO case_file (id, number, case_type, classification, handling, channel, reply_channel, registered_at, last_event_at, status, public_status, journal_hash)
         VALUES (gen_random_uuid(), $1, 'resident-matter', $2, 'simple', 'phone', 'none', now(), now(), 'open', '', '')`,
        [number, classification],
      );
      await open(number ?? '', 'roads');
    }
    await outbox.drain();
    expect(await rows('SELECT file_number, jrwa_class, archive_category FROM dms_file ORDER BY case_number')).toEqual([
      { file_number: 'WDT.052.1.2026', jrwa_class: '052', archive_category: 'BE5' },
      { file_number: 'WDT.052.2.2026', jrwa_class: '052', archive_category: 'BE5' },
      { file_number: 'WDT.1.2026', jrwa_class: '', archive_category: '' },
    ]);
  });

  test('keeps every version of a document', async () => {
    await open('LCK-1');
    for (const sha256 of ['aa', 'bb', 'cc']) {
      await dms.addDocument({ key: newKey('dms.document'), facts: factsOf('LCK-1'), documentId: 'D1', name: 'odpowiedz.pdf', sha256 });
    }
    await dms.addDocument({ key: newKey('dms.document'), facts: factsOf('LCK-1'), documentId: 'D2', name: 'mapa.png', sha256: 'dd' });
    await outbox.drain();
    expect(await rows('SELECT id, version, sha256 FROM dms_document ORDER BY id, version')).toEqual([
      { id: 'D1', version: 1, sha256: 'aa' },
      { id: 'D1', version: 2, sha256: 'bb' },
      { id: 'D1', version: 3, sha256: 'cc' },
      { id: 'D2', version: 1, sha256: 'dd' },
    ]);
  });

  test('closes what is open, even while the opening still waits, and says when there is nothing to close', async () => {
    const closing = { key: newKey('dms.file.close'), facts: factsOf('LCK-1'), outcome: { whose: 'theirs' as const, code: 'ZAL' } };
    expect(await dms.closeFile({ ...closing, key: newKey('dms.file.close') })).toBe(false);
    await open('LCK-1');
    expect(await dms.closeFile(closing)).toBe(true);
    await outbox.drain();
    expect(await rows('SELECT state, result, closed_by FROM dms_file')).toEqual([{ state: 'closed', result: 'ZAL', closed_by: 'okienko' }]);
    expect(await dms.closeFile(closing)).toBe(true);
    expect(await dms.closeFile({ ...closing, key: newKey('dms.file.close') })).toBe(false);
  });

  test('has nothing to close in a file that its department has closed', async () => {
    const { fileId } = await open('LCK-1');
    await outbox.drain();
    await pool.query(`UPDATE dms_file SET state = 'closed', result = 'ZAL', closed_by = 'department' WHERE id = $1`, [fileId]);
    expect(await dms.closeFile({ key: newKey('dms.file.close'), facts: factsOf('LCK-1'), outcome: { whose: 'theirs', code: 'ZAL' } })).toBe(
      false,
    );
  });

  test('writes what the case came to into a file that its department has closed with a code that nobody knows', async () => {
    const { fileId } = await open('LCK-1');
    await outbox.drain();
    await pool.query(`UPDATE dms_file SET state = 'closed', result = 'X-7', closed_by = 'department', closed_at = now() WHERE id = $1`, [
      fileId,
    ]);
    expect(await dms.closeFile({ key: newKey('dms.file.close'), facts: factsOf('LCK-1'), outcome: { whose: 'theirs', code: 'ZAL' } })).toBe(
      true,
    );
    await outbox.drain();
    expect(await rows('SELECT state, result, closed_by FROM dms_file')).toEqual([
      { state: 'closed', result: 'ZAL', closed_by: 'department' },
    ]);
  });

  test('tells a DMS of its own what the case came to, when its department has closed the file with another code or none', async () => {
    const closedThere = (id: string, caseNumber: string, outcome: string | null, closings: number) =>
      pool.query(
        `INSERT INTO external_record (system, record_id, case_number, case_run, known_since, is_closed, outcome, closings)
         VALUES ('dms', $1, $2, $2 || '/1', now(), true, $3, $4)`,
        [id, caseNumber, outcome, closings],
      );
    await closedThere('f1', 'LCK-1', 'ZAL', 1);
    await closedThere('f2', 'LCK-2', 'X-7', 1);
    await closedThere('f3', 'LCK-3', null, 1);
    // By our own closing, which nobody has read back yet.
    await closedThere('f4', 'LCK-4', null, 0);
    const said = [];
    for (const number of ['LCK-1', 'LCK-2', 'LCK-3', 'LCK-4']) {
      said.push(await dms.closeFile({ key: newKey('dms.file.close'), facts: factsOf(number), outcome: { whose: 'theirs', code: 'ZAL' } }));
    }
    expect(said).toEqual([false, true, true, false]);
  });
});

test('a message is written once for its effect, and can be read', async () => {
  const messages = messageOutbox(pool, clock);
  const letter = {
    key: newKey('notify.mail'),
    caseRun: 'LCK-1/1',
    kind: 'status' as const,
    channel: 'mail' as const,
    to: 'anna@example.org',
    recipientName: 'Anna Przykładowa',
    subject: 'Odpowiedź',
    text: 'Naprawiono.',
  };
  await messages.send(letter);
  await messages.send(letter);
  expect(await rows('SELECT channel, recipient, subject, body, created_at FROM message_outbox')).toEqual([
    { channel: 'mail', recipient: 'anna@example.org', subject: 'Odpowiedź', body: 'Naprawiono.', created_at: new Date(clock.now()) },
  ]);
});
