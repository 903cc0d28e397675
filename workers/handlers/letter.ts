/** A letter to the resident, as a person saw it before; nothing when there is none. */
import { effectKey, type WorkerJob } from '../job.js';
import type { Letter, LetterKind, MessagePort } from '../ports.js';

export async function sendLetter(
  messages: MessagePort,
  job: WorkerJob,
  { caseRun, kind, letter }: { readonly caseRun: string; readonly kind: LetterKind; readonly letter: Letter | null },
): Promise<void> {
  if (letter !== null) await messages.send({ key: effectKey(job, `${job.type}:letter`), caseRun, kind, ...letter });
}
