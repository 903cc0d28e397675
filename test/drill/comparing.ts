/** The house compares all its cases with the other systems, as an administrator asks it to, and says what still differs by its own judgement. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Office } from './office.js';

const LIMIT_MS = 600_000;
const LOOK_AGAIN_MS = 500;

interface DriftList {
  readonly systems: readonly { readonly comparedAt: string | null }[];
  readonly drift: readonly { readonly caseNumber: string; readonly type: string }[];
}

/** Resolves when each system that can be compared has been. */
export async function compareAll(office: Office): Promise<readonly string[]> {
  const { status } = await office.as('alina', 'POST', '/api/v1/reconciliations', {});
  if (status !== 202) throw new Error(`Expected the house to compare all cases, but it answered ${status}`);
  for (const giveUpAt = performance.now() + LIMIT_MS; performance.now() < giveUpAt; await sleep(LOOK_AGAIN_MS)) {
    const found = await office.look<DriftList>('alina', '/api/v1/drift');
    if (found?.systems.every(({ comparedAt }) => comparedAt !== null))
      return found.drift.map(({ caseNumber, type }) => `${caseNumber}: ${type}`);
  }
  throw new Error(`Expected all cases to be compared, but they weren't in ${LIMIT_MS / 1_000} s`);
}
