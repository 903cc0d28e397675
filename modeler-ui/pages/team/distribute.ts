/** "Rozdziel": who gets which free task. The most urgent goes first, each to whoever is at work on its tier and has the least. */
import type { Schemas } from '../../api/schema.js';
import type { TeamPerson } from './queries.js';

type Task = Pick<Schemas['Task'], 'key' | 'caseNumber' | 'tier' | 'state'>;

/** Nobody gets more than this from one press: the rest stays in the queue, where people take the next one themselves. */
const MOST_EACH = 5;

export interface Share<One> {
  readonly task: One;
  readonly login: string;
}

/** `tasks` in the queue's order. People who lead do the distributing, not the work, unless nobody else is there: so they come last. */
export function distribute<One extends Task>(
  tasks: readonly One[],
  people: readonly Pick<TeamPerson, 'login' | 'tiers' | 'open' | 'awayUntil'>[],
): readonly Share<One>[] {
  const load = new Map(people.filter(({ awayUntil }) => awayUntil === null).map((person) => [person.login, { ...person, got: 0 }]));
  const shares: Share<One>[] = [];
  for (const task of tasks) {
    if (task.state !== 'open') continue;
    const [least] = [...load.values()]
      .filter(({ tiers, got }) => task.tier !== null && tiers.includes(task.tier) && got < MOST_EACH)
      // Who works on one tier alone is its own; who works on several (a lead) helps out.
      .sort((one, other) => one.tiers.length - other.tiers.length || one.open - other.open || (one.login < other.login ? -1 : 1));
    if (least === undefined) continue;
    least.open++;
    least.got++;
    shares.push({ task, login: least.login });
  }
  return shares;
}
