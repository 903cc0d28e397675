/** Reads what the ledger and our own tables say of a case: what was told to another system and arrived, and what we know of its records. */
import type { PeerRecord } from '../../workers/outbox/source.js';
import type { RecordSystem } from '../../workers/ports.js';
import { iso, row, rows, type Statements } from '../database.js';
import { asOwnId } from '../documents/own-id.js';
import { type Kept, type LedgerRow, runsFrom } from './ledger-runs.js';
import type { Agreement, CaseDates, KnownRecord, OurRun, OwnDocument } from './sides.js';

export interface OurCase {
  readonly caseId: string;
  readonly caseNumber: string;
  /** Another one after each act on the case, and after whatever happens to an effect of it. */
  readonly mark: string;
  /** Its resident is forgotten: nothing of it is ever told again. */
  readonly isErased: boolean;
  readonly dates: CaseDates;
  readonly plannedAt: string | null;
  readonly ledger: readonly LedgerRow[];
  readonly runs: readonly OurRun[];
  readonly known: readonly KnownRecord[];
  readonly agreements: ReadonlyMap<string, Agreement>;
}

interface CaseColumns {
  readonly id: string;
  readonly erased: boolean;
  readonly promise_at: Date | null;
  readonly statutory_at: Date | null;
  readonly planned_at: Date | null;
  readonly runs: readonly { readonly caseRun: string; readonly goesOn: boolean }[];
}

const RECORDS = `SELECT e.record_id AS "recordId", e.case_run AS "caseRun", e.record_number AS number, e.is_closed AS "isClosed",
         EXISTS (SELECT FROM inbox_item i WHERE i.system = e.system AND i.kind = 'record' AND i.record_id = e.record_id AND i.decision = 'adopted')
           AS "isAdopted"
    FROM external_record e WHERE e.system = :system AND e.case_number = :caseNumber ORDER BY e.known_since, e.record_id`;

/** Of the files in our own register those whose closing the case was told. */
const FILES_HEARD_OF = `SELECT f.id AS "recordId", f.case_run AS "caseRun", f.file_number AS number, true AS "isClosed", false AS "isAdopted"
    FROM dms_file f WHERE :system = 'dms' AND f.case_number = :caseNumber
     AND EXISTS (SELECT FROM case_message m WHERE m.message_id = concat('dms-closed:', f.id))`;

/** In the system's own codes, as it was told last: a table of codes may have changed since it was told first. */
const AS_SAID = `(SELECT s.sent_codes FROM outbox s
                   WHERE s.case_number = o.case_number AND s.system = o.system AND s.delivered_at IS NOT NULL AND s.sent_codes IS NOT NULL
                     AND coalesce(s.known_as, s.effect_key) = coalesce(o.known_as, o.effect_key) ORDER BY s.id DESC LIMIT 1)`;

/** Read before the rest: what changes meanwhile shows, when the mark is read again. */
export async function markOf(on: Statements, system: RecordSystem, caseNumber: string): Promise<string | undefined> {
  const found = await row<{ mark: string }>(
    on,
    `SELECT concat_ws('/', c.journal_seq, o.*) AS mark FROM case_file c CROSS JOIN LATERAL (
       SELECT count(*), count(delivered_at), count(held_at), count(withdrawn_at), coalesce(sum(attempts), 0)
         FROM outbox WHERE case_number = c.number AND system = :system) o
      WHERE c.number = :caseNumber`,
    { system, caseNumber },
  );
  return found?.mark;
}

export async function readOurCase(on: Statements, kept: Kept, caseNumber: string): Promise<OurCase | undefined> {
  const { system } = kept;
  const key = { system, caseNumber };
  const mark = await markOf(on, system, caseNumber);
  const [theCase, ledger, known, agreed] = await Promise.all([
    row<CaseColumns>(
      on,
      `SELECT c.id, c.promise_at, c.statutory_at, c.planned_at, coalesce((SELECT p.erased_at IS NOT NULL FROM resident p WHERE p.id = c.resident_id), false) AS erased,
              (SELECT coalesce(json_agg(json_build_object('caseRun', r.case_run,
                        'goesOn', r.run = c.current_run AND r.ended_at IS NULL AND c.status IN ('registered', 'open')) ORDER BY r.run), '[]')
                 FROM case_run r WHERE r.case_id = c.id) AS runs
         FROM case_file c WHERE c.number = :caseNumber`,
      { caseNumber },
    ),
    rows<LedgerRow>(
      on,
      `SELECT o.id, o.action, o.payload || coalesce(jsonb_strip_nulls(${AS_SAID}), '{}') AS payload, o.known_as IS NOT NULL AS "isAgain", o.remote_id AS "remoteId", o.held_code AS "heldCode",
              CASE WHEN o.withdrawn_at IS NOT NULL THEN 'withdrawn' WHEN o.delivered_at IS NOT NULL THEN 'delivered'
                   WHEN o.held_at IS NOT NULL THEN 'held' ELSE 'waiting' END AS state,
              (SELECT CASE WHEN d.case_id = (SELECT c.id FROM case_file c WHERE c.number = o.case_number) THEN 'this-case' ELSE 'another' END
                 FROM document d WHERE o.action = 'document' AND d.id = ${asOwnId("o.payload->>'documentId'")}) AS "isOf"
         FROM outbox o WHERE o.case_number = :caseNumber AND o.system = :system ORDER BY o.id`,
      key,
    ),
    rows<KnownRecord>(on, kept.isRegister ? FILES_HEARD_OF : RECORDS, key),
    rows<{ recordId: string; agreed: Agreement }>(
      on,
      `SELECT a.record_id AS "recordId", a.agreed FROM agreement a JOIN case_file c ON c.id = a.case_id
        WHERE c.number = :caseNumber AND a.system = :system`,
      key,
    ),
  ]);
  if (theCase === undefined || mark === undefined) return undefined;
  return {
    caseId: theCase.id,
    caseNumber,
    mark,
    isErased: theCase.erased,
    dates: { promiseAt: iso(theCase.promise_at), statutoryAt: iso(theCase.statutory_at) },
    plannedAt: iso(theCase.planned_at),
    ledger,
    runs: runsFrom(kept, theCase.runs, ledger),
    known,
    agreements: new Map(agreed.map(({ recordId, agreed }) => [recordId, agreed])),
  };
}

/**
 * Of the documents in a case's records those that belong to other cases: sent there by us, fetched from here and moved since, or forgotten
 * with its resident.
 */
export async function documentsElsewhere(
  on: Statements,
  { system, caseId }: { readonly system: RecordSystem; readonly caseId: string },
  records: readonly PeerRecord[],
) {
  const lying = records.flatMap(({ recordId, documents }) => documents.map(({ documentId }) => ({ recordId, documentId })));
  if (lying.length === 0) return [];
  return rows<OwnDocument>(
    on,
    `SELECT l."documentId", c.number AS "caseNumber" FROM jsonb_to_recordset(CAST(:lying AS jsonb)) AS l ("recordId" text, "documentId" text)
       JOIN document d ON d.id = coalesce(${asOwnId('l."documentId"')},
         (SELECT x.fetched_as FROM external_document x WHERE x.system = :system AND x.record_id = l."recordId" AND x.document_id = l."documentId"))
       JOIN case_file c ON c.id = d.case_id WHERE d.case_id <> :caseId
     UNION ALL
     SELECT f.id, f.case_number FROM forgotten_document f JOIN case_file c ON c.number = f.case_number
      WHERE f.id IN (SELECT l->>'documentId' FROM jsonb_array_elements(CAST(:lying AS jsonb)) l) AND c.id <> :caseId`,
    { system, caseId, lying: JSON.stringify(lying) },
  );
}

/** Documents that the case has, and those of its records that it has heard of. */
export async function documentsHere(on: Statements, system: RecordSystem, caseId: string, recordIds: readonly string[]) {
  const [own, heard] = await Promise.all([
    rows<{ id: string; sha256: string; name: string }>(
      on,
      `SELECT CAST(id AS text) AS id, encode(sha256, 'hex') AS sha256, name FROM document WHERE case_id = :caseId`,
      { caseId },
    ),
    rows<{ recordId: string; documentId: string }>(
      on,
      `SELECT record_id AS "recordId", document_id AS "documentId" FROM external_document
        WHERE system = :system AND record_id = ANY (CAST(:recordIds AS text[]))`,
      { system, recordIds },
    ),
  ]);
  return { own, heard };
}
