/**
 * What others tell about a case becomes a message to its current run. They know the case, never the run; an event for a run that has
 * ended is a line on the timeline, never a buffered message that would hit the next run.
 */
import { row, type Statements, type Transaction, transaction } from '../database.js';
import { record } from '../history/journal.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { CaseServices } from '../services.js';
import { type CaseMessage, intendMessage, type Publication } from './messenger.js';

export interface FileClosed {
  readonly caseNumber: string;
  /** The DMS's own code of the result. */
  readonly dmsCode: string;
  /** Of the event: told twice, it happens once. */
  readonly eventId: string;
  readonly by: string;
}

/** `noted`: the run had ended, so the timeline alone has it. */
export interface Told {
  readonly type: Publication;
}

export interface Inward {
  fileClosed(event: FileClosed): Promise<Told>;
  matterWithdrawn(caseNumber: string, by: string): Promise<Told>;
}

export interface CurrentRun {
  readonly caseId: string;
  readonly caseRun: string;
  readonly open: boolean;
}

export async function currentRun(on: Statements, caseNumber: string, lock: '' | 'FOR UPDATE OF c' = ''): Promise<CurrentRun> {
  const found = await row<{ id: string; case_run: string; status: string; ended_at: Date | null }>(
    on,
    `SELECT c.id, r.case_run, c.status, r.ended_at FROM case_file c JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
      WHERE c.number = :caseNumber ${lock}`,
    { caseNumber },
  );
  if (found === undefined) throw new Problem('NOT_FOUND', said(`Nie ma sprawy ${caseNumber}.`, `There is no case ${caseNumber}.`));
  return {
    caseId: found.id,
    caseRun: found.case_run,
    open: found.ended_at === null && (found.status === 'open' || found.status === 'registered'),
  };
}

interface Telling {
  readonly caseNumber: string;
  readonly message: CaseMessage;
  readonly by: string;
  /** It concerns this run alone; when another one is current by now, the timeline has it and the process doesn't. */
  readonly ofRun?: string;
}

/** In one transaction, with what it tells: the message that the process will get, and the line on the timeline. */
export async function tell(api: CaseServices, on: Transaction, { caseNumber, message, by, ofRun }: Telling): Promise<void> {
  const current = await currentRun(on, caseNumber, 'FOR UPDATE OF c');
  const target = ofRun === undefined || ofRun === current.caseRun ? current : { ...current, caseRun: ofRun, open: false };
  if (!(await intendMessage(api, on, target, message))) return;
  await record(on, {
    caseId: target.caseId,
    atMs: api.clock.now(),
    actor: by,
    act: message.name,
    facts: { ...message.variables, messageId: message.id, caseRun: target.caseRun, published: target.open },
  });
}

export function fileClosedMessage({ eventId, dmsCode }: Pick<FileClosed, 'eventId' | 'dmsCode'>): CaseMessage {
  return { name: 'dms.file.closed', id: eventId, variables: { dmsCode } };
}

export async function fileClosed(api: CaseServices, event: FileClosed): Promise<Told> {
  return tellNow(api, { caseNumber: event.caseNumber, message: fileClosedMessage(event), by: event.by });
}

export async function matterWithdrawn(api: CaseServices, caseNumber: string, by: string): Promise<Told> {
  const { caseRun } = await currentRun(api.db, caseNumber);
  // The engine remembers an id for as long as a message lives; whoever withdraws again later is heard again.
  const period = Math.floor(api.clock.now() / api.settings.messageTimeToLiveMs);
  return tellNow(api, { caseNumber, message: { name: 'matter.withdrawn', id: `withdrawn:${caseRun}:${period}`, variables: {} }, by });
}

async function tellNow(api: CaseServices, telling: Telling): Promise<Told> {
  await transaction(api.db, (on) => tell(api, on, telling));
  return { type: await api.publishNow(telling.message.id) };
}
