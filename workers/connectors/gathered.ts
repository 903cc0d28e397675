/** A document that another system gives piece by piece, up to a size: what it says of it beforehand may be old. */
import type { PeerContent } from '../outbox/source.js';

export async function gathered(pieces: AsyncIterable<Uint8Array>, mostBytes: number, mediaType: string | null): Promise<PeerContent> {
  const all: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const piece of pieces) {
    sizeBytes += piece.length;
    if (sizeBytes > mostBytes) return { type: 'too-large', sizeBytes };
    all.push(piece);
  }
  return { type: 'content', bytes: Buffer.concat(all), mediaType };
}
