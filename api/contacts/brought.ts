/** What the contacts of a case brought beside their notes, for whoever opens it. */
import { iso, row, rows, type Statements } from '../database.js';
import type { Answered } from './caller.js';

interface ContactRow {
  readonly verification: string;
  readonly acting_for: string;
  readonly represented_name: string | null;
  readonly represented_scope: string | null;
  readonly represented_until: string | null;
  readonly answers: readonly Answered[] | null;
}

export async function whatContactsBrought(on: Statements, caseId: string) {
  const [contacts, said, outage] = await Promise.all([
    rows<ContactRow>(
      on,
      `SELECT verification, acting_for, represented_name, represented_scope, represented_until::text, answers FROM contact
        WHERE case_id = :caseId AND direction = 'in' ORDER BY at DESC, id LIMIT 100`,
      { caseId },
    ),
    rows<{ code: string; name: string; version: number; how: string }>(
      on,
      `SELECT DISTINCT s.code, w.name, s.version, s.how FROM article_said s JOIN contact o ON o.id = s.contact_id
         JOIN classification_wording w ON w.code = s.code AND w.version = s.version
        WHERE o.case_id = :caseId ORDER BY w.name, s.version, s.how`,
      { caseId },
    ),
    row<{ id: string; title: string; ends_at: Date | null; ended_at: Date | null }>(
      on,
      'SELECT o.id, o.title, o.ends_at, o.ended_at FROM outage o JOIN case_file c ON c.outage_id = o.id WHERE c.id = :caseId',
      { caseId },
    ),
  ]);
  const checked = contacts.find(({ verification }) => verification !== 'none');
  const acting = contacts.find(({ acting_for }) => acting_for !== 'self');
  return {
    caller: {
      verification: checked?.verification ?? 'none',
      actingFor: acting?.acting_for ?? 'self',
      represents:
        acting == null || acting.represented_name === null
          ? null
          : { name: acting.represented_name, scope: acting.represented_scope, until: acting.represented_until },
      answers: contacts.find(({ answers }) => answers !== null)?.answers ?? [],
    },
    said,
    outage:
      outage === undefined ? null : { id: outage.id, title: outage.title, endsAt: iso(outage.ends_at), endedAt: iso(outage.ended_at) },
  };
}
