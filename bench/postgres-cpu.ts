/**
 * CPU time of PostgreSQL's processes by what they are for, from /proc. Elsewhere than on Linux it says nothing. A backend that
 * ended between two readings is lost, so read while the connections are open.
 */
import { readFileSync } from 'node:fs';
import type pg from 'pg';

/** The kernel's clock ticks (USER_HZ) are 100 a second on every Linux that Node runs on. */
const US_PER_TICK = 10_000;

export type CpuUsByRole = ReadonlyMap<string, number>;

export async function postgresCpu(client: pg.Client): Promise<CpuUsByRole> {
  const { rows } = await client.query<{ pid: number; role: string }>(
    `SELECT pid, CASE WHEN application_name LIKE 'okienko writer%' THEN 'writer' WHEN application_name = 'okienko projector' THEN 'projector'
       ELSE 'others' END AS role FROM pg_stat_activity WHERE pid IS NOT NULL`,
  );
  const sums = new Map<string, number>();
  for (const { pid, role } of rows) sums.set(role, (sums.get(role) ?? 0) + cpuUsOf(pid));
  return sums;
}

export function cpuSince(before: CpuUsByRole, after: CpuUsByRole): CpuUsByRole {
  return new Map([...after].map(([role, us]) => [role, us - (before.get(role) ?? 0)]));
}

function cpuUsOf(pid: number): number {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    // The second field, the name, may hold blanks; user and system time are the 14th and 15th.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return (Number(fields[11]) + Number(fields[12])) * US_PER_TICK;
  } catch {
    return 0;
  }
}
