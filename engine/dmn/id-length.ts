/** Owns how long an id of a model may be: ids stand in indexes of PostgreSQL, whose rows have an end at 2,704 bytes. */

/** Bytes. Leaves room beside a correlation key, which may have 2,000. */
const MAX_ID_BYTES = 500;

/** For saying which id it is. */
export function shortened(id: string): string {
  return id.length > 60 ? `${id.slice(0, 60)}…` : id;
}

/** A sentence, or undefined when the id is short enough. */
export function longIdFault(id: string): string | undefined {
  const bytes = Buffer.byteLength(id);
  return bytes <= MAX_ID_BYTES ? undefined : `Expected an id of at most ${MAX_ID_BYTES} bytes, but this one has ${bytes}.`;
}
