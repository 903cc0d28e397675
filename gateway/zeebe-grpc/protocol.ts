/**
 * The wire: Zeebe's protocol as its client package ships it, and the shapes that messages have once proto-loader has read them.
 * Keys and other int64 are decimal strings here, JSON documents are text.
 */
import { createRequire } from 'node:module';
import { loadPackageDefinition, type ServiceClientConstructor } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';

const protoPath = createRequire(import.meta.url).resolve('zeebe-node/proto/zeebe.proto');

function loadGateway(): ServiceClientConstructor {
  const definition = loadSync(protoPath, { keepCase: true, longs: String, enums: String, defaults: true, oneofs: true });
  const gatewayPackage = loadPackageDefinition(definition).gateway_protocol;
  if (gatewayPackage === undefined || !('Gateway' in gatewayPackage)) {
    throw new Error(`Expected ${protoPath} to define gateway_protocol.Gateway, but it does not`);
  }
  return gatewayPackage.Gateway as ServiceClientConstructor;
}

/** The client class of the service; its `service` is what a server implements. */
export const Gateway = loadGateway();

export interface TenantRequest {
  readonly tenantId: string;
}
export interface DeployResourceRequest extends TenantRequest {
  readonly resources: readonly { readonly name: string; readonly content: Buffer }[];
}
export interface DeployProcessRequest {
  readonly processes: readonly { readonly name: string; readonly definition: Buffer }[];
}
export interface CreateProcessInstanceRequest extends TenantRequest {
  readonly processDefinitionKey: string;
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly variables: string;
  readonly startInstructions: readonly { readonly elementId: string }[];
}
export interface CreateProcessInstanceWithResultRequest {
  readonly request: CreateProcessInstanceRequest | null;
  readonly requestTimeout: string;
  readonly fetchVariables: readonly string[];
}
export interface ActivateJobsRequest {
  readonly type: string;
  readonly worker: string;
  readonly timeout: string;
  readonly maxJobsToActivate: number;
  readonly fetchVariable: readonly string[];
  readonly requestTimeout: string;
  readonly tenantIds: readonly string[];
}
export interface CompleteJobRequest {
  readonly jobKey: string;
  readonly variables: string;
}
export interface FailJobRequest {
  readonly jobKey: string;
  readonly retries: number;
  readonly errorMessage: string;
  readonly retryBackOff: string;
  readonly variables: string;
}
export interface ThrowErrorRequest {
  readonly jobKey: string;
  readonly errorCode: string;
  readonly errorMessage: string;
  readonly variables: string;
}
export interface UpdateJobRetriesRequest {
  readonly jobKey: string;
  readonly retries: number;
}
export interface PublishMessageRequest extends TenantRequest {
  readonly name: string;
  readonly correlationKey: string;
  readonly timeToLive: string;
  readonly messageId: string;
  readonly variables: string;
}
export interface SetVariablesRequest {
  readonly elementInstanceKey: string;
  readonly variables: string;
  readonly local: boolean;
}
export interface CancelProcessInstanceRequest {
  readonly processInstanceKey: string;
}
export interface ResolveIncidentRequest {
  readonly incidentKey: string;
}

export interface ProcessMetadata {
  readonly bpmnProcessId: string;
  readonly version: number;
  readonly processDefinitionKey: string;
  readonly resourceName: string;
  readonly tenantId: string;
}
export interface DecisionMetadata {
  readonly dmnDecisionId: string;
  readonly dmnDecisionName: string;
  readonly version: number;
  readonly decisionKey: string;
  readonly dmnDecisionRequirementsId: string;
  readonly decisionRequirementsKey: string;
  readonly tenantId: string;
}
export interface DecisionRequirementsMetadata {
  readonly dmnDecisionRequirementsId: string;
  readonly dmnDecisionRequirementsName: string;
  readonly version: number;
  readonly decisionRequirementsKey: string;
  readonly resourceName: string;
  readonly tenantId: string;
}
export interface FormMetadata {
  readonly formId: string;
  readonly version: number;
  readonly formKey: string;
  readonly resourceName: string;
  readonly tenantId: string;
}
export type Deployment =
  | { readonly process: ProcessMetadata }
  | { readonly decision: DecisionMetadata }
  | { readonly decisionRequirements: DecisionRequirementsMetadata }
  | { readonly form: FormMetadata };

export interface ActivatedJobMessage {
  readonly key: string;
  readonly type: string;
  readonly processInstanceKey: string;
  readonly bpmnProcessId: string;
  readonly processDefinitionVersion: number;
  readonly processDefinitionKey: string;
  readonly elementId: string;
  readonly elementInstanceKey: string;
  readonly customHeaders: string;
  readonly worker: string;
  readonly retries: number;
  readonly deadline: string;
  readonly variables: string;
  readonly tenantId: string;
}
