/** The table of what is built: RPC → translation. Every other RPC of the protocol answers UNIMPLEMENTED by itself. */
import type { UntypedServiceImplementation } from '@grpc/grpc-js';
import { deployProcess, deployResource } from './deployment.js';
import {
  cancelProcessInstance,
  createProcessInstance,
  createProcessInstanceWithResult,
  resolveIncident,
  setVariables,
} from './instances.js';
import { activateJobs } from './job-activation.js';
import { completeJob, failJob, throwError, updateJobRetries } from './jobs.js';
import { publishMessage } from './messages.js';
import { type GatewayContext, type Translation, unary } from './rpc.js';
import { topology } from './topology.js';

export function rpcs(context: GatewayContext): UntypedServiceImplementation {
  const quick = <Request>(rpc: string, translate: Translation<Request, object>) => unary(context, rpc, translate, false);
  const waiting = <Request>(rpc: string, translate: Translation<Request, object>) => unary(context, rpc, translate, true);
  return {
    Topology: quick('Topology', topology),
    DeployResource: quick('DeployResource', deployResource),
    DeployProcess: quick('DeployProcess', deployProcess),
    CreateProcessInstance: quick('CreateProcessInstance', createProcessInstance),
    CreateProcessInstanceWithResult: waiting('CreateProcessInstanceWithResult', createProcessInstanceWithResult),
    CancelProcessInstance: quick('CancelProcessInstance', cancelProcessInstance),
    SetVariables: quick('SetVariables', setVariables),
    ResolveIncident: quick('ResolveIncident', resolveIncident),
    PublishMessage: quick('PublishMessage', publishMessage),
    ActivateJobs: activateJobs(context),
    CompleteJob: quick('CompleteJob', completeJob),
    FailJob: quick('FailJob', failJob),
    ThrowError: quick('ThrowError', throwError),
    UpdateJobRetries: quick('UpdateJobRetries', updateJobRetries),
  };
}
