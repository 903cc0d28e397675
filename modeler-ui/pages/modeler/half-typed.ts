/** Texts that are being typed and aren't acts yet. Whatever stores the draft on somebody's word asks them all to become acts first. */
import { flushSync } from 'react-dom';

const unsettled = new Set<() => void>();

/** Gives the way to end that. */
export function joinHalfTyped(settle: () => void): () => void {
  unsettled.add(settle);
  return () => void unsettled.delete(settle);
}

/** What they change is drawn when this returns, so that it is stored with the rest. */
export function settleHalfTyped(): void {
  flushSync(() => {
    for (const settle of [...unsettled]) settle();
  });
}
