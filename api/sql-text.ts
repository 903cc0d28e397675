/** What is known of a statement's text once it has been read. There are as many as the code has, so none has to be forgotten. */
import { createHash } from 'node:crypto';

export interface SqlText {
  /** Named statements are parsed and planned once a connection: for most of ours that is the larger part of their cost. */
  readonly name: string;
  /** With `$1` for each place of a `:name`, as knex makes it. */
  readonly text: string;
  /** Of the parameters, by place. */
  readonly names: readonly string[];
}

const known = new Map<string, SqlText>();

/** A text always comes with the same parameters. The names of types after `::` are left alone. */
export function textOf(sql: string, parameters: Readonly<Record<string, unknown>>): SqlText {
  const before = known.get(sql);
  if (before !== undefined) return before;
  const names: string[] = [];
  const text = sql.replace(/(?<!:):(\w+)/g, (place, name: string) => (Object.hasOwn(parameters, name) ? `$${names.push(name)}` : place));
  const read = { name: createHash('sha256').update(sql).digest('base64url').slice(0, 22), text, names };
  known.set(sql, read);
  return read;
}
