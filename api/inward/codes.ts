/**
 * What a system says in its own codes, in ours. Asked only about what is acted on: with which result the DMS closed a file, and, where the
 * city publishes a table for it, how the CRM has a case. What nobody knows is held; what comes later of the same record is put to it.
 */
import type { Code } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import { heldOf } from '../codes/held.js';
import type { Transaction } from '../database.js';
import type { CaseServices } from '../services.js';
import { isOlder } from './order.js';
import type { Seen } from './seen.js';

export type Reading =
  /** By kind, what is ours; absent: nothing was said of it, or it has no code of ours. */
  | { readonly type: 'read'; readonly ours: Readonly<Partial<Record<Code['kind'], string>>> }
  | { readonly type: 'unknown'; readonly code: Code };

interface News {
  readonly status: string | null;
  readonly outcome: string | null;
  readonly closes: boolean;
}

export async function readCodes(
  api: CaseServices,
  on: Transaction,
  system: RecordSystem,
  { status, outcome, closes }: News,
): Promise<Reading> {
  const said: readonly Code[] = [
    // Statuses of a file say nothing that a case would act on.
    ...(system === 'crm' && status !== null ? [{ kind: 'status', code: status } as const] : []),
    ...((system === 'crm' || closes) && outcome !== null && outcome !== '' ? [{ kind: 'outcome', code: outcome } as const] : []),
  ];
  const ours: Partial<Record<Code['kind'], string>> = {};
  for (const code of said) {
    const understood = await api.codes.ours(system, code, api.clock.now(), on);
    if (understood.type === 'unknown') return { type: 'unknown', code };
    if (understood.type === 'ours') ours[code.kind] = understood.code;
  }
  return { type: 'read', ours };
}

/** `isHeld`: something of this record waits for its code. undefined: what waits is newer. */
export async function withHeld(on: Transaction, system: RecordSystem, seen: Seen): Promise<{ seen: Seen; isHeld: boolean } | undefined> {
  const heard = await heldOf(on, system, seen.recordId);
  if (heard?.type !== 'record') return { seen, isHeld: heard !== undefined };
  const { seen: waiting } = heard;
  // Whoever was asked said all there is.
  if (seen.by === 'asked') return { seen, isHeld: true };
  if (isOlder(seen, waiting)) return undefined;
  return {
    seen: {
      ...seen,
      status: seen.status ?? waiting.status,
      outcome: seen.outcome ?? waiting.outcome,
      isClosed: seen.isClosed ?? waiting.isClosed,
      sequence: seen.sequence ?? waiting.sequence,
    },
    isHeld: true,
  };
}
