/** DeployResource and the older DeployProcess: resources in, keys and versions out, or every fault at once. */
import type { CommandOutcome, DeployedResource, DeploymentInvalid, DeploymentResource, Engine } from '../../engine/index.js';
import { DEFAULT_TENANT, refuseNames, refuseTenant } from './border.js';
import type { Deployment, DeployProcessRequest, DeployResourceRequest, ProcessMetadata } from './protocol.js';
import { type Refusal, refusalOf, refusalOfFaults, rejected } from './refusal.js';
import { answer, type Translation } from './rpc.js';

interface Deployed {
  readonly type: 'deployed';
  readonly key: string;
  readonly resources: readonly DeployedResource[];
}

async function deploy(engine: Engine, resources: readonly DeploymentResource[]): Promise<Deployed | Refusal> {
  if (resources.length === 0) return rejected('CREATE', 'INVALID_ARGUMENT', 'Expected to deploy at least one resource, but none given');
  for (const { name } of resources) {
    const refusal = refuseNames({ 'resources.name': name });
    if (refusal !== undefined) return refusal;
  }
  const outcome: CommandOutcome | DeploymentInvalid = await engine.deploy(resources);
  if (outcome.type === 'invalid') return refusalOfFaults(outcome);
  if (outcome.type !== 'accepted') return refusalOf('CREATE', outcome);
  const { response } = outcome;
  if (response.type !== 'deployed') throw new Error(`Expected a deployment to answer 'deployed', but it answered '${response.type}'`);
  return { type: 'deployed', key: response.deploymentKey.toString(), resources: response.resources };
}

function processMetadata(process: Extract<DeployedResource, { type: 'process' }>): ProcessMetadata {
  return {
    bpmnProcessId: process.bpmnProcessId,
    version: process.version,
    processDefinitionKey: process.key.toString(),
    resourceName: process.resourceName,
    tenantId: DEFAULT_TENANT,
  };
}

function deploymentsOf(resource: DeployedResource): readonly Deployment[] {
  switch (resource.type) {
    case 'process':
      return [{ process: processMetadata(resource) }];
    case 'decisions': {
      const decisionRequirementsKey = resource.requirementsKey.toString();
      const decisions = resource.decisions.map((decision) => ({
        decision: {
          dmnDecisionId: decision.id,
          dmnDecisionName: decision.name,
          version: resource.version,
          decisionKey: decision.key.toString(),
          dmnDecisionRequirementsId: resource.requirementsId,
          decisionRequirementsKey,
          tenantId: DEFAULT_TENANT,
        },
      }));
      const decisionRequirements = {
        dmnDecisionRequirementsId: resource.requirementsId,
        dmnDecisionRequirementsName: resource.requirementsName,
        version: resource.version,
        decisionRequirementsKey,
        resourceName: resource.resourceName,
        tenantId: DEFAULT_TENANT,
      };
      return [...decisions, { decisionRequirements }];
    }
    case 'form':
      return [
        {
          form: {
            formId: resource.formId,
            version: resource.version,
            formKey: resource.key.toString(),
            resourceName: resource.resourceName,
            tenantId: DEFAULT_TENANT,
          },
        },
      ];
  }
}

export const deployResource: Translation<DeployResourceRequest, object> = async ({ engine }, request) => {
  const refusal = refuseTenant('DeployResource', request.tenantId);
  if (refusal !== undefined) return refusal;
  const deployed = await deploy(engine, request.resources);
  if (deployed.type === 'refused') return deployed;
  return answer({ key: deployed.key, deployments: deployed.resources.flatMap(deploymentsOf), tenantId: DEFAULT_TENANT });
};

export const deployProcess: Translation<DeployProcessRequest, object> = async ({ engine }, request) => {
  const deployed = await deploy(
    engine,
    request.processes.map(({ name, definition }) => ({ name, content: definition })),
  );
  if (deployed.type === 'refused') return deployed;
  const processes = deployed.resources.filter((resource) => resource.type === 'process').map(processMetadata);
  return answer({ key: deployed.key, processes });
};
