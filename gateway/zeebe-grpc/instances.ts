/** Process instances from outside: create, create and wait for the result, cancel, set variables, resolve an incident. */
import { status } from '@grpc/grpc-js';
import type { ClientCommand, CommandResponse } from '../../engine/index.js';
import { DEFAULT_TENANT, readVariables, refuseNames, refuseTenant, spanMs } from './border.js';
import type {
  CancelProcessInstanceRequest,
  CreateProcessInstanceRequest,
  CreateProcessInstanceWithResultRequest,
  ResolveIncidentRequest,
  SetVariablesRequest,
} from './protocol.js';
import { type Refusal, refusalOf, refused } from './refusal.js';
import { answer, type Translation } from './rpc.js';

/** Zeebe's gateway waits this long for a result when the request doesn't say. */
const DEFAULT_RESULT_TIMEOUT_MS = 15_000;
/** Timers of Node take no more. */
const MAX_TIMEOUT_MS = 2 ** 31 - 1;

type CreateInstance = Extract<ClientCommand, { type: 'createInstance' }>;

/** A process id goes before a key; any negative version is the latest. */
function createCommand(request: CreateProcessInstanceRequest): CreateInstance | Refusal {
  const refusal =
    refuseTenant('CreateProcessInstance', request.tenantId) ??
    refuseNames({ bpmnProcessId: request.bpmnProcessId }) ??
    request.startInstructions.map(({ elementId }) => refuseNames({ 'startInstructions.elementId': elementId })).find(Boolean);
  if (refusal !== undefined) return refusal;
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const start = { variables: read.variables, startElementIds: request.startInstructions.map(({ elementId }) => elementId) };
  return request.bpmnProcessId === ''
    ? { type: 'createInstance', definitionKey: BigInt(request.processDefinitionKey), ...start }
    : { type: 'createInstance', bpmnProcessId: request.bpmnProcessId, version: Math.max(request.version, -1), ...start };
}

function createdInstance(response: CommandResponse) {
  if (response.type !== 'instanceCreated') throw new Error(`Expected 'instanceCreated', but the engine answered '${response.type}'`);
  return {
    processDefinitionKey: response.definitionKey.toString(),
    bpmnProcessId: response.bpmnProcessId,
    version: response.version,
    processInstanceKey: response.instanceKey.toString(),
    tenantId: DEFAULT_TENANT,
  };
}

export const createProcessInstance: Translation<CreateProcessInstanceRequest, object> = async ({ engine }, request) => {
  const command = createCommand(request);
  if (command.type === 'refused') return command;
  const outcome = await engine.execute(command);
  return outcome.type === 'accepted' ? answer(createdInstance(outcome.response)) : refusalOf('CREATE', outcome);
};

export const createProcessInstanceWithResult: Translation<CreateProcessInstanceWithResultRequest, object> = async (
  { engine },
  { request, requestTimeout, fetchVariables },
  signal,
) => {
  if (request === null) {
    return refused(status.INVALID_ARGUMENT, "Expected 'request' to say which process to start, but it is missing");
  }
  const command = createCommand(request);
  if (command.type === 'refused') return command;
  const timeoutMs = Math.min(spanMs(requestTimeout) || DEFAULT_RESULT_TIMEOUT_MS, MAX_TIMEOUT_MS);
  const outcome = await engine.executeWithResult(command, { timeoutMs, fetchVariables, signal });
  switch (outcome.type) {
    case 'completed':
      if (outcome.outcome.type !== 'accepted') return refusalOf('CREATE_WITH_AWAITING_RESULT', outcome.outcome);
      return answer({ ...createdInstance(outcome.outcome.response), variables: outcome.variablesJson });
    case 'timedOut':
      return notAwaited(outcome.instanceKey, outcome.why, timeoutMs);
    case 'accepted':
      throw new Error(`Expected a result or its absence, but the engine answered '${outcome.response.type}'`);
    case 'rejected':
    case 'unavailable':
      return refusalOf('CREATE_WITH_AWAITING_RESULT', outcome);
  }
};

/** Never a status that clients retry by themselves: the instance is there, a second try would make another. */
function notAwaited(instanceKey: bigint, why: 'time' | 'stopped' | 'writerGone', timeoutMs: number): Refusal {
  const left = 'the instance is left as it is and goes on';
  switch (why) {
    case 'time':
      return refused(
        status.DEADLINE_EXCEEDED,
        `Expected process instance '${instanceKey}' to complete within ${timeoutMs} ms, but it did not; ${left}`,
      );
    case 'stopped':
      return refused(status.ABORTED, `Expected to wait for process instance '${instanceKey}', but this gateway stops; ${left}`);
    case 'writerGone':
      return refused(
        status.ABORTED,
        `Expected to wait for process instance '${instanceKey}', but another node has become the writer meanwhile; ${left}`,
      );
  }
}

export const cancelProcessInstance: Translation<CancelProcessInstanceRequest, object> = async ({ engine }, request) => {
  const outcome = await engine.execute({ type: 'cancelInstance', instanceKey: BigInt(request.processInstanceKey) });
  return outcome.type === 'accepted' ? answer({}) : refusalOf('CANCEL', outcome);
};

export const setVariables: Translation<SetVariablesRequest, object> = async ({ engine }, request) => {
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const outcome = await engine.execute({
    type: 'setVariables',
    elementInstanceKey: BigInt(request.elementInstanceKey),
    variables: read.variables,
    local: request.local,
  });
  if (outcome.type !== 'accepted') return refusalOf('UPDATE', outcome);
  if (outcome.response.type !== 'variablesSet')
    throw new Error(`Expected 'variablesSet', but the engine answered '${outcome.response.type}'`);
  return answer({ key: outcome.response.key.toString() });
};

export const resolveIncident: Translation<ResolveIncidentRequest, object> = async ({ engine }, request) => {
  const outcome = await engine.execute({ type: 'resolveIncident', incidentKey: BigInt(request.incidentKey) });
  return outcome.type === 'accepted' ? answer({}) : refusalOf('RESOLVE', outcome);
};
