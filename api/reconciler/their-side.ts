/** Asks another system, or reads the built-in register in its place, what it has of a case. */
import type { PeerRecord, RecordSource } from '../../workers/outbox/source.js';
import type { RecordSystem } from '../../workers/ports.js';
import { rows, type Statements } from '../database.js';
import type { KnownRecord, Theirs } from './sides.js';

const ANSWER_MS = 30_000;

export interface Asking {
  readonly system: RecordSystem;
  readonly source: RecordSource;
  readonly caseNumber: string;
  readonly known: readonly KnownRecord[];
}

/** Rejects when the system is away. A record that we know to be of another case is that one's, whatever it says. */
export async function askedOf(on: Statements, { system, source, caseNumber, known }: Asking): Promise<Theirs> {
  const signal = AbortSignal.timeout(ANSWER_MS);
  const found = await source.ofCase(caseNumber, signal);
  const others = await rows<{ id: string }>(
    on,
    'SELECT record_id AS id FROM external_record WHERE system = :system AND record_id = ANY (CAST(:ids AS text[])) AND case_number <> :caseNumber',
    { system, caseNumber, ids: found.map(({ recordId }) => recordId) },
  );
  const records = found.filter(({ recordId }) => others.every(({ id }) => id !== recordId));
  const unmarked: PeerRecord[] = [];
  for (const { recordId } of known) {
    if (records.some((one) => one.recordId === recordId)) continue;
    const found = await source.read(recordId, signal);
    if (found !== undefined) unmarked.push(found);
  }
  return { records, unmarked };
}

export async function registeredOf(on: Statements, system: RecordSystem, caseNumber: string): Promise<Theirs> {
  const records = await rows<PeerRecord>(on, system === 'crm' ? CONTACTS : FILES, { caseNumber });
  return { records, unmarked: [] };
}

const CONTACTS = `SELECT id AS "recordId", CAST(number AS text) AS "recordNumber", case_run AS "caseRun", title, status, outcome,
    status = 'resolved' AS "isClosed", CAST('[]' AS json) AS documents,
    json_build_object('promiseAt', promise_at, 'statutoryAt', statutory_at, 'preciseToMs', 1) AS dates, '' AS version, CAST(changed_at AS text) AS "changedAt"
  FROM crm_record WHERE case_number = :caseNumber ORDER BY number`;

/** Of a document the newest version counts. */
const FILES = `SELECT f.id AS "recordId", f.file_number AS "recordNumber", f.case_run AS "caseRun", f.title, f.state AS status, f.result AS outcome,
    to_char(f.planned_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "plannedAt",
    f.state = 'closed' AS "isClosed", '' AS version, CAST(coalesce(f.closed_at, f.opened_at) AS text) AS "changedAt",
    coalesce((SELECT json_agg(json_build_object('documentId', d.id, 'name', d.name, 'sha256', d.sha256) ORDER BY d.id)
       FROM (SELECT DISTINCT ON (id) id, name, sha256 FROM dms_document WHERE file_id = f.id ORDER BY id, version DESC) d), '[]') AS documents
  FROM dms_file f WHERE f.case_number = :caseNumber ORDER BY f.opened_at, f.id`;
