/** A rehearsal of the embedded engine in the port's words. */
import type { Rehearsal } from '../../engine/index.js';
import { commandResult, EMBEDDED, embeddedCommands, toVariables } from './embedded-commands.js';
import { changesOf } from './embedded-feed.js';
import type { ChangeBatch, EnginePort, EngineRehearsal, ProcessVariables } from './port.js';

export function embeddedRehearsal(rehearsal: Rehearsal): EngineRehearsal {
  let position = 0n;
  const takeChanges = (): readonly ChangeBatch[] =>
    rehearsal.takeFeed().map((entry) => {
      position = entry.position;
      return { position, atMs: entry.atMs, changes: changesOf(entry) };
    });
  return {
    port: portOf(rehearsal, () => position, takeChanges),
    takeChanges,
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
    throwError: async (key, { variables, ...error }) =>
      commandResult(await rehearsal.execute({ type: 'throwJobError', jobKey: BigInt(key), ...error, variables: toVariables(variables) })),
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

/** It keeps no history that could be proved, and nothing to erase. */
function portOf(rehearsal: Rehearsal, position: () => bigint, takeChanges: () => readonly ChangeBatch[]): EnginePort {
  return {
    name: EMBEDDED,
    clock: rehearsal.clock,
    status: () => ({ role: 'writer', position: position(), projectorLagMs: 0, projectorFailingMs: 0 }),
    ...embeddedCommands(rehearsal),
    rehearse: async () => undefined,
    openIncidents: async () => [],
    part: async () => undefined,
    tryDecision: () => Promise.reject(new Error('Expected nobody to ask a rehearsal for a decision outside of its models.')),
    verifyHistory: async () => ({ type: 'notChecked', reason: 'A rehearsal keeps no history.' }),
    anchors: () => undefined,
    eraseHistory: async () => ({ type: 'erased', payloads: 0 }),
    async *changes() {
      yield* takeChanges();
    },
  };
}
