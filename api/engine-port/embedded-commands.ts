/** Commands of the embedded engine, and of its rehearsals, in the port's words. */
import {
  type ClientCommand,
  type CommandOutcome,
  type DeploymentInvalid,
  type Engine,
  parseVariables,
  type Variables,
} from '../../engine/index.js';
import { embeddedModel } from './embedded-models.js';
import type { CommandResult, DeployResult, EnginePort, ProcessVariables, StartResult, TaskResult } from './port.js';

/** The engine's name in the port. */
export const EMBEDDED = 'embedded';

type Commanded = Pick<Engine, 'execute' | 'deploy' | 'check' | 'processModel' | 'taskForm'>;
type Commands = Pick<
  EnginePort,
  'start' | 'completeTask' | 'assignTask' | 'publishMessage' | 'retry' | 'deploy' | 'check' | 'model' | 'taskForm'
>;

export function embeddedCommands(engine: Commanded): Commands {
  const send = async (command: ClientCommand): Promise<CommandResult> => commandResult(await engine.execute(command));
  return {
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
    taskForm: (taskKey) => engine.taskForm(BigInt(taskKey)),
  };
}

export function toVariables(values: ProcessVariables): Variables {
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

export function commandResult(outcome: CommandOutcome): CommandResult {
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
