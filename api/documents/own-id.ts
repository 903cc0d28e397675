/** Ids of documents as other systems say them: ours are UUIDs, theirs anything. */

/** SQL that gives the id as one of ours may be, or null: then it is none. `said` is SQL too; a parameter stays text until it is known to be one. */
export function asOwnId(said: string): string {
  const text = `CAST(${said} AS text)`;
  return `CASE WHEN ${text} ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN CAST(${text} AS uuid) END`;
}
