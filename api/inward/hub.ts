/** The case hub: cases that live in a department's own system, as that system reports them. */
import { row, run, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import type { Services } from '../services.js';
import type { HubEvent } from './events.js';
import { putAside } from './inbox.js';
import { isOlder } from './order.js';
import type { Taken } from './records.js';

interface Known {
  readonly status: string;
  readonly outcome: string | null;
  readonly is_closed: boolean;
  readonly case_id: string | null;
  readonly changed_at: Date;
  readonly sequence: string | null;
}

export async function takeExternalCase(api: Services, on: Transaction, system: string, { time, sequence, data }: HubEvent): Promise<Taken> {
  const key = { system, externalId: data.externalId };
  // The case first, then what hangs on it: the order of all who lock.
  const of = await row<{ id: string; erased: boolean }>(
    on,
    `SELECT c.id, coalesce((SELECT r.erased_at IS NOT NULL FROM resident r WHERE r.id = c.resident_id), false) AS erased FROM case_file c
      WHERE c.number = :number
         OR (CAST(:number AS text) IS NULL
             AND c.id = (SELECT e.case_id FROM external_case e WHERE e.system = :system AND e.external_id = :externalId))
        FOR UPDATE OF c`,
    { ...key, number: data.caseNumber ?? null },
  );
  const known = await row<Known>(
    on,
    `SELECT status, outcome, is_closed, case_id, changed_at, sequence FROM external_case
      WHERE system = :system AND external_id = :externalId FOR UPDATE`,
    key,
  );
  const caseId = of?.id ?? known?.case_id ?? null;
  // What was forgotten doesn't come back.
  const title = of?.erased === true ? '' : data.title;
  const note = async (act: string, isNews: boolean): Promise<void> => {
    if (caseId === null) return;
    await record(on, {
      caseId,
      atMs: api.clock.now(),
      actor: `system:${system}`,
      act,
      facts: { ...key, number: data.number ?? null, status: data.status, outcome: data.outcome ?? null, isClosed: data.isClosed },
      payload: { title },
      ...(isNews ? { tells: [{ kind: 'external-case', to: 'holders' }] } : {}),
    });
  };
  const stamp = { at: time, sequence: sequence ?? null };
  if (known !== undefined && isOlder(stamp, { at: known.changed_at.toISOString(), sequence: known.sequence })) {
    await note('external-case.outdated', false);
    return { type: 'outdated' };
  }
  await keep(api, on, system, { time, sequence, data: { ...data, title } }, caseId);
  const isUnchanged =
    known !== undefined &&
    known.status === data.status &&
    known.is_closed === data.isClosed &&
    known.outcome === (data.outcome ?? null) &&
    known.case_id === caseId;
  if (!isUnchanged) await note('external-case.changed', data.isClosed && known?.is_closed !== true);
  if (data.caseNumber !== undefined && caseId === null) {
    return {
      type: await putAside(api, on, { system, kind: 'external-case', recordId: data.externalId, heard: data, named: data.caseNumber }),
    };
  }
  return { type: isUnchanged ? 'unchanged' : 'taken' };
}

async function keep(
  api: Services,
  on: Transaction,
  system: string,
  { time, sequence, data }: Pick<HubEvent, 'time' | 'sequence' | 'data'>,
  caseId: string | null,
): Promise<void> {
  await run(
    on,
    `INSERT INTO external_case (system, external_id, number, title, status, outcome, is_closed, url, case_id, changed_at, sequence, first_at, last_at)
     VALUES (:system, :externalId, :number, :title, :status, :outcome, :isClosed, :url, CAST(:caseId AS uuid), CAST(:time AS timestamptz), :sequence, :now, :now)
     ON CONFLICT (tenant_id, system, external_id) DO UPDATE
        SET number = excluded.number, title = excluded.title, status = excluded.status, outcome = excluded.outcome, is_closed = excluded.is_closed,
            url = excluded.url, case_id = excluded.case_id, changed_at = excluded.changed_at,
            sequence = coalesce(excluded.sequence, external_case.sequence), last_at = excluded.last_at`,
    {
      system,
      externalId: data.externalId,
      number: data.number ?? null,
      title: data.title,
      status: data.status,
      outcome: data.outcome ?? null,
      isClosed: data.isClosed,
      url: data.url ?? null,
      caseId,
      time,
      sequence: sequence ?? null,
      now: new Date(api.clock.now()),
    },
  );
}
