/** One conversation, one case: a draft of the desk that is sent twice (an answer got lost, two tabs) is registered once. */
import { row, run, type Statements } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Answer } from '../http/route.js';
import type { Services } from '../services.js';

/** False: it was registered before. What was typed goes: from here on it is in the case. */
export async function takeDraft(on: Statements, draftId: string, login: string, number: string): Promise<boolean> {
  const taken = await run(
    on,
    `INSERT INTO desk_draft (id, login, content, started_at, saved_at, case_number) VALUES (:draftId, :login, '{}', now(), now(), :number)
     ON CONFLICT (id) DO UPDATE SET content = '{}', saved_at = now(), case_number = excluded.case_number
      WHERE desk_draft.login = excluded.login AND desk_draft.case_number IS NULL`,
    { draftId, login, number },
  );
  return taken > 0;
}

export async function whatBecameOf({ db }: Services, draftId: string, login: string): Promise<Answer> {
  const found = await row<{
    number: string;
    case_run: string;
    contact_id: string;
    status_code: string | null;
    pending_id: string | null;
    not_before: Date | null;
  }>(
    db,
    `SELECT c.number, r.case_run, o.id AS contact_id, c.status_code, p.id AS pending_id, p.not_before
       FROM desk_draft d JOIN case_file c ON c.tenant_id = d.tenant_id AND c.number = d.case_number
       JOIN case_run r ON r.case_id = c.id AND r.run = 1
       JOIN LATERAL (SELECT id FROM contact WHERE case_id = c.id ORDER BY at, id LIMIT 1) o ON true
       LEFT JOIN pending_completion p ON p.case_id = c.id AND p.run = 1 AND p.state = 'pending'
      WHERE d.id = CAST(:draftId AS uuid) AND d.login = :login LIMIT 1`,
    { draftId, login },
  );
  if (found === undefined)
    throw new Problem(
      'NOT_FOUND',
      said('Ten szkic należy do innej osoby. Nic nie zostało zapisane.', 'This draft is somebody else’s. Nothing was saved.'),
    );
  const { number, pending_id: id, not_before: notBefore } = found;
  return {
    status: 200,
    headers: { Location: `/api/v1/cases/${number}` },
    body: {
      number,
      caseRun: found.case_run,
      contactId: found.contact_id,
      statusCode: found.status_code ?? '',
      pending: id === null || notBefore === null ? null : { id, notBefore: notBefore.toISOString() },
    },
  };
}
