/** Samples as rows: drawn by a seed that anybody can draw by again, found, and what was found in them. */
import { randomUUID } from 'node:crypto';
import { type CaseFilter, caseWhere } from '../cases/filter.js';
import { row, rows, run, type Statements, type Transaction } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Person } from '../policy/person.js';

export interface SampleRow {
  readonly id: string;
  readonly name: string;
  readonly seed: string;
  readonly filter: CaseFilter;
  readonly points: readonly string[];
  readonly wanted: number;
  readonly population: number;
  readonly drawn_at: Date;
  readonly drawn_by: string;
  readonly closed_at: Date | null;
  readonly closed_by: string | null;
  readonly conclusion: string | null;
  readonly cases: number;
  readonly checked: number;
  readonly with_findings: number;
}

/** A case is checked once every point of it has a result. */
const SAMPLE = `SELECT s.id, s.name, s.seed, s.filter, s.points, s.wanted, s.population, s.drawn_at, s.drawn_by, s.closed_at, s.closed_by, s.conclusion,
    counted.cases, counted.checked, counted.with_findings
  FROM audit_sample s
  CROSS JOIN LATERAL (
    SELECT count(*)::integer AS cases, (count(*) FILTER (WHERE done = cardinality(s.points)))::integer AS checked,
           (count(*) FILTER (WHERE found > 0))::integer AS with_findings
      FROM (SELECT c.place, count(f.point) AS done, count(*) FILTER (WHERE f.result = 'finding') AS found
              FROM audit_sample_case c LEFT JOIN audit_finding f ON f.sample_id = c.sample_id AND f.place = c.place
             WHERE c.sample_id = s.id GROUP BY c.place) one
  ) counted`;

export async function allSamples(on: Statements): Promise<readonly SampleRow[]> {
  return rows<SampleRow>(on, `${SAMPLE} ORDER BY s.drawn_at DESC, s.id LIMIT 500`);
}

export async function findSample(on: Statements, id: string): Promise<SampleRow> {
  const found = await row<SampleRow>(on, `${SAMPLE} WHERE s.id = :id`, { id });
  if (found === undefined) throw new Problem('NOT_FOUND', said('Nie ma takiej próby.', 'There is no such sample.'));
  return found;
}

export interface Draw {
  readonly name: string;
  readonly seed: string;
  readonly filter: CaseFilter;
  readonly size: number;
  readonly points: readonly string[];
}

/** `now`: engine clock; what is late is late by it. Throws INVALID_REQUEST when no case fits. */
export async function drawSample(on: Transaction, person: Person, { name, seed, filter, size, points }: Draw, now: Date): Promise<string> {
  const id = randomUUID();
  const where = caseWhere(person, filter, now);
  const counted = await row<{ n: number }>(on, `SELECT count(*)::integer AS n FROM case_file c WHERE ${where.sql}`, where.parameters);
  const population = counted?.n ?? 0;
  if (population === 0)
    throw new Problem(
      'INVALID_REQUEST',
      said(
        'Żadna sprawa nie odpowiada zawężeniu; próba nie powstała. Poszerz zawężenie.',
        'No case fits the filter; no sample was drawn. Widen the filter.',
      ),
    );
  await run(
    on,
    `INSERT INTO audit_sample (id, name, seed, filter, points, wanted, population, drawn_at, drawn_as_of, drawn_by)
     VALUES (:id, :name, :seed, CAST(:filter AS jsonb), CAST(:points AS text[]), :size, :population, :at, :now, :by)`,
    { id, name, seed, filter: JSON.stringify(filter), points, size, population, at: new Date(), now, by: person.login },
  );
  await run(
    on,
    `INSERT INTO audit_sample_case (sample_id, place, case_id)
     SELECT :sampleId, row_number() OVER (ORDER BY drawn.lot, drawn.number), drawn.id
       FROM (SELECT c.id, c.number, sha256(convert_to(CAST(:seed AS text) || ' ' || c.number, 'UTF8')) AS lot FROM case_file c WHERE ${where.sql}
              ORDER BY lot, c.number LIMIT :size) drawn`,
    { ...where.parameters, sampleId: id, seed, size },
  );
  return id;
}

export interface SampleCaseRow {
  readonly place: number;
  readonly number: string;
  readonly classification_name: string;
  readonly status: string;
  readonly registered_at: Date;
  readonly closed_at: Date | null;
  readonly findings: readonly {
    readonly point: number;
    readonly result: 'ok' | 'finding';
    readonly note: string;
    readonly by: string;
    readonly at: string;
  }[];
}

export async function casesOf(on: Statements, sampleId: string): Promise<readonly SampleCaseRow[]> {
  return rows<SampleCaseRow>(
    on,
    `SELECT s.place, c.number, coalesce(k.name, c.classification) AS classification_name, c.status, c.registered_at, c.closed_at,
            (SELECT coalesce(json_agg(json_build_object('point', f.point, 'result', f.result, 'note', f.note, 'by', f.login,
                      'at', to_char(f.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) ORDER BY f.point), '[]')
               FROM audit_finding f WHERE f.sample_id = s.sample_id AND f.place = s.place) AS findings
       FROM audit_sample_case s JOIN case_file c ON c.id = s.case_id
       LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
      WHERE s.sample_id = :sampleId ORDER BY s.place`,
    { sampleId },
  );
}

export interface Finding {
  readonly sampleId: string;
  readonly place: number;
  readonly point: number;
  readonly result: 'ok' | 'finding' | null;
  readonly note: string;
  readonly login: string;
}

/** null takes the result back. The sample's row is locked, so that it isn't closed meanwhile. */
export async function noteFinding(on: Transaction, { result, ...finding }: Finding): Promise<void> {
  const key = { sampleId: finding.sampleId, place: finding.place, point: finding.point };
  if (result === null) {
    await run(on, 'DELETE FROM audit_finding WHERE sample_id = :sampleId AND place = :place AND point = :point', key);
    return;
  }
  await run(
    on,
    `INSERT INTO audit_finding (sample_id, place, point, result, note, at, login) VALUES (:sampleId, :place, :point, :result, :note, :at, :login)
     ON CONFLICT (sample_id, place, point) DO UPDATE SET result = excluded.result, note = excluded.note, at = excluded.at, login = excluded.login`,
    { ...key, result, note: finding.note, login: finding.login, at: new Date() },
  );
}

/** Locks the sample and refuses when it is closed. */
export async function lockOpenSample(on: Transaction, id: string): Promise<void> {
  const found = await row<{ closed_at: Date | null }>(on, 'SELECT closed_at FROM audit_sample WHERE id = :id FOR UPDATE', { id });
  if (found === undefined) throw new Problem('NOT_FOUND', said('Nie ma takiej próby.', 'There is no such sample.'));
  if (found.closed_at !== null)
    throw new Problem(
      'SAMPLE_CLOSED',
      said(
        'Próba jest zamknięta i nic się w niej już nie zmieni. Wylosuj nową.',
        'The sample is closed and nothing in it changes any more. Draw a new one.',
      ),
    );
}

export async function closeSample(on: Transaction, id: string, login: string, conclusion: string): Promise<void> {
  await run(on, 'UPDATE audit_sample SET closed_at = :at, closed_by = :login, conclusion = :conclusion WHERE id = :id', {
    at: new Date(),
    login,
    conclusion,
    id,
  });
}
