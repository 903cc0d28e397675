/** A rehearsal of the embedded engine in the port's words. */
import type { Rehearsal } from '../../engine/index.js';
import { commandResult, EMBEDDED, embeddedCommands, toVariables } from './embedded-commands.js';
import { changesOf } from './embedded-feed.js';
import type { CaseEngine, ChangeBatch, ProcessVariables } from './port.js';
import type { EngineRehearsal } from './rehearsal.js';

export function embeddedRehearsal(rehearsal: Rehearsal): EngineRehearsal {
  let position = 0n;
  return {
    port: engineOf(rehearsal, () => position),
    // Forms and tables that are tried work in it, and are written down nowhere.
    takeChanges: () =>
      rehearsal.takeFeed().map((entry): ChangeBatch => {
        position = entry.position;
        return { position, atMs: entry.atMs, changes: changesOf(entry).filter(({ type }) => type !== 'partDeployed') };
      }),
    met: () => rehearsal.met,
    jobs: () =>
      rehearsal.jobs().map((job) => ({
        key: job.key.toString(),
        type: job.type,
        processInstanceKey: job.processInstanceKey.toString(),
        elementInstanceKey: job.elementInstanceKey.toString(),
        processId: job.bpmnProcessId,
        elementId: job.elementId,
        variables: JSON.parse(job.variablesJson) as ProcessVariables,
        headers: job.customHeaders,
      })),
    completeJob: async (key, variables) =>
      commandResult(await rehearsal.execute({ type: 'completeJob', jobKey: BigInt(key), variables: toVariables(variables) })),
    failJob: async (key, message) =>
      commandResult(
        await rehearsal.execute({ type: 'failJob', jobKey: BigInt(key), retries: 0, backoffMs: 0, message, variables: new Map() }),
      ),
    throwError: async (key, { code, message, variables }) =>
      commandResult(
        await rehearsal.execute({ type: 'throwJobError', jobKey: BigInt(key), code, message, variables: toVariables(variables) }),
      ),
    tasks: () =>
      rehearsal.tasks().map(({ key, definitionKey, elementId }) => ({
        key: key.toString(),
        definitionKey: definitionKey.toString(),
        elementId,
      })),
    awaited: () => rehearsal.subscriptions().map(({ bpmnProcessId: processId, ...rest }) => ({ processId, ...rest })),
    nextDueMs: () => rehearsal.nextDueMs(),
    passTo: (untilMs) => rehearsal.passTo(untilMs),
  };
}

function engineOf(rehearsal: Rehearsal, position: () => bigint): CaseEngine {
  return {
    name: EMBEDDED,
    clock: rehearsal.clock,
    status: () => ({ role: 'writer', position: position(), projectorLagMs: 0, projectorFailingMs: 0 }),
    ...embeddedCommands(rehearsal),
    part: async () => undefined,
  };
}
