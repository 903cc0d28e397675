/** Which sample people get a card: the first of each role, and the lead of several tiers. */
import type { DemoPerson } from '../../session/session.js';

const ORDER = ['front-office', 'line-1', 'line-2', 'department', 'lead', 'owner', 'auditor', 'admin'];

export function oneOfEachRole(people: readonly DemoPerson[]): readonly DemoPerson[] {
  const kindOf = ({ roles, tierLead }: DemoPerson) => (tierLead ? (roles.length > 1 ? 'lead' : '') : (roles[0] ?? ''));
  return ORDER.flatMap((kind) => people.find((person) => kindOf(person) === kind) ?? []);
}
