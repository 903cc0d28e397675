/** What was asked of somebody who leaves is their tier's to answer: nobody waits for a person who doesn't come back. */
import { rows, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { ACTS } from '../policy/acts.js';
import type { Role } from '../policy/person.js';
import type { Services } from '../services.js';

interface Leaving {
  readonly login: string;
  readonly roles: readonly Role[];
  readonly unit: string | null;
}

/** `by`: whose act it is. May be repeated. */
export async function passQuestionsOn({ db, clock }: Services, { login, roles, unit }: Leaving, by: string): Promise<void> {
  const tier = roles.find((role) => role in ACTS['question.answer']);
  if (tier === undefined) return;
  const department = tier === 'department' ? unit : null;
  const cases = await rows<{ case_id: string }>(
    db,
    `SELECT DISTINCT case_id FROM case_question WHERE to_login = :login AND state = 'open' ORDER BY case_id`,
    { login },
  );
  for (const { case_id: caseId } of cases) {
    await transaction(db, async (on) => {
      await rows(on, 'SELECT 1 FROM case_file WHERE id = CAST(:caseId AS uuid) FOR UPDATE', { caseId });
      const passed = await rows<{ id: string }>(
        on,
        `UPDATE case_question SET to_login = NULL, tier = :tier, department = :department
          WHERE case_id = CAST(:caseId AS uuid) AND to_login = :login AND state = 'open' RETURNING id`,
        { caseId, login, tier, department },
      );
      for (const { id } of passed) {
        const facts = { questionId: id, from: login, assignee: null, tier, department };
        await record(on, { caseId, atMs: clock.now(), actor: by, act: 'question.passed-on', facts });
      }
    });
  }
}
