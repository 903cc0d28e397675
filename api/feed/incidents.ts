/** Automatic steps that failed, that they go on again, and that somebody put a hand to the process from outside. */
import { later, run } from '../database.js';
import type { Change } from '../engine-port/port.js';
import { record } from '../history/journal.js';
import type { Writing } from './writer.js';

type Of<T extends Change['type']> = Extract<Change, { type: T }>;

export async function raiseIncident({ on, engine, atMs, ref }: Writing, change: Of<'incidentRaised'>): Promise<void> {
  later(
    on,
    `INSERT INTO case_incident (engine, incident_key, case_id, run, element_id, error_type, message, job_key, raised_at)
     VALUES (:engine, :key, :caseId, :run, :element, :errorType, :message, :jobKey, :at) ON CONFLICT DO NOTHING`,
    {
      engine,
      key: change.incidentKey,
      ...ref,
      element: change.place.elementId,
      errorType: change.errorType,
      message: change.message,
      jobKey: change.jobKey,
      at: new Date(atMs),
    },
  );
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'step.failed',
    facts: { incidentKey: change.incidentKey, element: change.place.elementId, errorType: change.errorType },
    // A worker's message may quote what it was working on.
    payload: { message: change.message },
    tells: [
      { kind: 'step-failed', to: 'repairers' },
      { kind: 'step-failed', to: 'holders' },
    ],
  });
}

export async function resolveIncident({ on, engine, atMs, ref }: Writing, change: Of<'incidentResolved'>): Promise<void> {
  const resolved = await run(
    on,
    'UPDATE case_incident SET resolved_at = :at WHERE engine = :engine AND incident_key = :key AND resolved_at IS NULL',
    { at: new Date(atMs), engine, key: change.incidentKey },
  );
  if (resolved === 0) return;
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'step.repaired',
    facts: { incidentKey: change.incidentKey, element: change.place.elementId },
  });
}

/** Who it was, the engine doesn't know: its own door has no people. */
export async function noteTouch({ on, atMs, ref }: Writing, { place, how, names }: Of<'touchedByHand'>): Promise<void> {
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:gateway',
    act: `process.${how}`,
    facts: { element: place.elementId, names: [...new Set(names)] },
  });
}
