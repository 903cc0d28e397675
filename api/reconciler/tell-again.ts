/** Puts what was told once into the outbox again: an effect of its own for us, the same one for the system that it goes to. */
import { OPEN } from '../../workers/index.js';
import { rows, run, type Transaction } from '../database.js';
import type { OurCase } from './our-side.js';

export interface Telling {
  /** Of the difference, and which attempt on it: told twice, it happens once. */
  readonly key: string;
  readonly effects: readonly string[];
}

/** In the order in which it was told first. Gives how many effects there are now that weren't. */
export async function tellAgain(on: Transaction, tellings: readonly Telling[], atMs: number): Promise<number> {
  const keys = new Map<string, string>();
  for (const { key, effects } of tellings) for (const id of effects) if (!keys.has(id)) keys.set(id, `${key}|${id}`);
  if (keys.size === 0) return 0;
  const written = await rows(
    on,
    `INSERT INTO outbox (effect_key, known_as, system, case_number, action, payload, created_at, next_attempt_at)
     SELECT a.key, coalesce(o.known_as, o.effect_key), o.system, o.case_number, o.action, o.payload, :at, :at
       FROM unnest(CAST(:ids AS bigint[]), CAST(:keys AS text[])) AS a (id, key) JOIN outbox o ON o.id = a.id
      WHERE o.payload <> '{}' ORDER BY o.id ON CONFLICT (effect_key) DO NOTHING RETURNING 1`,
    { ids: [...keys.keys()], keys: [...keys.values()], at: new Date(atMs) },
  );
  return written.length;
}

/** Put into the CRM's own code like any; a CRM without such a status refuses it, and a person sees that. */
export async function tellThatItGoesOn(
  on: Transaction,
  { caseNumber }: OurCase,
  caseRun: string,
  key: string,
  atMs: number,
): Promise<void> {
  await run(
    on,
    `INSERT INTO outbox (effect_key, known_as, system, case_number, action, payload, created_at, next_attempt_at)
     VALUES (:key, :key, 'crm', :caseNumber, 'change', CAST(:payload AS jsonb), :at, :at) ON CONFLICT (effect_key) DO NOTHING`,
    {
      key,
      caseNumber,
      payload: JSON.stringify({ caseNumber, caseRun, status: OPEN, outcome: null, ours: ['status'] }),
      at: new Date(atMs),
    },
  );
}
