/** The replay's result as the table that is printed and that docs/replay.md holds. */
import type { ReplayedRequest, Result } from './result.js';

const OUTCOMES = ['done', 'duplicate', 'transferred', 'open'] as const;
const TIERS = ['line-1', 'line-2', 'department'] as const;

export function tableOf({ requests, created, resolved, stillOpen }: Result, seconds: number): string {
  const header = ['', 'cases', 'on time', 'late', 'no due date'];
  const lines = [header];
  for (const outcome of OUTCOMES)
    lines.push(
      lineOf(
        outcome === 'open' ? 'still open' : outcome,
        requests.filter((one) => one.outcome === outcome),
      ),
    );
  const closed = requests.filter(({ punctuality }) => punctuality !== undefined);
  for (const tier of TIERS)
    lines.push(
      lineOf(
        `closed by ${tier} (simulated)`,
        closed.filter((one) => one.tier === tier),
      ),
    );
  lines.push(lineOf('all closed', closed));
  const rows = [lines[0] ?? header, ['---', '---:', '---:', '---:', '---:'], ...lines.slice(1)];
  return [
    ...rows.map((cells) => `| ${cells.join(' | ')} |`),
    '',
    `created ${created} = resolved ${resolved} + still open ${stillOpen}`,
    `${(created / seconds).toFixed(1)} cases/s (${seconds.toFixed(1)} s)`,
  ].join('\n');
}

function lineOf(name: string, found: readonly ReplayedRequest[]): string[] {
  const of = (punctuality: string): string => {
    const count = found.filter((one) => one.punctuality === punctuality).length;
    return found.every((one) => one.punctuality === undefined) ? '' : String(count);
  };
  return [name, String(found.length), of('onTime'), of('late'), of('noDueDate')];
}
