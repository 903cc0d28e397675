/** Which other systems may tell us something, by which secrets they prove who they are, and which of them can be asked. */
import type { ListCodes } from '../../workers/outbox/code-list.js';
import { restsAt } from '../../workers/outbox/rest.js';
import type { RecordSource } from '../../workers/outbox/source.js';
import type { RecordSystem } from '../../workers/ports.js';
import { row } from '../database.js';
import type { Services } from '../services.js';

export interface OtherSystems {
  /** By the name in `POST /hooks/{system}`: the CRM, the DMS, and each department's own system. Any of its secrets will do. */
  readonly secrets: Readonly<Record<string, readonly string[]>>;
  /** Where a change is looked up before anything is done about it. */
  readonly sources: Partial<Readonly<Record<RecordSystem, RecordSource>>>;
  /** Those that can tell which codes they know. */
  readonly codes?: Partial<Readonly<Record<RecordSystem, ListCodes>>>;
}

export const NO_OTHER_SYSTEMS: OtherSystems = { secrets: {}, sources: {} };

/** Where nobody can tell us anything, there is nothing to match. */
export function hearsFrom({ secrets, sources }: OtherSystems): boolean {
  return Object.keys(secrets).length + Object.keys(sources).length > 0;
}

/** By somebody's will: it is neither told nor asked. */
export async function rests({ db, clock }: Pick<Services, 'db' | 'clock'>, system: RecordSystem): Promise<boolean> {
  const found = await row(db, `SELECT 1 FROM system_state WHERE system = :system AND ${restsAt('CAST(:now AS timestamptz)')}`, {
    system,
    now: new Date(clock.now()),
  });
  return found !== undefined;
}
