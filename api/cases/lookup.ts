/** Finding a case for somebody: by number, within what the policy lets them see. Whatever isn't visible isn't there. */
import { row, rows, type Statements } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { Act } from '../policy/acts.js';
import { type CaseForPolicy, may } from '../policy/may.js';
import type { Person } from '../policy/person.js';

export interface CaseRow {
  readonly id: string;
  readonly number: string;
  readonly case_type: string;
  readonly type_version: number | null;
  readonly classification: string;
  readonly handling: string | null;
  readonly track: string | null;
  readonly department: string | null;
  readonly resident_id: string | null;
  readonly reply_channel: string;
  readonly place: string | null;
  readonly channel: string;
  readonly entry_point: string | null;
  readonly tier: string | null;
  readonly assignee: string | null;
  readonly status: string;
  readonly public_status: string;
  readonly registered_at: Date;
  readonly registered_by: string | null;
  readonly received_at: Date | null;
  readonly promise_at: Date | null;
  readonly promise_first_at: Date | null;
  readonly promise_original_at: Date | null;
  readonly remind_at: Date | null;
  readonly statutory_at: Date | null;
  readonly statutory_original_at: Date | null;
  readonly statutory_first_at: Date | null;
  readonly escalate_at: Date | null;
  readonly overdue_at: Date | null;
  /** Until when the department has to accept it. */
  readonly accept_at: Date | null;
  readonly notice_at: Date | null;
  readonly paused_since: Date | null;
  readonly paused_kind: string | null;
  readonly planned_at: Date | null;
  readonly closed_at: Date | null;
  readonly closed_tier: string | null;
  readonly outcome_code: string | null;
  readonly closing_text: string | null;
  readonly original_number: string | null;
  readonly transferred_to: string | null;
  readonly hand_ons: number;
  readonly current_run: number;
  readonly sample: boolean;
  readonly last_event_at: Date;
}

export const CASE_COLUMNS = `c.id, c.number, c.case_type, c.type_version, c.classification, c.handling, c.track, c.department, c.resident_id,
  c.reply_channel, c.place, c.channel, c.entry_point, c.tier, c.assignee, c.status, c.public_status, c.registered_at, c.registered_by, c.received_at,
  c.promise_at, c.promise_first_at, c.promise_original_at, c.remind_at, c.statutory_at, c.statutory_original_at, c.statutory_first_at,
  c.escalate_at, c.overdue_at, c.accept_at, c.notice_at, c.paused_since, c.paused_kind, c.planned_at, c.closed_at, c.closed_tier, c.outcome_code, c.closing_text,
  c.original_number, c.transferred_to, c.hand_ons, c.current_run, c.sample, c.last_event_at`;

export async function policyOf(on: Statements, caseId: string): Promise<CaseForPolicy> {
  const units = await rows<{ unit_id: string }>(on, 'SELECT unit_id FROM case_unit WHERE case_id = :caseId', { caseId });
  return { units: units.map((found) => found.unit_id) };
}

/** Throws NOT_FOUND also when the person may not read it, so that numbers can't be tried out; NOT_ALLOWED when they may read but not `act`. */
export async function caseFor(on: Statements, person: Person, act: Act, number: string): Promise<CaseRow> {
  const found = await row<CaseRow>(on, `SELECT ${CASE_COLUMNS} FROM case_file c WHERE c.number = :number`, { number });
  const policy = found === undefined ? undefined : await policyOf(on, found.id);
  const readable = policy !== undefined && (may(person, 'case.read', policy) || may(person, act, policy));
  if (found === undefined || policy === undefined || !readable)
    throw new Problem(
      'NOT_FOUND',
      said(`Nie ma sprawy ${number} albo nie możesz jej zobaczyć.`, `There is no case ${number}, or you may not see it.`),
    );
  if (!may(person, act, policy))
    throw new Problem(
      'NOT_ALLOWED',
      said(
        `Tę sprawę możesz tylko czytać; czynność ${act} nie należy do Twojej roli.`,
        `You may only read this case; ${act} is not part of your role.`,
      ),
    );
  return found;
}
