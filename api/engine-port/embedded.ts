/** The engine port on the embedded engine: the engine's words in, the port's words out. */
import {
  type ClientCommand,
  type CommandOutcome,
  type DeploymentInvalid,
  type Engine,
  parseVariables,
  type Variables,
} from '../../engine/index.js';
import { changesOf } from './embedded-feed.js';
import { embeddedHistory } from './embedded-history.js';
import { embeddedModel } from './embedded-models.js';
import type { ChangeBatch, CommandResult, DeployResult, EnginePort, ProcessVariables, StartResult, TaskResult } from './port.js';

export function createEmbeddedPort(engine: Engine): EnginePort {
  const send = async (command: ClientCommand): Promise<CommandResult> => commandResult(await engine.execute(command));
  return {
    name: 'embedded',
    clock: engine.clock,
    status: () => {
      const { role, position, projectorLagMs, projectorFailingMs } = engine.status();
      return { role, position, projectorLagMs, projectorFailingMs };
    },
    start: async ({ processId, variables }) => {
      const command = {
        type: 'createInstance',
        bpmnProcessId: processId,
        version: -1,
        variables: toVariables(variables),
        startElementIds: [],
      } as const;
      return startResult(await engine.execute(command));
    },
    completeTask: async ({ taskKey, variables, action }) =>
      taskResult(await engine.execute({ type: 'completeUserTask', taskKey: BigInt(taskKey), variables: toVariables(variables), action })),
    assignTask: async ({ taskKey, ...rest }) =>
      taskResult(await engine.execute({ type: 'assignUserTask', taskKey: BigInt(taskKey), ...rest })),
    publishMessage: ({ variables, ...rest }) => send({ type: 'publishMessage', ...rest, variables: toVariables(variables) }),
    retry: async ({ incidentKey, jobKey }) => {
      if (jobKey !== '0') {
        const more = await send({ type: 'updateJobRetries', jobKey: BigInt(jobKey), retries: 1 });
        if (more.type !== 'done') return more;
      }
      return send({ type: 'resolveIncident', incidentKey: BigInt(incidentKey) });
    },
    deploy: async (resources) => deployResult(await engine.deploy(resources)),
    check: async (resources) => (await engine.check(resources))?.faults ?? [],
    model: (definitionKey) => embeddedModel(engine, definitionKey),
    part: (definitionKey) => engine.deployedPart(BigInt(definitionKey)),
    tryDecision: ({ xml, decisionId, variables }) => engine.tryDecision(xml, decisionId, variables),
    ...embeddedHistory(engine),
    taskForm: (taskKey) => engine.taskForm(BigInt(taskKey)),
    changes: (afterPosition, signal) => changes(engine, afterPosition, signal),
  };
}

async function* changes(engine: Engine, afterPosition: bigint, signal: AbortSignal): AsyncGenerator<ChangeBatch> {
  for await (const entry of engine.feed(afterPosition, signal)) {
    yield { position: entry.position, atMs: entry.atMs, changes: changesOf(entry) };
  }
}

function toVariables(values: ProcessVariables): Variables {
  const parsed = parseVariables(JSON.stringify(values));
  if (parsed.type === 'invalid') throw new Error(`Expected variables that the engine can store, but ${parsed.reason}`);
  return parsed.variables;
}

function startResult(outcome: CommandOutcome): StartResult {
  switch (outcome.type) {
    case 'accepted':
      if (outcome.response.type !== 'instanceCreated') throw new Error(`Expected a new instance, but got ${outcome.response.type}`);
      return { type: 'started', instanceKey: outcome.response.instanceKey.toString() };
    case 'rejected':
      return { type: 'refused', reason: outcome.reason };
    case 'unavailable':
      return { type: 'unreachable', reason: outcome.reason };
  }
}

function taskResult(outcome: CommandOutcome): TaskResult {
  const result = commandResult(outcome);
  return outcome.type === 'rejected' && outcome.code === 'NOT_FOUND' ? { type: 'gone', reason: outcome.reason } : result;
}

function commandResult(outcome: CommandOutcome): CommandResult {
  switch (outcome.type) {
    case 'accepted':
      return { type: 'done' };
    case 'rejected':
      return { type: 'refused', reason: outcome.reason };
    case 'unavailable':
      return { type: 'unreachable', reason: outcome.reason };
  }
}

function deployResult(outcome: CommandOutcome | DeploymentInvalid): DeployResult {
  switch (outcome.type) {
    case 'invalid':
      return { type: 'invalid', faults: outcome.faults };
    case 'accepted': {
      if (outcome.response.type !== 'deployed') throw new Error(`Expected a deployment, but got ${outcome.response.type}`);
      const { deploymentKey, resources } = outcome.response;
      const models = resources.flatMap((resource) =>
        resource.type === 'process'
          ? [
              {
                definitionKey: resource.key.toString(),
                processId: resource.bpmnProcessId,
                version: resource.version,
                resourceName: resource.resourceName,
              },
            ]
          : [],
      );
      // Keys grow: what is older than the deployment was there before, byte for byte.
      const newKeys = resources.map((resource) => (resource.type === 'decisions' ? resource.requirementsKey : resource.key));
      return { type: 'deployed', models, newKeys: newKeys.filter((key) => key > deploymentKey).map(String) };
    }
    case 'rejected':
      return { type: 'refused', reason: outcome.reason };
    case 'unavailable':
      return { type: 'unreachable', reason: outcome.reason };
  }
}
