/**
 * What others tell about a case becomes a message to its current run. They know the case, never the run; an event for a run that has
 * ended is a line on the timeline, never a buffered message that would hit the next run.
 */
import { row, type Statements, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { Problem } from '../http/problem.js';
import type { Services } from '../services.js';

export interface FileClosed {
  readonly caseNumber: string;
  /** The DMS's own code of the result. */
  readonly dmsCode: string;
  /** Of the event: told twice, it happens once. */
  readonly eventId: string;
  readonly by: string;
}

export type Told = { readonly type: 'published' } | { readonly type: 'noted' };

export interface Inward {
  fileClosed(event: FileClosed): Promise<Told>;
  matterWithdrawn(caseNumber: string, by: string): Promise<Told>;
}

export interface CurrentRun {
  readonly caseId: string;
  readonly caseRun: string;
  readonly open: boolean;
}

export async function currentRun(on: Statements, caseNumber: string): Promise<CurrentRun> {
  const found = await row<{ id: string; case_run: string; status: string; ended_at: Date | null }>(
    on,
    `SELECT c.id, r.case_run, c.status, r.ended_at FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
      WHERE c.number = :caseNumber`,
    { caseNumber },
  );
  if (found === undefined) throw new Problem('NOT_FOUND', `Nie ma sprawy ${caseNumber}.`);
  return {
    caseId: found.id,
    caseRun: found.case_run,
    open: found.ended_at === null && (found.status === 'open' || found.status === 'registered'),
  };
}

/** Message first, timeline after: told again after a crash in between, the message id makes the second one nothing. */
async function tell(
  api: Services,
  caseNumber: string,
  message: { readonly name: string; readonly id: string; readonly variables: Readonly<Record<string, string>> },
  by: string,
): Promise<Told> {
  const target = await currentRun(api.db, caseNumber);
  if (target.open) await publish(api, target, message);
  await transaction(api.db, (on) =>
    record(on, {
      caseId: target.caseId,
      atMs: api.clock.now(),
      actor: by,
      act: message.name,
      facts: { ...message.variables, messageId: message.id, caseRun: target.caseRun, published: target.open },
    }),
  );
  return { type: target.open ? 'published' : 'noted' };
}

export async function publish(
  api: Services,
  target: CurrentRun,
  message: { readonly name: string; readonly id: string; readonly variables: Readonly<Record<string, string>> },
): Promise<void> {
  const result = await api.engine.publishMessage({
    name: message.name,
    correlationKey: target.caseRun,
    messageId: message.id,
    timeToLiveMs: api.settings.messageTimeToLiveMs,
    variables: message.variables,
  });
  if (result.type === 'unreachable') {
    throw new Problem('ENGINE_UNAVAILABLE', 'Silnik chwilowo nie odpowiada; nic się nie zmieniło. Spróbuj za chwilę.', {
      retryAfterSeconds: 2,
    });
  }
  // Refused = this message id was there before.
}

export function fileClosed(api: Services, event: FileClosed): Promise<Told> {
  return tell(api, event.caseNumber, { name: 'dms.file.closed', id: event.eventId, variables: { dmsCode: event.dmsCode } }, event.by);
}

export async function matterWithdrawn(api: Services, caseNumber: string, by: string): Promise<Told> {
  const { caseRun } = await currentRun(api.db, caseNumber);
  return tell(api, caseNumber, { name: 'matter.withdrawn', id: `withdrawn:${caseRun}`, variables: {} }, by);
}
