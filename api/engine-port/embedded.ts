/** The engine port on the embedded engine: the engine's words in, the port's words out. */
import type { Engine } from '../../engine/index.js';
import { EMBEDDED, embeddedCommands } from './embedded-commands.js';
import { changesOf } from './embedded-feed.js';
import { embeddedHistory } from './embedded-history.js';
import { embeddedRehearsal } from './embedded-rehearsal.js';
import type { ChangeBatch, EnginePort } from './port.js';

export function createEmbeddedPort(engine: Engine): EnginePort {
  return {
    name: EMBEDDED,
    clock: engine.clock,
    status: () => {
      const { role, position, projectorLagMs, projectorFailingMs } = engine.status();
      return { role, position, projectorLagMs, projectorFailingMs };
    },
    ...embeddedCommands(engine),
    part: (definitionKey) => engine.deployedPart(BigInt(definitionKey)),
    tryDecision: ({ xml, decisionId, variables }) => engine.tryDecision(xml, decisionId, variables),
    ...embeddedHistory(engine),
    openIncidents: async ({ limit, incidentKey }) =>
      (await engine.openIncidents({ limit, ...(incidentKey === undefined ? {} : { key: BigInt(incidentKey) }) })).map(
        ({ key, jobKey, rootKey, definitionKey, bpmnProcessId, ...rest }) => ({
          incidentKey: key.toString(),
          jobKey: jobKey.toString(),
          rootInstanceKey: rootKey.toString(),
          definitionKey: definitionKey.toString(),
          processId: bpmnProcessId,
          ...rest,
        }),
      ),
    changes: (afterPosition, signal) => changes(engine, afterPosition, signal),
    rehearse: async (beginMs, limits, fromTask) => {
      const rehearsal = await engine.rehearse(beginMs, limits, fromTask === undefined ? undefined : BigInt(fromTask));
      return rehearsal && embeddedRehearsal(rehearsal);
    },
  };
}

async function* changes(engine: Engine, afterPosition: bigint, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
  for await (const entry of engine.feed(afterPosition, signal)) {
    yield { position: entry.position, atMs: entry.atMs, changes: changesOf(entry) };
  }
}
