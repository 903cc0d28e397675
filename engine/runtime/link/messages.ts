/** What nodes say to each other, as JSON: keys are decimal strings, variables pairs of name and JSON text, resources base64. */
import { z } from 'zod';
import type { ActivateJobsRequest, ClientCommand, CommandOutcome, DeploymentResource, Engine } from '../../contract.js';
import type { Variables } from '../../core/index.js';

const key = z.codec(z.string().regex(/^-?\d{1,19}$/), z.bigint(), { decode: BigInt, encode: String });
const variables = z.codec(
  z.array(z.tuple([z.string(), z.string()])),
  z.custom<Variables>((value) => value instanceof Map),
  { decode: (pairs): Variables => new Map(pairs), encode: (map) => [...map] },
);
const bytes = z.codec(
  z.base64(),
  z.custom<Buffer>((value) => Buffer.isBuffer(value)),
  { decode: (text) => Buffer.from(text, 'base64'), encode: (buffer) => buffer.toString('base64') },
);
const listOf = <Item extends z.ZodType>(item: Item) => z.array(item).readonly();
const names = listOf(z.string());

const createInstance = z.object({
  type: z.literal('createInstance'),
  definitionKey: z.exactOptional(key),
  bpmnProcessId: z.exactOptional(z.string()),
  version: z.exactOptional(z.int()),
  variables,
  startElementIds: names,
});
export const commandMessage = z.discriminatedUnion('type', [
  createInstance,
  z.object({ type: z.literal('cancelInstance'), instanceKey: key }),
  z.object({ type: z.literal('completeJob'), jobKey: key, variables }),
  z.object({
    type: z.literal('failJob'),
    jobKey: key,
    retries: z.number(),
    backoffMs: z.number(),
    message: z.string(),
    variables,
  }),
  z.object({ type: z.literal('throwJobError'), jobKey: key, code: z.string(), message: z.string(), variables }),
  z.object({ type: z.literal('updateJobRetries'), jobKey: key, retries: z.number() }),
  z.object({ type: z.literal('resolveIncident'), incidentKey: key }),
  z.object({ type: z.literal('setVariables'), elementInstanceKey: key, variables, local: z.boolean() }),
  z.object({
    type: z.literal('publishMessage'),
    name: z.string(),
    correlationKey: z.string(),
    messageId: z.string(),
    timeToLiveMs: z.number(),
    variables,
  }),
  z.object({ type: z.literal('completeUserTask'), taskKey: key, variables, action: z.string() }),
  z.object({
    type: z.literal('assignUserTask'),
    taskKey: key,
    assignee: z.string(),
    allowOverride: z.boolean(),
    action: z.string(),
  }),
  z.object({
    type: z.literal('updateUserTask'),
    taskKey: key,
    changes: z.object({
      candidateGroups: z.exactOptional(names),
      candidateUsers: z.exactOptional(names),
      dueDate: z.exactOptional(z.string()),
      followUpDate: z.exactOptional(z.string()),
      priority: z.exactOptional(z.number()),
    }),
    action: z.string(),
  }),
]) satisfies z.ZodType<ClientCommand>;

export const creationMessage = z.object({ command: createInstance, timeoutMs: z.number(), fetchVariables: names });

export const deployMessage = z.object({ resources: listOf(z.object({ name: z.string(), content: bytes })) }) satisfies z.ZodType<{
  readonly resources: readonly DeploymentResource[];
}>;

export const activateMessage = z.object({
  type: z.string(),
  worker: z.string(),
  timeoutMs: z.number(),
  maxJobs: z.number(),
  waitMs: z.number(),
  fetchVariables: names,
}) satisfies z.ZodType<Omit<ActivateJobsRequest, 'signal'>>;

const definition = { key, version: z.int(), resourceName: z.string() };
const response = z.discriminatedUnion('type', [
  z.object({ type: z.literal('done') }),
  z.object({
    type: z.literal('deployed'),
    deploymentKey: key,
    resources: listOf(
      z.discriminatedUnion('type', [
        z.object({ type: z.literal('process'), bpmnProcessId: z.string(), ...definition }),
        z.object({
          type: z.literal('decisions'),
          requirementsKey: key,
          requirementsId: z.string(),
          requirementsName: z.string(),
          version: z.int(),
          resourceName: z.string(),
          decisions: listOf(z.object({ key, id: z.string(), name: z.string() })),
        }),
        z.object({ type: z.literal('form'), formId: z.string(), ...definition }),
      ]),
    ),
  }),
  z.object({
    type: z.literal('instanceCreated'),
    definitionKey: key,
    bpmnProcessId: z.string(),
    version: z.int(),
    instanceKey: key,
  }),
  z.object({ type: z.literal('messagePublished'), messageKey: key }),
  z.object({ type: z.literal('variablesSet'), key }),
]);
const rejected = z.object({
  type: z.literal('rejected'),
  code: z.enum(['INVALID_ARGUMENT', 'NOT_FOUND', 'ALREADY_EXISTS', 'INVALID_STATE', 'EXCEEDED_BATCH_RECORD_SIZE']),
  reason: z.string(),
});
const unavailable = z.object({
  type: z.literal('unavailable'),
  code: z.enum(['RESOURCE_EXHAUSTED', 'NOT_WRITER', 'STOPPED', 'OUTCOME_UNKNOWN']),
  reason: z.string(),
});
const accepted = z.object({ type: z.literal('accepted'), response, position: key });
export const outcomeMessage = z.discriminatedUnion('type', [accepted, rejected, unavailable]) satisfies z.ZodType<CommandOutcome>;

export const resultMessage = z.discriminatedUnion('type', [
  accepted,
  rejected,
  unavailable,
  z.object({ type: z.literal('completed'), outcome: outcomeMessage, variablesJson: z.string() }),
  z.object({ type: z.literal('timedOut'), instanceKey: key, why: z.enum(['time', 'stopped', 'writerGone']) }),
]) satisfies z.ZodType<Awaited<ReturnType<Engine['executeWithResult']>>>;

export const deployedMessage = z.discriminatedUnion('type', [
  accepted,
  rejected,
  unavailable,
  z.object({
    type: z.literal('invalid'),
    faults: listOf(z.object({ resourceName: z.string(), elementId: z.string(), reason: z.string() })),
  }),
]) satisfies z.ZodType<Awaited<ReturnType<Engine['deploy']>>>;

export const jobsMessage = z.discriminatedUnion('type', [
  unavailable,
  z.object({
    type: z.literal('jobs'),
    jobs: listOf(
      z.object({
        key,
        type: z.string(),
        processInstanceKey: key,
        bpmnProcessId: z.string(),
        processDefinitionVersion: z.int(),
        processDefinitionKey: key,
        elementId: z.string(),
        elementInstanceKey: key,
        customHeaders: z.record(z.string(), z.string()),
        worker: z.string(),
        retries: z.number(),
        deadlineMs: z.number(),
        variablesJson: z.string(),
        tenantId: z.string(),
      }),
    ),
  }),
]);

/** Throws a ZodError or a SyntaxError when it is something else. */
export function hear<Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> {
  return schema.parse(JSON.parse(text));
}

export function say<Schema extends z.ZodType>(schema: Schema, value: z.output<Schema>): string {
  return JSON.stringify(z.encode(schema, value));
}
