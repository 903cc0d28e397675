/** Owns when a system rests: from `paused_at` on, `paused_until` no more; without an end until somebody ends it. A rest that is planned hasn't begun. */

/** SQL, true or false of a row of system_state. `at`: a parameter, or another expression that gives a timestamptz. */
export function restsAt(at: string): string {
  return `coalesce(paused_at <= ${at} AND coalesce(paused_until > ${at}, true), false)`;
}
