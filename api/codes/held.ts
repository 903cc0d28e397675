/** What another system told of a case with a code that no table knows (table held_inward): kept word for word, until a table knows it. */
import { z } from 'zod';
import type { Code } from '../../workers/index.js';
import type { RecordSystem } from '../../workers/ports.js';
import { row, run, type Transaction } from '../database.js';
import { record } from '../history/journal.js';
import { seenSchema } from '../inward/seen.js';
import type { CaseServices } from '../services.js';

/** `record`: how a record there stands. `closing`: a file of the built-in register was closed. */
export const heardSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('record'), seen: seenSchema }),
  z.object({ type: z.literal('closing'), eventId: z.string(), dmsCode: z.string(), by: z.string(), ofRun: z.string().optional() }),
]);
export type Heard = z.infer<typeof heardSchema>;

interface Held extends Code {
  readonly system: RecordSystem;
  readonly recordId: string;
  readonly caseId: string;
  readonly caseNumber: string;
  readonly heard: Heard;
}

/** `on` holds the case's row. One row a record there, however often it is heard of. */
export async function hold(api: Pick<CaseServices, 'clock'>, on: Transaction, { caseId, heard, ...held }: Held): Promise<void> {
  const { system, recordId, kind, code } = held;
  const known = await row<{ code: string }>(on, 'SELECT code FROM held_inward WHERE system = :system AND record_id = :recordId', {
    system,
    recordId,
  });
  await run(
    on,
    `INSERT INTO held_inward (system, record_id, case_number, kind, code, heard, first_at, last_at)
     VALUES (:system, :recordId, :caseNumber, :kind, :code, CAST(:heard AS jsonb), :now, :now)
     ON CONFLICT (tenant_id, system, record_id) DO UPDATE
        SET case_number = excluded.case_number, kind = excluded.kind, code = excluded.code, heard = excluded.heard, last_at = excluded.last_at`,
    { ...held, heard: JSON.stringify(heard), now: new Date(api.clock.now()) },
  );
  // Heard of again by whoever compares, it is no news.
  if (known?.code === code) return;
  await record(on, { caseId, atMs: api.clock.now(), actor: `system:${system}`, act: 'code.held', facts: { system, recordId, kind, code } });
}

export async function heldOf(on: Transaction, system: RecordSystem, recordId: string): Promise<Heard | undefined> {
  const found = await row<{ heard: unknown }>(
    on,
    'SELECT heard FROM held_inward WHERE system = :system AND record_id = :recordId FOR UPDATE',
    {
      system,
      recordId,
    },
  );
  return found === undefined ? undefined : heardSchema.parse(found.heard);
}

export async function release(on: Transaction, system: RecordSystem, recordId: string): Promise<void> {
  await run(on, 'DELETE FROM held_inward WHERE system = :system AND record_id = :recordId', { system, recordId });
}
