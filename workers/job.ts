/**
 * A job as a handler sees it, whatever transport brought it, and what a handler may answer.
 * A handler that throws has failed: the transport reports it, the job comes back until its retries are spent.
 */
import { z } from 'zod';
import type { EffectKey } from './ports.js';

export interface WorkerJob {
  readonly type: string;
  /** Name of the engine, as in {@link EffectKey}. */
  readonly engine: string;
  /** Decimal strings. */
  readonly processInstanceKey: string;
  readonly elementInstanceKey: string;
  readonly elementId: string;
  readonly variables: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
}

export type JobResult =
  | { readonly type: 'complete'; readonly variables: Readonly<Record<string, unknown>> }
  | { readonly type: 'error'; readonly code: string; readonly message: string; readonly variables: Readonly<Record<string, unknown>> };

export type JobHandler = (job: WorkerJob) => Promise<JobResult>;

export function completed(variables: Readonly<Record<string, unknown>> = {}): JobResult {
  return { type: 'complete', variables };
}

export function effectKey(job: WorkerJob, effect = job.type): EffectKey {
  return { engine: job.engine, elementInstanceKey: job.elementInstanceKey, effect };
}

/** The model gave a worker something that its contract (processes/README.md) doesn't allow. Retrying won't help; a person must. */
export class JobContractError extends Error {
  readonly code = 'JOB_CONTRACT';
  override readonly name = 'JobContractError';
}

/** Reads what a handler needs from the job's variables; says which variable is wrong. */
export function read<Shape extends z.ZodType>(job: WorkerJob, shape: Shape): z.output<Shape> {
  const parsed = shape.safeParse(job.variables);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'variables'}: ${issue.message}`);
  throw new JobContractError(
    `Expected the variables of '${job.type}' at '${job.elementId}' to fit its contract, but ${faults.join('; ')}.`,
  );
}

export const caseRunOnly = z.object({ caseRun: z.string().min(1) });
/** A variable that the model may leave out or set to null. */
export const optionalText = z
  .string()
  .nullish()
  .transform((text) => text ?? undefined);
