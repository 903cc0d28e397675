/** Carries out what the owner does in a rehearsal, by the product's own code for it. */
import { fileClosed, matterWithdrawn } from '../cases/inward.js';
import { CASE_COLUMNS, type CaseRow } from '../cases/lookup.js';
import { takeContact } from '../contacts/contacts.js';
import { row, transaction } from '../database.js';
import type { AwaitedMessage } from '../engine-port/rehearsal.js';
import { type Said, said } from '../http/language.js';
import { decide } from '../tasks/decision.js';
import { faultsOf } from '../tasks/filled.js';
import { TASK_COLUMNS, type TaskRow } from '../tasks/lookup.js';
import type { Act } from './acts.js';
import { workerOf } from './office.js';
import type { Stage } from './stage.js';

/** Beyond it lies what the models write for "never". */
const HORIZON_MS = 400 * 24 * 3_600_000;

/** The act doesn't fit what is there: the draft was changed meanwhile, or it was never on offer. A sentence for the owner. */
export type Refusal = Said;

/** `nth`: its place among the acts. */
export async function perform(stage: Stage, act: Act, nth: number): Promise<Refusal | undefined> {
  switch (act.act) {
    case 'complete':
      return complete(stage, act);
    case 'outside':
      return done(stage, act.element);
    case 'message':
      return tell(stage, act, nth);
    case 'advance':
      return advance(stage, act.to);
    case 'wait':
      await stage.runUntil(stage.services.clock.now() + act.minutes * 60_000);
      return undefined;
  }
}

async function complete(stage: Stage, act: Extract<Act, { act: 'complete' }>): Promise<Refusal | undefined> {
  const { db, services } = stage;
  const task = await row<TaskRow>(
    db,
    `SELECT ${TASK_COLUMNS} FROM task t WHERE t.element_id = :element AND t.state = 'open' ORDER BY t.created_at, t.task_key LIMIT 1`,
    { element: act.element },
  );
  if (task === undefined) return said(`W tym miejscu nie czeka zadanie „${act.element}”.`, `No task “${act.element}” waits here.`);
  if (!task.actions.includes(act.decision)) {
    return said(
      `Zadanie „${task.name}” nie ma czynności „${act.decision}”. Ma: ${task.actions.join(', ')}.`,
      `Task “${task.name}” has no act “${act.decision}”. It has: ${task.actions.join(', ')}.`,
    );
  }
  const { values, decision, outcomeCode, closingText, reason, department } = act;
  const faults = faultsOf(await services.engine.taskForm(task.task_key), act);
  if (faults.length > 0) {
    const [pl, en] = [faults.map(({ message }) => message.pl).join(' '), faults.map(({ message }) => message.en).join(' ')];
    return said(`Zadanie „${task.name}” wymaga uzupełnienia. ${pl}`, `Task “${task.name}” needs more. ${en}`);
  }
  const login = task.assignee ?? workerOf(task.tier ?? '', task.department);
  const decided = await transaction(db, (on) =>
    decide(services, on, {
      caseId: task.case_id,
      run: task.run,
      task,
      login,
      what: { values, decision, outcomeCode, closingText, reason, department, toPerson: null },
    }),
  );
  const carried = await services.carryNow(decided.id);
  if (carried.type !== 'done')
    return said(
      `Zadania „${task.name}” nie udało się zakończyć: ${carried.reason}`,
      `Task “${task.name}” could not be completed: ${carried.reason}`,
    );
  await stage.settle();
  return undefined;
}

async function done(stage: Stage, element: string): Promise<Refusal | undefined> {
  const job = stage.outside().find(({ elementId }) => elementId === element);
  if (job === undefined) return said(`W tym miejscu nie czeka krok „${element}”.`, `No step “${element}” waits here.`);
  await stage.rehearsal.completeJob(job.key, {});
  await stage.settle();
  return undefined;
}

async function tell(stage: Stage, { element, values }: Extract<Act, { act: 'message' }>, nth: number): Promise<Refusal | undefined> {
  const awaited = stage.rehearsal.awaited().find(({ elementId }) => elementId === element);
  const theCase = await row<CaseRow>(stage.db, `SELECT ${CASE_COLUMNS} FROM case_file c`);
  if (awaited === undefined || theCase === undefined)
    return said(`W tym miejscu nic nie czeka na zdarzenie „${element}”.`, `Nothing waits here for event “${element}”.`);
  await publish(stage, awaited, theCase, values, `proba:${nth}`);
  await stage.settle();
  return undefined;
}

/** What the product tells a case has acts of its own; any other message is the model's. */
async function publish(
  { services, unsent }: Stage,
  { name, correlationKey }: AwaitedMessage,
  theCase: CaseRow,
  values: Readonly<Record<string, string>>,
  id: string,
): Promise<void> {
  const ours = correlationKey === `${theCase.number}/${theCase.current_run}` ? name : '';
  switch (ours) {
    case 'contact.added': {
      const call = { channel: 'phone', entryPoint: null, direction: 'in', note: 'Kolejna przykładowa rozmowa.' } as const;
      const taken = { ...call, represents: null, answers: {}, articles: [], sent: [] };
      await takeContact(services, theCase, workerOf('line-1', null), taken);
      return;
    }
    case 'dms.file.closed': {
      unsent.fileClosed(correlationKey);
      const by = workerOf('department', theCase.department);
      await fileClosed(services, { caseNumber: theCase.number, dmsCode: values.dmsCode ?? '', eventId: id, by });
      return;
    }
    case 'matter.withdrawn':
      await matterWithdrawn(services, theCase.number, workerOf('line-1', null));
      return;
    default:
      await services.engine.publishMessage({
        name,
        correlationKey,
        messageId: id,
        timeToLiveMs: services.settings.messageTimeToLiveMs,
        variables: values,
      });
  }
}

async function advance(stage: Stage, to: Extract<Act, { act: 'advance' }>['to']): Promise<Refusal | undefined> {
  const now = stage.services.clock.now();
  switch (to) {
    case 'promise': {
      const dates = await row<{ promise_at: Date | null }>(stage.db, 'SELECT promise_at FROM case_file');
      const at = dates?.promise_at?.getTime();
      if (at === undefined || at <= now)
        return said('Ta sprawa nie ma terminu, który jest jeszcze przed nią.', 'This case has no promise that is still ahead.');
      await stage.runUntil(at);
      return undefined;
    }
    case 'next-due': {
      const at = nextDueMs(stage);
      if (at === undefined) return said('Nic nie czeka na żaden moment.', 'Nothing waits for any moment.');
      await stage.runUntil(at);
      return undefined;
    }
  }
}

export function nextDueMs({ rehearsal, services }: Stage): number | undefined {
  const at = rehearsal.nextDueMs();
  return at === undefined || at > services.clock.now() + HORIZON_MS ? undefined : at;
}
