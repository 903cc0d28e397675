/** Deploying resources, all or nothing. A resource that is deployed already, byte for byte, keeps its version. */
import type { DecisionDefinition, FormDefinition, ProcessDefinition } from '../catalog.js';
import type { Command, CommandResponse, CompiledResource, DeployedResource, Rejection } from '../commands.js';
import { rejected } from '../rejections.js';
import { IncidentSignal } from '../signals.js';
import type { StepContext } from '../step-context.js';
import { firstDue } from '../timers.js';
import { feelEnv } from '../variables.js';

export function deploy(step: StepContext, command: Extract<Command, { type: 'deploy' }>): CommandResponse | Rejection {
  if (command.resources.length === 0) return rejected('INVALID_ARGUMENT', 'Expected to deploy at least one resource, but none given');
  const duplicate = duplicateId(command.resources);
  if (duplicate) return rejected('INVALID_ARGUMENT', duplicate);
  const deploymentKey = step.env.nextKey();
  const resources: DeployedResource[] = [];
  try {
    for (const resource of command.resources) {
      if (resource.type === 'bpmn') resources.push(...deployProcesses(step, deploymentKey, resource));
      else if (resource.type === 'dmn') resources.push(deployDecisions(step, deploymentKey, resource));
      else resources.push(deployForm(step, deploymentKey, resource));
    }
  } catch (signal) {
    if (signal instanceof IncidentSignal) return rejected('INVALID_ARGUMENT', signal.message);
    throw signal;
  }
  return { type: 'deployed', deploymentKey, resources };
}

function duplicateId(resources: readonly CompiledResource[]): string | undefined {
  const seen = new Map<string, string>();
  for (const resource of resources) {
    const ids =
      resource.type === 'bpmn'
        ? resource.processes.map((graph) => `process id '${graph.bpmnProcessId}'`)
        : resource.type === 'dmn'
          ? resource.model.decisions.map((decision) => `decision id '${decision.id}'`)
          : [`form id '${resource.formId}'`];
    for (const id of ids) {
      const other = seen.get(id);
      if (other)
        return `Expected each ${id.split(' ')[0]} id to occur once in a deployment, but ${id} is in '${other}' and in '${resource.name}'`;
      seen.set(id, resource.name);
    }
  }
  return undefined;
}

function deployProcesses(
  step: StepContext,
  deploymentKey: bigint,
  resource: Extract<CompiledResource, { type: 'bpmn' }>,
): DeployedResource[] {
  const { name: resourceName, checksum } = resource;
  const deployed: ProcessDefinition[] = resource.processes.map((graph) => {
    const latest = step.view.catalog.processById(graph.bpmnProcessId);
    if (latest && latest.resourceName === resourceName && latest.checksum.equals(checksum)) return latest;
    const definition: ProcessDefinition = {
      key: step.env.nextKey(),
      deploymentKey,
      bpmnProcessId: graph.bpmnProcessId,
      version: (latest?.version ?? 0) + 1,
      resourceName,
      checksum,
      graph,
    };
    step.deployed.processes.push(definition);
    const { key, bpmnProcessId, version } = definition;
    step.emitDeployment({ type: 'processDeployed', key, deploymentKey, bpmnProcessId, version, resourceName });
    replaceStartTimers(step, definition, latest);
    return definition;
  });
  return deployed.map(({ key, bpmnProcessId, version }) => ({ type: 'process', key, bpmnProcessId, version, resourceName }));
}

/** Only the latest version starts by itself. */
function replaceStartTimers(step: StepContext, definition: ProcessDefinition, previous: ProcessDefinition | undefined): void {
  for (const timer of [...step.changes.startTimers.values()]) {
    if (timer.definitionKey === previous?.key) step.emitDeployment({ type: 'startTimerCanceled', key: timer.key });
  }
  for (const start of definition.graph.process.startEvents) {
    if (start.event.type !== 'timer') continue;
    const { expression } = start.event.timer;
    const outcome = expression.evaluate(() => undefined, feelEnv(step));
    if (outcome.type === 'failure') throw new IncidentSignal('EXTRACT_VALUE_ERROR', `'${start.id}': ${outcome.reason}`);
    step.emitDeployment({
      type: 'startTimerCreated',
      key: step.env.nextKey(),
      definitionKey: definition.key,
      node: start.index,
      ...firstDue(start, outcome.value, step.env.nowMs),
    });
  }
}

function deployDecisions(step: StepContext, deploymentKey: bigint, resource: Extract<CompiledResource, { type: 'dmn' }>): DeployedResource {
  const { name: resourceName, checksum, model } = resource;
  const latest = step.view.catalog.requirementsById(model.id);
  const [first] = latest;
  let definitions: readonly DecisionDefinition[] = latest;
  if (!first || first.resourceName !== resourceName || !first.checksum.equals(checksum)) {
    const requirementsKey = step.env.nextKey();
    const version = (first?.version ?? 0) + 1;
    const created = model.decisions.map((decision) => ({
      key: step.env.nextKey(),
      requirementsKey,
      requirementsId: model.id,
      requirementsName: model.name,
      deploymentKey,
      version,
      resourceName,
      checksum,
      decision,
    }));
    step.deployed.decisions.push(created);
    step.emitDeployment({
      type: 'decisionsDeployed',
      key: requirementsKey,
      deploymentKey,
      requirementsId: model.id,
      version,
      resourceName,
      decisionIds: created.map(({ decision }) => decision.id),
      decisionKeys: created.map(({ key }) => key),
    });
    definitions = created;
  }
  return {
    type: 'decisions',
    requirementsKey: definitions[0]?.requirementsKey ?? 0n,
    requirementsId: model.id,
    requirementsName: model.name,
    version: definitions[0]?.version ?? 1,
    resourceName,
    decisions: definitions.map(({ key, decision }) => ({ key, id: decision.id, name: decision.name })),
  };
}

function deployForm(step: StepContext, deploymentKey: bigint, resource: Extract<CompiledResource, { type: 'form' }>): DeployedResource {
  const { name: resourceName, checksum, formId } = resource;
  let form = step.view.catalog.formById(formId);
  if (!form || form.resourceName !== resourceName || !form.checksum.equals(checksum)) {
    const created: FormDefinition = {
      key: step.env.nextKey(),
      deploymentKey,
      formId,
      version: (form?.version ?? 0) + 1,
      resourceName,
      checksum,
    };
    step.deployed.forms.push(created);
    step.emitDeployment({ type: 'formDeployed', key: created.key, deploymentKey, formId, version: created.version, resourceName });
    form = created;
  }
  return { type: 'form', key: form.key, formId, version: form.version, resourceName };
}
