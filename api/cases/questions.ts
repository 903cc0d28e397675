/** The auditor's ready questions about cases, as SQL about the alias `c` of case_file. The page says of each what it means. */

import { latePartsOf } from './late.js';

/** Ends that demand no decision on the matter: nobody had to pass the tiers. */
const WITHOUT_DECISION = `('withdrawn', 'duplicate', 'transferred', 'out-of-competence', 'emergency')`;

/** The department must have had it: the routing says so (a formal matter), or it was the department's when it was closed. */
const DEPARTMENTS = `(c.handling = 'formal' OR c.closed_tier = 'department')`;

/** The department closed its file, and that closed this run. */
const CLOSED_BY_FILE = `EXISTS (SELECT 1 FROM case_journal told WHERE told.case_id = c.id AND told.act = 'dms.file.closed'
  AND told.facts::json->>'caseRun' = c.number || '/' || c.current_run)`;

/** A tier finished its task in the run that closed the case; where the department must have had it, the department did. */
const DONE_BY_TIER = `EXISTS (SELECT 1 FROM task done WHERE done.case_id = c.id AND done.run = c.current_run AND done.state = 'completed'
  AND done.ended_at <= c.closed_at AND done.tier IS NOT NULL AND (done.tier = 'department' OR NOT coalesce(${DEPARTMENTS}, false)))`;

/** docs/glossary.md, "without all steps". */
const STEPS_MISSING = `(c.status = 'stopped' OR (c.status = 'resolved' AND c.outcome_code NOT IN ${WITHOUT_DECISION}
  AND NOT ${CLOSED_BY_FILE} AND NOT ${DONE_BY_TIER}))`;

/** A failed step waits for a hand; the other acts come from outside of the process and of our pages. */
const BY_HAND = `(EXISTS (SELECT 1 FROM case_incident failed WHERE failed.case_id = c.id)
  OR EXISTS (SELECT 1 FROM case_journal touched WHERE touched.case_id = c.id AND touched.act IN ('process.data-changed', 'process.canceled', 'step.retried')))`;

/** The array is made once, so that both sides can be read by an index. */
const CLOSED_LATE = `(c.closed_at > c.promise_at OR (c.closed_at IS NOT NULL AND c.id = ANY (ARRAY(${latePartsOf()}))))`;

/** Most have an index of their own or stand on one (migrations/0110_audit.sql, 0160_audit_answers.sql). */
export const QUESTIONS = {
  'closed-late': CLOSED_LATE,
  'steps-missing': STEPS_MISSING,
  reopened: 'c.current_run > 1',
  'dates-changed': 'c.promise_at <> c.promise_first_at',
  reassigned: 'c.hand_ons >= 3',
  'by-hand': BY_HAND,
} as const;
