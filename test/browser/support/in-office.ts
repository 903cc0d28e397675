/** What stands in the office where a test or a picture needs it. */
import type { House } from './house.js';

/** The newest case for which `condition` holds, of `case_file c` with its open task, `task t`. */
export async function caseAt(house: House, condition: string): Promise<string> {
  const [found] = await house.sql<{ number: string }>(
    `SELECT c.number FROM case_file c LEFT JOIN task t ON t.case_id = c.id AND t.state = 'open' WHERE ${condition} ORDER BY c.number DESC LIMIT 1`,
  );
  if (found === undefined) throw new Error(`Expected a case with ${condition} in the office, but there is none`);
  return found.number;
}

/** The id of somebody who has an open case; `condition` narrows which. */
export async function residentWithCase(house: House, condition = 'true'): Promise<string> {
  const [found] = await house.sql<{ id: string }>(
    `SELECT resident_id AS id FROM case_file WHERE status = 'open' AND resident_id IS NOT NULL AND ${condition} LIMIT 1`,
  );
  if (found === undefined) throw new Error(`Expected a resident with an open case and ${condition} in the office, but there is none`);
  return found.id;
}
