/**
 * Forgets a resident: one transaction over every table that holds something personal, and the engine's history with it. What happened,
 * when and by whom stays; what it was about goes. docs/operations/proof.md names each table.
 */
import { rows, run, type Statements, type Transaction, transaction } from '../database.js';
import type { HistoryErasure } from '../engine-port/port.js';
import { logLook } from '../history/access-log.js';
import { REWRITES_JOURNAL } from '../history/anchors.js';
import { lockCases, record } from '../history/journal.js';
import type { Services } from '../services.js';

export interface Asked {
  readonly residentId: string;
  readonly login: string;
  readonly reason: string;
  readonly reference: string | null;
}

export interface Obstacle {
  readonly number: string;
  /** `open`: not settled · `running`: settled, but its process goes on · `undelivered`: another system hasn't been told · `held`: a legal hold. */
  readonly why: 'open' | 'running' | 'undelivered' | 'held';
}

export interface Erased {
  readonly type: 'erased';
  readonly atMs: number;
  readonly cases: number;
  readonly journalPayloads: number;
  readonly enginePayloads: number;
  readonly documents: number;
  /** Case runs whose history another engine holds. */
  readonly elsewhere: readonly string[];
}

export type Erasure =
  | Erased
  | { readonly type: 'unknown' }
  /** Nothing was erased. */
  | { readonly type: 'blocked'; readonly obstacles: readonly Obstacle[] }
  | Exclude<HistoryErasure, { type: 'erased' }>;

/** Rolls the transaction back; what it carries is the answer. */
class NotErased extends Error {
  constructor(readonly answer: Exclude<Erasure, Erased>) {
    super('Expected a resident who can be forgotten');
  }
}

export async function eraseResident(api: Services, asked: Asked): Promise<Erasure> {
  try {
    return await transaction(api.db, (on) => erase(api, on, asked));
  } catch (error) {
    if (error instanceof NotErased) return error.answer;
    throw error;
  }
}

async function erase(api: Services, on: Transaction, asked: Asked): Promise<Erased> {
  const { caseIds, ids } = await lock(on, asked.residentId);
  const obstacles = await obstaclesIn(on, caseIds);
  if (obstacles.length > 0) throw new NotErased({ type: 'blocked', obstacles });
  const atMs = api.clock.now();
  await forgetSearches(on, ids);
  const trails = await forgetTrails(on, caseIds);
  const documents = await forgetCases(on, caseIds, ids);
  const ofCases = await run(
    on,
    'UPDATE case_journal SET payload = NULL, salt = NULL WHERE case_id = ANY (CAST(:caseIds AS uuid[])) AND (payload IS NOT NULL OR salt IS NOT NULL)',
    { caseIds },
  );
  await run(
    on,
    `UPDATE resident SET name = '(dane usunięte)', email = NULL, phone = NULL, postal_address = NULL, reply_channel = 'none',
       verification = 'none', erased_at = :at WHERE id = ANY (CAST(:ids AS uuid[]))`,
    { at: new Date(atMs), ids },
  );
  const runs = await runsOf(on, caseIds);
  const own = runs.filter(({ engine }) => engine === api.engine.name);
  // Last, and before the commit: if it fails nothing of ours has happened, and asking again finds it half done at worst.
  const history = await api.engine.eraseHistory(own.map(({ key }) => key));
  if (history.type !== 'erased') throw new NotErased(history);
  const elsewhere = runs.filter(({ engine }) => engine !== api.engine.name).map(({ case_run }) => case_run);
  const erased: Erased = {
    type: 'erased',
    atMs,
    cases: caseIds.length,
    journalPayloads: ofCases + trails,
    enginePayloads: history.payloads,
    documents,
    elsewhere,
  };
  await note(on, asked, caseIds, erased);
  return erased;
}

/**
 * Anchors first, then cases, then the resident: a registration under way holds the resident and comes before or after us. Rows that were
 * merged are one person and are forgotten together, also those that were forgotten before.
 */
async function lock(
  on: Transaction,
  residentId: string,
): Promise<{ readonly caseIds: readonly string[]; readonly ids: readonly string[] }> {
  await run(on, `SELECT ${REWRITES_JOURNAL}`);
  const same = '(SELECT coalesce(merged_into, id) FROM resident WHERE id = :residentId) IN (r.id, r.merged_into)';
  const cases = await lockCases(on, `c.resident_id IN (SELECT r.id FROM resident r WHERE ${same})`, { residentId });
  const residents = await rows<{ id: string }>(on, `SELECT r.id FROM resident r WHERE ${same} ORDER BY r.id FOR UPDATE`, { residentId });
  if (residents.length === 0) throw new NotErased({ type: 'unknown' });
  return { caseIds: cases.map(({ id }) => id), ids: residents.map(({ id }) => id) };
}

async function obstaclesIn(on: Statements, caseIds: readonly string[]): Promise<readonly Obstacle[]> {
  const found = await rows<{ number: string; why: Obstacle['why'] | null }>(
    on,
    `SELECT number, CASE
         WHEN status IN ('registered', 'open') THEN 'open'
         WHEN EXISTS (SELECT FROM case_run r WHERE r.case_id = c.id
                        AND (r.start_state = 'intended' OR (r.start_state = 'started' AND r.ended_at IS NULL)))
           OR EXISTS (SELECT FROM pending_completion p WHERE p.case_id = c.id AND p.state IN ('pending', 'carrying')) THEN 'running'
         WHEN EXISTS (SELECT FROM outbox o WHERE o.case_number = c.number AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL)
           OR EXISTS (SELECT FROM document_move m JOIN outbox o ON o.effect_key = m.effect_key
                       WHERE m.to_case = c.id AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL) THEN 'undelivered'
         WHEN EXISTS (SELECT FROM legal_hold h WHERE h.case_id = c.id) THEN 'held'
       END AS why
     FROM case_file c WHERE id = ANY (CAST(:caseIds AS uuid[])) ORDER BY number`,
    { caseIds },
  );
  return found.flatMap(({ number, why }) => (why === null ? [] : [{ number, why }]));
}

/** Whoever looked for this person may have typed name or address (search.ts): that somebody searched stays, what for goes. */
async function forgetSearches(on: Statements, ids: readonly string[]): Promise<void> {
  await run(
    on,
    `UPDATE access_log l SET subject_id = '' FROM resident r
      WHERE r.id = ANY (CAST(:ids AS uuid[])) AND l.subject_type = 'search' AND l.subject_id <> ''
        AND (starts_with(lower(r.email), lower(l.subject_id))
          OR (length(regexp_replace(l.subject_id, '\\D', '', 'g')) >= 3
              AND position(regexp_replace(l.subject_id, '\\D', '', 'g') IN regexp_replace(r.phone, '\\D', '', 'g')) > 0)
          OR NOT EXISTS (
            SELECT FROM regexp_split_to_table(translate(lower(l.subject_id), 'ąćęłńóśźżĄĆĘŁŃÓŚŹŻ', 'acelnoszzacelnoszz'), '[^a-z0-9]+') AS word
             WHERE word <> '' AND NOT resident_words(r.name, NULL, NULL, r.postal_address) @@ CAST(word || ':*' AS tsquery)))`,
    { ids },
  );
}

const OF_CASES = 'case_id = ANY (CAST(:caseIds AS uuid[]))';
const NUMBERS = '(SELECT number FROM case_file WHERE id = ANY (CAST(:caseIds AS uuid[])))';
const RUNS = `(SELECT case_run FROM case_run WHERE ${OF_CASES})`;

const FORGET = [
  `UPDATE case_file SET closing_text = CASE WHEN closing_text IS NOT NULL THEN '' END, place = NULL WHERE id = ANY (CAST(:caseIds AS uuid[]))`,
  `UPDATE pending_completion SET closing_text = NULL, reason = NULL, failure = NULL, variables = '{}' WHERE ${OF_CASES}`,
  `DELETE FROM task_draft d USING task t WHERE t.engine = d.engine AND t.task_key = d.task_key AND t.${OF_CASES}`,
  `UPDATE case_question SET question = '', answer = CASE WHEN answer IS NOT NULL THEN '' END WHERE ${OF_CASES}`,
  `UPDATE note SET text = '' WHERE ${OF_CASES}`,
  `UPDATE task SET follow_up_note = NULL WHERE ${OF_CASES} AND follow_up_note IS NOT NULL`,
  `UPDATE case_pause SET missing = NULL, office = NULL, message = NULL, late_reason = NULL WHERE ${OF_CASES}`,
  `UPDATE case_extension SET reason = '', notice = NULL WHERE ${OF_CASES}`,
  `UPDATE case_incident SET message = '' WHERE ${OF_CASES}`,
  `UPDATE message_outbox SET recipient_name = '', recipient = '', subject = '', body = '', returned_why = NULL WHERE case_run IN ${RUNS}`,
  `UPDATE outbox SET payload = '{}', last_error = NULL WHERE case_number IN ${NUMBERS}`,
  `UPDATE outbox_attempt SET detail = '' WHERE outbox_id IN (SELECT id FROM outbox WHERE case_number IN ${NUMBERS})`,
  `DELETE FROM drift WHERE ${OF_CASES}`,
  `UPDATE crm_record SET resident = NULL WHERE case_number IN ${NUMBERS}`,
  `UPDATE external_case SET title = '', url = NULL WHERE ${OF_CASES}`,
  `UPDATE inward_event SET data = NULL, state = 'settled', result = 'erased'
    WHERE state = 'waiting' AND (data -> 'data' ->> 'caseNumber' IN ${NUMBERS} OR data -> 'data' ->> 'caseRun' IN ${RUNS})`,
  `UPDATE external_document d SET state = 'told', next_try_at = NULL FROM external_record r
    WHERE d.state = 'wanted' AND r.system = d.system AND r.record_id = d.record_id AND r.case_number IN ${NUMBERS}`,
  `UPDATE dms_document SET name = '' WHERE file_id IN (SELECT id FROM dms_file WHERE case_number IN ${NUMBERS})`,
];

/** Gives the number of documents. */
async function forgetCases(on: Statements, caseIds: readonly string[], ids: readonly string[]): Promise<number> {
  for (const statement of FORGET) await run(on, statement, { caseIds });
  // A contact may have been copied to somebody else's case; its words are this resident's there too.
  await run(
    on,
    `UPDATE contact SET note = '', answers = NULL, represented_name = NULL, represented_scope = NULL, represented_until = NULL
      WHERE resident_id = ANY (CAST(:ids AS uuid[])) OR ${OF_CASES}`,
    { caseIds, ids },
  );
  // Articles that were sent outside of any case, also when it was found a case since.
  await run(
    on,
    `UPDATE message_outbox SET recipient_name = '', recipient = '', subject = '', body = '', returned_why = NULL
      WHERE contact_id IN (SELECT id FROM contact WHERE resident_id = ANY (CAST(:ids AS uuid[])) OR ${OF_CASES})`,
    { caseIds, ids },
  );
  await run(on, `UPDATE note SET text = '' WHERE resident_id = ANY (CAST(:ids AS uuid[]))`, { ids });
  await run(on, `DELETE FROM desk_draft WHERE content -> 'who' ->> 'id' = ANY (CAST(:ids AS text[]))`, { ids });
  await run(
    on,
    `INSERT INTO forgotten_document (id, case_number) SELECT CAST(d.id AS text), c.number FROM document d JOIN case_file c ON c.id = d.case_id
      WHERE d.${OF_CASES} ON CONFLICT DO NOTHING`,
    { caseIds },
  );
  return run(on, `DELETE FROM document WHERE ${OF_CASES}`, { caseIds });
}

/** What other cases say of documents that were theirs before: names, reasons, what was told of them. Gives the number of journal entries. */
async function forgetTrails(on: Statements, caseIds: readonly string[]): Promise<number> {
  const trail = `WITH RECURSIVE trail (case_id, document_id) AS (
      SELECT d.case_id, CAST(d.id AS text) FROM document d WHERE d.${OF_CASES}
      UNION
      SELECT c.id, t.document_id FROM trail t JOIN case_journal j ON j.case_id = t.case_id AND j.act = 'document.moved-in'
         JOIN case_file c ON c.number = CAST(j.facts AS jsonb)->>'number' WHERE CAST(j.facts AS jsonb)->>'documentId' = t.document_id)`;
  const effects = `SELECT m.effect_key FROM trail t JOIN document_move m ON m.from_case = t.case_id AND CAST(m.document_id AS text) = t.document_id
     UNION SELECT concat('document|', t.document_id, '|', r.case_run) FROM trail t JOIN case_run r ON r.case_id = t.case_id`;
  await run(
    on,
    `${trail}, told AS (UPDATE outbox SET payload = '{}', last_error = NULL
        WHERE case_number IN (SELECT c.number FROM trail t JOIN case_file c ON c.id = t.case_id)
          AND coalesce(known_as, effect_key) IN (${effects}) RETURNING id)
     UPDATE outbox_attempt SET detail = '' WHERE outbox_id IN (SELECT id FROM told)`,
    { caseIds },
  );
  return run(
    on,
    `${trail} UPDATE case_journal j SET payload = NULL, salt = NULL FROM trail t
      WHERE j.case_id = t.case_id AND NOT (j.${OF_CASES}) AND j.act LIKE 'document.%' AND CAST(j.facts AS jsonb)->>'documentId' = t.document_id
        AND (j.payload IS NOT NULL OR j.salt IS NOT NULL)`,
    { caseIds },
  );
}

async function runsOf(on: Statements, caseIds: readonly string[]) {
  return rows<{ case_run: string; engine: string; key: string }>(
    on,
    `SELECT case_run, engine, process_instance_key AS key FROM case_run WHERE ${OF_CASES} AND process_instance_key IS NOT NULL ORDER BY case_run`,
    { caseIds },
  );
}

async function note(on: Transaction, asked: Asked, caseIds: readonly string[], erased: Erased): Promise<void> {
  const { residentId, login, reason, reference } = asked;
  for (const caseId of caseIds) {
    const facts = { residentId, reason, reference };
    await record(on, { caseId, atMs: erased.atMs, actor: login, act: 'resident.erased', facts });
  }
  await run(
    on,
    `INSERT INTO resident_erasure (resident_id, at, erased_by, reason, reference, cases, journal_payloads, engine_payloads, documents)
     VALUES (:residentId, :at, :login, :reason, :reference, :cases, :journalPayloads, :enginePayloads, :documents)`,
    {
      residentId,
      at: new Date(erased.atMs),
      login,
      reason,
      reference,
      cases: erased.cases,
      journalPayloads: erased.journalPayloads,
      enginePayloads: erased.enginePayloads,
      documents: erased.documents,
    },
  );
  await logLook(on, { login, act: 'resident.erased', subjectType: 'resident', subjectId: residentId, atMs: Date.now() });
}
