/** Which of two reports about one thing is the newer one, by the stamps of the system that they come from. PURE. */

export interface Stamp {
  /** ISO 8601, the system's own clock. */
  readonly at: string;
  readonly sequence: string | null;
}

/** Two sequences say it best; else the times do. What is as old as what is known isn't older. */
export function isOlder(one: Stamp, known: Stamp): boolean {
  if (one.sequence !== null && known.sequence !== null) return comesBefore(one.sequence, known.sequence);
  return Date.parse(one.at) < Date.parse(known.at);
}

function comesBefore(one: string, other: string): boolean {
  if (/^\d+$/.test(one) && /^\d+$/.test(other)) return BigInt(one) < BigInt(other);
  return one < other;
}
