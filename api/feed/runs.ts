/** A run begins and ends with its root process instance. */
import { later, row } from '../database.js';
import type { Change } from '../engine-port/port.js';
import { record } from '../history/journal.js';
import { withdrawQuestions } from '../questions/questions.js';
import type { Writing } from './writer.js';

type Of<T extends Change['type']> = Extract<Change, { type: T }>;

export async function bindRun({ on, atMs, ref, position }: Writing, { place }: Of<'instanceStarted'>): Promise<void> {
  const bound = await row(
    on,
    `UPDATE case_run SET process_instance_key = :key, start_state = 'started', started_at = :at
      WHERE case_id = :caseId AND run = :run AND (process_instance_key IS NULL OR process_instance_key = :key) RETURNING 1`,
    { key: place.instanceKey, at: new Date(atMs), ...ref },
  );
  if (bound === undefined) return;
  later(
    on,
    `UPDATE case_file SET status = 'open', type_version = :version WHERE id = :caseId AND status IN ('registered', 'not-started')`,
    {
      version: place.version,
      caseId: ref.caseId,
    },
  );
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'run.started',
    facts: {
      run: ref.run,
      processId: place.processId,
      version: place.version,
      instanceKey: place.instanceKey,
      position: position.toString(),
    },
  });
}

export async function endRun({ on, atMs, ref, position }: Writing, { place, how }: Of<'instanceEnded'>): Promise<void> {
  later(on, 'UPDATE case_run SET ended_at = :at WHERE case_id = :caseId AND run = :run', { at: new Date(atMs), ...ref });
  later(
    on,
    `UPDATE case_file SET status = CASE WHEN status = 'resolved' THEN status ELSE 'stopped' END, assignee = NULL WHERE id = :caseId AND current_run = :run`,
    { ...ref },
  );
  // A decision that waited for a task of this run has nothing left to wait for.
  later(
    on,
    `UPDATE pending_completion SET state = 'failed', failure_code = 'TASK_GONE', failure = 'The run ended first.', ended_at = :at
      WHERE case_id = :caseId AND run = :run AND state = 'pending' AND task_key IS NULL`,
    { at: new Date(atMs), ...ref },
  );
  await record(on, {
    caseId: ref.caseId,
    atMs,
    actor: 'system:engine',
    act: 'run.ended',
    facts: { run: ref.run, how, instanceKey: place.instanceKey, position: position.toString() },
  });
  await withdrawQuestions(on, ref.caseId, atMs, 'system:engine');
}
