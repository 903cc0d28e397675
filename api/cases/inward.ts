/**
 * What others tell about a case becomes a message to its current run. They know the case, never the run; an event for a run that has
 * ended is a line on the timeline, never a buffered message that would hit the next run.
 */
import { hold } from '../codes/held.js';
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

/** `noted`: the run had ended, so the timeline alone has it. `held`: nobody knows its code, so nothing was done. */
export interface Told {
  readonly type: Publication | 'held';
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

/** `outcome`: what the code means to us; '' where the DMS gave no code, and a person says what became of the matter. */
export function fileClosedMessage({
  eventId,
  dmsCode,
  outcome,
}: Pick<FileClosed, 'eventId' | 'dmsCode'> & { outcome: string }): CaseMessage {
  return { name: 'dms.file.closed', id: eventId, variables: { dmsCode, dmsOutcome: outcome } };
}

/** In one transaction: the process hears what the code means to us, or nobody knows it and the event is held (gives undefined). */
export async function tellClosing(
  api: CaseServices,
  on: Transaction,
  event: FileClosed & { readonly recordId: string; readonly ofRun?: string },
): Promise<CaseMessage | undefined> {
  const { caseNumber, recordId, eventId, dmsCode, by, ofRun } = event;
  const run = ofRun === undefined ? {} : { ofRun };
  const code = { kind: 'outcome', code: dmsCode } as const;
  const understood = dmsCode === '' ? ({ type: 'no-table' } as const) : await api.codes.ours('dms', code, api.clock.now(), on);
  if (understood.type === 'unknown') {
    const { caseId } = await currentRun(on, caseNumber, 'FOR UPDATE OF c');
    await hold(api, on, { system: 'dms', recordId, caseId, caseNumber, ...code, heard: { type: 'closing', eventId, dmsCode, by, ...run } });
    return undefined;
  }
  const message = fileClosedMessage({ eventId, dmsCode, outcome: understood.type === 'ours' ? understood.code : '' });
  await tell(api, on, { caseNumber, message, by, ...run });
  return message;
}

export async function fileClosed(api: CaseServices, event: FileClosed): Promise<Told> {
  const message = await transaction(api.db, (on) => tellClosing(api, on, { ...event, recordId: event.eventId }));
  return { type: message === undefined ? 'held' : await api.publishNow(message.id) };
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
