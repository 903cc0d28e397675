/**
 * The one place that says who may do what: `may(person, act, case)` for one case in hand, `casesFor(person, act)` the same rule as an
 * SQL predicate for lists and the live stream. Both read the table in api/policy/acts.ts, and a test holds them together.
 */
import { ACTS, type Act, type Reach } from './acts.js';
import type { Person, Role } from './person.js';

/** What the rule needs to know of a case and, for work, of its task. */
export interface CaseForPolicy {
  /** Departments that the case is or was with. */
  readonly units: readonly string[];
  /** Of the task or question that it is about. */
  readonly tier?: string | null;
  readonly department?: string | null;
  /** The one person whom a question is put to. */
  readonly asked?: string | null;
}

export function may(person: Person, act: Act, theCase?: CaseForPolicy): boolean {
  return reaches(person, act).some(([role, reach]) => reachesTo(person, role, reach, theCase));
}

function reachesTo(person: Person, role: Role, reach: Reach, theCase: CaseForPolicy | undefined): boolean {
  switch (reach) {
    case 'yes':
    case 'all':
      return true;
    case 'own-unit':
      return theCase !== undefined && person.unit !== null && theCase.units.includes(person.unit);
    case 'lead':
      return person.tierLead && theCase !== undefined && isOwnTier(person, role, theCase);
    case 'own-tier':
      return theCase !== undefined && isOwnTier(person, role, theCase);
    case 'asked':
      if (theCase === undefined) return false;
      return theCase.asked === undefined || theCase.asked === null ? isOwnTier(person, role, theCase) : theCase.asked === person.login;
  }
}

/** Before a case is in hand: could this person do the act on any case at all? */
export function mayEver(person: Person, act: Act): boolean {
  return reaches(person, act).some(([, reach]) => reach !== 'lead' || person.tierLead);
}

export interface Predicate {
  /** About the table alias `c` of case_file. */
  readonly sql: string;
  readonly parameters: Readonly<Record<string, string>>;
}

/** Cases on which the person may do the act; for acts that reach whole cases, not tasks. */
export function casesFor(person: Person, act: Act): Predicate {
  const found = reaches(person, act).map(([, reach]) => reach);
  if (found.includes('all')) return { sql: 'true', parameters: {} };
  if (found.includes('own-unit') && person.unit !== null) {
    return {
      sql: 'EXISTS (SELECT 1 FROM case_unit policy_unit WHERE policy_unit.case_id = c.id AND policy_unit.unit_id = :policyUnit)',
      parameters: { policyUnit: person.unit },
    };
  }
  return { sql: 'false', parameters: {} };
}

/** Open tasks that the person may work on; about the alias `t` of task. The same rule as `may(person, 'task.work', …)`. */
export function tasksFor(person: Person): Predicate & { readonly tiers: readonly string[] } {
  const tiers = reaches(person, 'task.work').map(([role]) => role);
  const quoted = tiers.map((_, index) => `:policyTier${index}`).join(', ');
  if (tiers.length === 0) return { sql: 'false', parameters: {}, tiers };
  return {
    sql: `(t.tier IN (${quoted}) AND (t.tier <> 'department' OR t.department IS NULL OR t.department = :policyUnit))`,
    parameters: { policyUnit: person.unit ?? '', ...Object.fromEntries(tiers.map((tier, index) => [`policyTier${index}`, tier])) },
    tiers,
  };
}

/** Questions that the person may answer; about the alias `q` of case_question. The same rule as `may(person, 'question.answer', …)`. */
export function questionsFor(person: Person): Predicate {
  const tiers = reaches(person, 'question.answer').map(([role]) => role);
  if (tiers.length === 0) return { sql: 'false', parameters: {} };
  const quoted = tiers.map((_, index) => `:askedTier${index}`).join(', ');
  return {
    sql: `(q.to_login = :askedLogin OR (q.tier IN (${quoted}) AND (q.tier <> 'department' OR q.department IS NULL OR q.department = :askedUnit)))`,
    parameters: {
      askedLogin: person.login,
      askedUnit: person.unit ?? '',
      ...Object.fromEntries(tiers.map((tier, index) => [`askedTier${index}`, tier])),
    },
  };
}

function isOwnTier(person: Person, role: Role, theCase: CaseForPolicy): boolean {
  if (theCase.tier !== role) return false;
  const department = theCase.department ?? null;
  return role !== 'department' || department === null || department === person.unit;
}

function reaches(person: Person, act: Act): readonly (readonly [Role, Reach])[] {
  const table: Partial<Record<Role, Reach>> = ACTS[act];
  return person.roles.flatMap((role) => {
    const reach = table[role];
    return reach === undefined ? [] : [[role, reach] as const];
  });
}
