/**
 * The DMS port over the outbox, and the built-in register (case files, file numbers, documents with versions) behind it.
 * A department may close a file there by itself: that is the register's own act (api/registers), told to the case by a message.
 */
import type pg from 'pg';
import type { CodeBook, Ours } from '../outbox/codes.js';
import { effectText, type Outbox } from '../outbox/outbox.js';
import type { Effect, LocalPeer } from '../outbox/peer.js';
import type { Clock, DmsPort, SaidOutcome } from '../ports.js';
import { type DmsClosing, type DmsDocument, type DmsMove, type DmsOpening, readDmsEffect } from './dms-effects.js';

export function dmsOverOutbox(pool: pg.Pool, outbox: Outbox, clock: Clock, codes: CodeBook | undefined): DmsPort {
  /** Several codes of a DMS may mean one of ours. */
  const differs = async (theirs: string | null, { whose, code }: SaidOutcome): Promise<boolean> => {
    if (theirs === null || whose === 'theirs') return theirs !== code;
    return (await codes?.means('dms', { kind: 'outcome', code: theirs }, clock.now())) !== code;
  };
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    async openFile({ key, facts, department, plannedAt }) {
      const id = `dms-${facts.caseRun.replace('/', '-')}-${key.elementInstanceKey}`;
      const payload: DmsOpening = {
        id,
        caseNumber: facts.caseNumber,
        caseRun: facts.caseRun,
        title: facts.title,
        department,
        // A form may write a moment in several ways.
        plannedAt: plannedAt === null ? null : new Date(plannedAt).toISOString(),
        at: now(),
      };
      await outbox.write({ key, system: 'dms', caseNumber: facts.caseNumber, action: 'open', payload });
      return { fileId: id };
    },
    async addDocument({ key, facts, documentId, name, sha256 }) {
      const payload: DmsDocument = { caseRun: facts.caseRun, documentId, name, sha256, at: now() };
      await outbox.write({ key, system: 'dms', caseNumber: facts.caseNumber, action: 'document', payload });
    },
    async closeFile({ key, facts, outcome }) {
      // An opening that waits in the outbox counts: it will be delivered before this closing. So does a file that the department closed
      // with another code than the case has come to: the outcome is the case's.
      const { rows } = await pool.query<{ open: boolean; closedWith: readonly (string | null)[] | null }>(
        `SELECT EXISTS (SELECT FROM dms_file WHERE case_run = $1 AND state = 'open')
             OR EXISTS (SELECT FROM external_record WHERE system = 'dms' AND case_run = $1 AND NOT is_closed)
             OR EXISTS (SELECT FROM outbox WHERE system = 'dms' AND case_number = $2 AND action = 'open'
                        AND delivered_at IS NULL AND payload->>'caseRun' = $1)
             OR EXISTS (SELECT FROM outbox WHERE effect_key = $3) AS open,
                (SELECT array_agg(code) FROM (
                   SELECT outcome FROM external_record WHERE system = 'dms' AND case_run = $1 AND is_closed AND closings > 0
                   UNION ALL
                   SELECT result FROM dms_file WHERE case_run = $1 AND state = 'closed' AND closed_by IS DISTINCT FROM 'okienko'
                 ) closed (code)) AS "closedWith"`,
        [facts.caseRun, facts.caseNumber, effectText(key)],
      );
      const closedOtherwise = await Promise.all((rows[0]?.closedWith ?? []).map((code) => differs(code, outcome)));
      if (!rows[0]?.open && !closedOtherwise.includes(true)) return false;
      const ours: Ours = { ours: outcome.whose === 'ours' ? ['result'] : [] };
      const payload: DmsClosing & Ours = { caseRun: facts.caseRun, result: outcome.code, at: now(), ...ours };
      await outbox.write({ key, system: 'dms', caseNumber: facts.caseNumber, action: 'close', payload });
      return true;
    },
  };
}

/** Writes into the built-in register in the delivery's own transaction. */
export const builtInDms: LocalPeer = { type: 'local', deliver, codes: async () => ({ status: null, outcome: RESULTS }) };

const RESULTS = ['ZAL', 'ODP', 'NPT', 'ODM', 'PRZ', 'DUP', 'WYC', 'BRO'];

const LAST_OF_RUN = 'SELECT id FROM dms_file WHERE case_run = $1 ORDER BY opened_at DESC, id LIMIT 1';

async function deliver(effect: Effect, connection: pg.ClientBase): Promise<void> {
  const told = readDmsEffect(effect);
  switch (told.action) {
    case 'open': {
      const known = await connection.query('SELECT FROM dms_file WHERE id = $1', [told.id]);
      if (known.rowCount) return;
      const { number, jrwaClass, archiveCategory } = await nextFile(connection, told);
      await connection.query(
        `INSERT INTO dms_file (id, file_number, case_number, case_run, title, department, state, planned_at, opened_at, jrwa_class, archive_category)
         VALUES ($1, $2, $3, $4, $5, $6, 'open', $7, $8, $9, $10)`,
        [told.id, number, told.caseNumber, told.caseRun, told.title, told.department, told.plannedAt, told.at, jrwaClass, archiveCategory],
      );
      return;
    }
    case 'close':
      await connection.query(
        `UPDATE dms_file SET state = 'closed', result = $2, closed_at = CASE state WHEN 'open' THEN $3 ELSE closed_at END,
                closed_by = CASE state WHEN 'open' THEN 'okienko' ELSE closed_by END
          WHERE case_run = $1 AND (state = 'open' OR id = (${LAST_OF_RUN}))`,
        [told.caseRun, told.result, told.at],
      );
      return;
    case 'document':
      await connection.query(
        `INSERT INTO dms_document (id, file_id, version, name, sha256, stored_at)
         SELECT $2, f.id, 1 + coalesce((SELECT max(version) FROM dms_document WHERE id = $2), 0), $3, $4, $5
         FROM (SELECT id FROM dms_file WHERE case_run = $1 ORDER BY opened_at DESC LIMIT 1) f
         WHERE NOT EXISTS (SELECT FROM dms_document d WHERE d.id = $2 AND d.file_id = f.id AND d.sha256 = $4)`,
        [told.caseRun, told.documentId, told.name, told.sha256, told.at],
      );
      return;
    case 'plan':
      await connection.query(`UPDATE dms_file SET planned_at = $2 WHERE id = (${LAST_OF_RUN})`, [told.caseRun, told.plannedAt]);
      return;
    case 'paper':
      await connection.query(
        `UPDATE dms_document d SET paper_store = $3, paper_place = $4 FROM dms_file f WHERE f.id = d.file_id AND f.case_run = $1 AND d.id = $2`,
        [told.caseRun, told.documentId, told.store, told.place],
      );
      return;
    case 'move':
      await move(told, connection);
  }
}

/** All its versions; both files say where it went and whence it came. */
async function move({ caseRun, toCaseRun, documentId, at }: DmsMove, connection: pg.ClientBase): Promise<void> {
  const { rows } = await connection.query<{ id: string; state: string }>(
    'SELECT id, state FROM dms_file WHERE case_run = $1 ORDER BY opened_at DESC LIMIT 1',
    [toCaseRun],
  );
  const [target] = rows;
  if (target === undefined) throw new Error(`Expected a case file of ${toCaseRun}, but there is none`);
  if (target.state !== 'open') throw new Error(`Expected the case file of ${toCaseRun} to be open, but it is closed`);
  const { rows: sources } = await connection.query<{ id: string }>(
    `SELECT DISTINCT f.id FROM dms_file f JOIN dms_document d ON d.file_id = f.id WHERE f.case_run = $1 AND d.id = $2`,
    [caseRun, documentId],
  );
  for (const source of sources) {
    await connection.query('UPDATE dms_document SET file_id = $3 WHERE id = $1 AND file_id = $2', [documentId, source.id, target.id]);
    await connection.query(
      `INSERT INTO dms_trace (file_id, act, document_id, other_file_id, at)
       VALUES ($1, 'document-moved-out', $3, $2, $4), ($2, 'document-moved-in', $3, $1, $4)`,
      [source.id, target.id, documentId, at],
    );
  }
}

interface NextFile {
  /** Znak sprawy: `DGK.6220.17.2026`, by unit, class, running number, year; without a class where the classification has none. */
  readonly number: string;
  readonly jrwaClass: string;
  readonly archiveCategory: string;
}

/** Taken in the same transaction as the file, so no number is lost or doubled. */
async function nextFile(connection: pg.ClientBase, { department, caseNumber, at }: DmsOpening): Promise<NextFile> {
  // The built-in EOD stands in the city's house: it files by the city's own catalogue and units.
  const { rows: kept } = await connection.query<{ symbol: string | null; jrwaClass: string | null; archiveCategory: string | null }>(
    `SELECT coalesce(nullif(u.symbol, ''), upper(u.id)) AS symbol, k.jrwa_class AS "jrwaClass", k.archive_category AS "archiveCategory"
       FROM (SELECT 1) one LEFT JOIN unit u ON u.id = $1 LEFT JOIN case_file c ON c.number = $2 LEFT JOIN classification k ON k.code = c.classification`,
    [department, caseNumber],
  );
  const [filing] = kept;
  const symbol = filing?.symbol ?? department ?? 'BOK';
  const jrwaClass = filing?.jrwaClass ?? '';
  const year = new Date(at).getUTCFullYear();
  const { rows } = await connection.query<{ last: number }>(
    `INSERT INTO dms_file_counter (symbol, jrwa_class, year, last) VALUES ($1, $2, $3, 1)
     ON CONFLICT (tenant_id, symbol, jrwa_class, year) DO UPDATE SET last = dms_file_counter.last + 1 RETURNING last`,
    [symbol, jrwaClass, year],
  );
  const number = [symbol, ...(jrwaClass === '' ? [] : [jrwaClass]), rows[0]?.last ?? 0, year].join('.');
  return { number, jrwaClass, archiveCategory: filing?.archiveCategory ?? '' };
}
