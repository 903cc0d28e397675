/** The outcome for another system: in its own code where the model's table still gives one, else in ours. */
import type { SaidOutcome } from '../ports.js';

/** Throws when the model gave neither: the job fails, and a person sees the reason. */
export function saidOutcome(theirs: string | null | undefined, ours: string | null | undefined): SaidOutcome {
  if (theirs) return { whose: 'theirs', code: theirs };
  if (ours) return { whose: 'ours', code: ours };
  throw new Error('Expected closing.code, the outcome of the case, but there is none');
}
