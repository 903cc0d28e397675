/** Keeps reference instances going on an engine and tells each acknowledgement, so that a test can hold the database to them. */
import { type Engine, parseVariables } from '../../engine/index.js';
import { REFERENCE_BPMN, REFERENCE_PROCESS_ID } from '../support/reference-process.js';

export interface Acknowledged {
  readonly type: 'created' | 'completed';
  /** Of the process instance, or of the job. */
  readonly key: bigint;
}

export async function deployReference(engine: Engine): Promise<void> {
  const outcome = await engine.deploy([{ name: 'reference.bpmn', content: REFERENCE_BPMN }]);
  if (outcome.type !== 'accepted') throw new Error(`Expected the reference process to deploy, but: ${outcome.type}`);
}

export async function createReference(engine: Engine, amount: number) {
  const parsed = parseVariables(JSON.stringify({ amount, note: 'zażółć gęślą jaźń' }));
  if (parsed.type === 'invalid') throw new Error(parsed.reason);
  return engine.execute({
    type: 'createInstance',
    bpmnProcessId: REFERENCE_PROCESS_ID,
    version: -1,
    variables: parsed.variables,
    startElementIds: [],
  });
}

/** Until `signal` aborts. Refusals are waited out: this is what a client does. */
export async function keepBusy(engine: Engine, signal: AbortSignal, acknowledged: (fact: Acknowledged) => void): Promise<void> {
  const create = async (amount: number): Promise<void> => {
    while (!signal.aborted) {
      const outcome = await createReference(engine, amount);
      if (outcome.type === 'accepted' && outcome.response.type === 'instanceCreated')
        acknowledged({ type: 'created', key: outcome.response.instanceKey });
      else await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const work = async (type: string): Promise<void> => {
    while (!signal.aborted) {
      const jobs = await engine.activateJobs({
        type,
        worker: 'load',
        timeoutMs: 5_000,
        maxJobs: 50,
        waitMs: 500,
        fetchVariables: [],
        signal,
      });
      await Promise.all(
        jobs.map(async ({ key }) => {
          const outcome = await engine.execute({ type: 'completeJob', jobKey: key, variables: new Map([['by', JSON.stringify(type)]]) });
          if (outcome.type === 'accepted') acknowledged({ type: 'completed', key });
        }),
      );
    }
  };
  await Promise.all([...Array.from({ length: 20 }, (_, index) => create(index * 10)), work('register'), work('notify')]);
}
