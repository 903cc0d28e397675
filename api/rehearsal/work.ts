/** An automatic step of a rehearsal, done by the very handler of the workers. */
import type { JobHandler } from '../../workers/index.js';
import type { EngineRehearsal, RehearsedJob } from '../engine-port/rehearsal.js';

/** PostgreSQL's read_only_sql_transaction: the code for cases writes where the stage has no table of its own. */
const READ_ONLY = '25006';

/** Rejects beyond the rehearsal's bounds. */
export async function work(rehearsal: EngineRehearsal, job: RehearsedJob, handler: JobHandler): Promise<void> {
  try {
    const result = await handler({ ...job, engine: rehearsal.port.name });
    if (result.type === 'complete') await rehearsal.completeJob(job.key, result.variables);
    else await rehearsal.throwError(job.key, result);
  } catch (error) {
    if (isNotTheModels(error)) throw error;
    // What fails here fails each time: nothing comes from outside that could mend it.
    await rehearsal.failJob(job.key, error instanceof Error ? error.message : String(error));
  }
}

function isNotTheModels(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === READ_ONLY || error.code === 'REHEARSAL_LIMIT');
}
