/**
 * What happens after a batch has failed or the connection has broken, until the writer can go on:
 * the database says which batches are in; what the others did leaves memory and is read again; their commands rerun by halves
 * until only the guilty one is left, which is answered with an error. Its neighbours succeed.
 */
import pg from 'pg';
import type { PreparedStatement } from '../store/batch-statement.js';
import { PASSING_STATES } from '../store/isolation.js';
import type { LeaseGrant } from '../store/writer-connection.js';
import type { QueuedCommand } from './command-queue.js';
import type { Batch } from './group-commit.js';
import { failedOutcome } from './stepper.js';

export interface MendingPorts {
  /** Waits for the database if it must. undefined: another node has taken over, or the engine stops. */
  regain(): Promise<LeaseGrant | undefined>;
  /** Memory becomes what the database has. */
  takeBack(batches: readonly Batch[], grant: LeaseGrant): Promise<void>;
  fill(next: () => QueuedCommand | undefined): Batch;
  statementOf(batch: Batch): PreparedStatement;
  send(batch: Batch, statement: PreparedStatement): Promise<void>;
  /** It is committed. */
  tell(batch: Batch): void;
  /** The term is over; nobody knows whether these are in. */
  lost(batches: readonly Batch[]): Promise<void>;
  reportPoison(queued: QueuedCommand, error: unknown): void;
}

/** Returns the last batch that is in, or undefined when the term is over. */
export async function mend(ports: MendingPorts, failed: readonly Batch[]): Promise<number | undefined> {
  const grant = await ports.regain();
  if (!grant) {
    await ports.lost(failed);
    return undefined;
  }
  const out = failed.filter((batch) => batch.damage !== undefined || batch.draft.number > grant.lastBatch);
  for (const batch of failed) if (!out.includes(batch)) ports.tell(batch);
  await ports.takeBack(out, grant);
  return rerun(
    ports,
    out.flatMap((batch) => batch.commands),
    grant.lastBatch,
  );
}

async function rerun(ports: MendingPorts, commands: readonly QueuedCommand[], lastBatch: number): Promise<number | undefined> {
  const waiting = [...commands];
  let last: number | undefined = lastBatch;
  while (waiting.length > 0) {
    const batch = ports.fill(() => waiting.shift());
    const error = batch.damage ?? (await attempt(ports, batch));
    if (error === undefined) {
      if (!batch.draft.isEmpty) last = batch.draft.number;
      ports.tell(batch);
      continue;
    }
    const grant = await ports.regain();
    if (!grant) {
      await ports.lost([batch]);
      for (const queued of waiting) queued.resolve(NOT_DONE);
      return undefined;
    }
    last = grant.lastBatch;
    // Only a broken connection leaves the outcome open; what the server refused isn't in.
    if (batch.damage === undefined && isConnectionFault(error) && batch.draft.number <= grant.lastBatch) {
      ports.tell(batch);
      continue;
    }
    await ports.takeBack([batch], grant);
    if (isConnectionFault(error)) {
      waiting.unshift(...batch.commands);
      continue;
    }
    const [only, ...others] = batch.commands;
    if (only && others.length === 0) {
      ports.reportPoison(only, error);
      only.resolve(failedOutcome(only, error));
      continue;
    }
    const half = Math.ceil(batch.commands.length / 2);
    for (const part of [batch.commands.slice(0, half), batch.commands.slice(half)]) {
      if (last === undefined) for (const queued of part) queued.resolve(NOT_DONE);
      else last = await rerun(ports, part, last);
    }
    if (last === undefined) {
      for (const queued of waiting) queued.resolve(NOT_DONE);
      return undefined;
    }
  }
  return last;
}

const NOT_DONE = {
  type: 'unavailable',
  code: 'NOT_WRITER',
  reason: 'Expected this node to be the writer, but another one has taken over: nothing was done, send it again',
} as const;

async function attempt(ports: MendingPorts, batch: Batch): Promise<unknown> {
  if (batch.draft.isEmpty) return undefined;
  try {
    await ports.send(batch, ports.statementOf(batch));
    return undefined;
  } catch (error) {
    return error ?? new Error('Expected an error, but nothing was thrown');
  }
}

/** Not the commands' fault: the same batch may well succeed when the server is there again. */
export function isConnectionFault(error: unknown): boolean {
  if (!(error instanceof pg.DatabaseError)) return !(error instanceof TypeError || error instanceof RangeError || isOurs(error));
  return error.code !== undefined && PASSING_STATES.test(error.code);
}

/** Errors of our own carry a code that isn't the operating system's or PostgreSQL's. */
function isOurs(error: unknown): boolean {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && /^(ENCODING_|ERR_)/.test(error.code);
}
