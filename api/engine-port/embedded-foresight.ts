/** Foresight of the embedded engine in the port's words. */
import type { Engine, Rejection } from '../../engine/index.js';
import { toVariables } from './embedded-commands.js';
import type { Foresight, ForesightStart, ProcessVariables } from './port.js';

export async function embeddedForesight(engine: Engine, start: ForesightStart): Promise<Foresight | undefined> {
  const foresight = await engine.foresee(
    start.type === 'task'
      ? { type: 'task', taskKey: BigInt(start.taskKey) }
      : { type: 'start', bpmnProcessId: start.processId, variables: toVariables(start.variables) },
  );
  if (foresight === undefined) return undefined;
  const reason = (refused: Rejection | undefined) => refused?.reason;
  return {
    jobs: async () =>
      (await foresight.jobs()).map(({ key, variablesJson, ...job }) => ({
        ...job,
        key: key.toString(),
        variables: JSON.parse(variablesJson) as ProcessVariables,
      })),
    tasks: async () =>
      (await foresight.tasks()).map(({ key, definitionKey, ...task }) => ({
        ...task,
        key: key.toString(),
        definitionKey: definitionKey.toString(),
      })),
    completeJob: async (key, variables) => reason(await foresight.completeJob(BigInt(key), toVariables(variables))),
    completeTask: async (key, variables) => reason(await foresight.completeTask(BigInt(key), toVariables(variables))),
  };
}
