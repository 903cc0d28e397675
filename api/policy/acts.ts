/** Everything that the product asks the policy about, and who may do it. This table is the whole policy; api/policy/may.ts reads it. */
import type { Role } from './person.js';

/**
 * `all`: on every case. `own-unit`: on cases that are or were with the person's department. `own-tier`: on tasks of the person's tier
 * (a department's: of their own department). `lead`: like `own-tier`, for tier leads alone. `asked`: on questions that were put to the person or to their tier. `yes`: the act concerns no case.
 */
export type Reach = 'all' | 'own-unit' | 'own-tier' | 'lead' | 'asked' | 'yes';

const LINES = ['front-office', 'line-1', 'line-2'] as const;
const DESK = [...LINES, 'department'] as const;

function each(roles: readonly Role[], reach: Reach): Partial<Record<Role, Reach>> {
  return Object.fromEntries(roles.map((role) => [role, reach]));
}

export const ACTS = {
  'case.read': { ...each(LINES, 'all'), department: 'own-unit', auditor: 'all' },
  'case.create': each(LINES, 'yes'),
  'outage.read': each(DESK, 'yes'),
  'outage.write': each(['line-1', 'line-2'], 'yes'),
  'article.send': each(LINES, 'yes'),
  /** The call screen. */
  'desk.use': each(['front-office', 'line-1'], 'yes'),
  'case.write': { ...each(LINES, 'all'), department: 'own-unit' },
  /** Out of one case and into another: both have to be reached. */
  'document.move': { ...each(LINES, 'all'), department: 'own-unit' },
  'task.work': each(DESK, 'own-tier'),
  'task.distribute': each(DESK, 'lead'),
  'question.answer': each(DESK, 'asked'),
  'absence.write': each(DESK, 'lead'),
  'resident.read': { ...each(LINES, 'yes'), auditor: 'yes' },
  'resident.write': each(LINES, 'yes'),
  /** Two rows of the register are one person; also taking that back. */
  'resident.merge': each(LINES, 'yes'),
  'resident.erase': { admin: 'yes' },
  'case.hold': { admin: 'all' },
  'history.read': { ...each(LINES, 'all'), department: 'own-unit', auditor: 'all', owner: 'all' },
  'journal.verify': { auditor: 'all', admin: 'all' },
  'anchors.export': { auditor: 'yes', admin: 'yes' },
  'cases.export': { auditor: 'all' },
  'access-log.read': { auditor: 'yes' },
  'changes.read': { auditor: 'yes' },
  'sample.work': { auditor: 'yes' },
  'catalogue.read': { ...each(DESK, 'yes'), owner: 'yes', auditor: 'yes', admin: 'yes' },
  'catalogue.write': { owner: 'yes' },
  'model.read': { ...each(DESK, 'yes'), owner: 'yes', auditor: 'yes', admin: 'yes' },
  'model.deploy': { owner: 'yes' },
  'model.draft': { owner: 'yes' },
  /** Numbers and places of cases that run, without what is in them. */
  'running.read': { owner: 'yes' },
  /** Whose word counts when two systems differ. */
  'field-owner.read': { owner: 'yes', auditor: 'yes', admin: 'yes' },
  'people.read': { ...each(DESK, 'yes'), owner: 'yes', auditor: 'yes', admin: 'yes' },
  'people.write': { admin: 'yes' },
  'calendars.write': { admin: 'yes' },
  'register.read': { ...each(LINES, 'all'), department: 'own-unit', auditor: 'all' },
  'register.close-file': { department: 'yes' },
  'register.plan-work': { department: 'yes' },
  /** What came from other systems and belongs to no case. */
  'inbox.work': { 'line-2': 'yes' },
  /** Where cases and other systems differ: numbers of cases, codes of both sides. */
  'drift.read': { owner: 'yes', admin: 'yes' },
  'drift.settle': { owner: 'yes', admin: 'yes' },
  'step.retry': { admin: 'yes' },
  /** Our codes in the words of other systems, and theirs in ours. */
  'codes.work': { owner: 'yes' },
  /** Whether the other systems answer now. */
  'system.read': { ...each(DESK, 'yes'), owner: 'yes', auditor: 'yes', admin: 'yes' },
  /** Deliveries to other systems: look, try again, give up, let a system rest. */
  'system.manage': { admin: 'yes' },
} as const satisfies Readonly<Record<string, Partial<Record<Role, Reach>>>>;

export type Act = keyof typeof ACTS;
