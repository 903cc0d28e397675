/**
 * ActivateJobs: a worker asks for jobs and may wait for them. The call is held open until there is a job or the long poll is over, then
 * it ends with status OK; jobs go out in messages that a client with default limits takes. A client that is gone before the jobs were
 * leased takes none; once they are leased they come back by their deadline, as nobody can know whether the client got them.
 */
import { type handleServerStreamingCall, type ServerWritableStream, status } from '@grpc/grpc-js';
import type { ActivatedJob } from '../../engine/index.js';
import { refuseNames, refuseTenants, spanMs } from './border.js';
import type { ActivatedJobMessage, ActivateJobsRequest } from './protocol.js';
import { type Refusal, refused, rejected, statusOnWire } from './refusal.js';
import { type GatewayContext, MAX_MESSAGE_BYTES, OversizedRequest, unexpected, waitingClient } from './rpc.js';

/** How long Zeebe's gateway holds a poll that doesn't say. */
const DEFAULT_POLL_MS = 10_000;
/** A day: a poll is no subscription. */
const MAX_POLL_MS = 86_400_000;
/** Leaves room for framing below the limit at which a client refuses a message. */
const MAX_CHUNK_BYTES = MAX_MESSAGE_BYTES - 128 * 1024;
/** Keys, numbers and tags of a job beside its texts, rounded up. */
const JOB_FRAME_BYTES = 256;

const NOT_THE_WRITER = refused(status.UNAVAILABLE, 'Expected this node to have the jobs, but it is not the writer; ask again');

type JobsCall = ServerWritableStream<ActivateJobsRequest | OversizedRequest, { readonly jobs: readonly ActivatedJobMessage[] }>;

function check(request: ActivateJobsRequest): Refusal | undefined {
  const invalid = (what: string): Refusal => rejected('ACTIVATE', 'INVALID_ARGUMENT', `Expected to activate job batch with ${what}`);
  if (request.type === '') return invalid('type to be present, but it was blank');
  if (request.maxJobsToActivate < 1)
    return invalid(`max jobs to activate to be greater than zero, but it was '${request.maxJobsToActivate}'`);
  if (Number(request.timeout) < 1) return invalid(`timeout to be greater than zero, but it was '${request.timeout}'`);
  return refuseTenants('ActivateJobs', request.tenantIds) ?? refuseNames({ type: request.type, worker: request.worker });
}

/** 0 = Zeebe's default, negative = do not wait. */
function pollMs(requestTimeout: string): number {
  const timeoutMs = Number(requestTimeout);
  return timeoutMs === 0 ? DEFAULT_POLL_MS : Math.min(timeoutMs, MAX_POLL_MS);
}

function message(job: ActivatedJob): ActivatedJobMessage {
  return {
    key: job.key.toString(),
    type: job.type,
    processInstanceKey: job.processInstanceKey.toString(),
    bpmnProcessId: job.bpmnProcessId,
    processDefinitionVersion: job.processDefinitionVersion,
    processDefinitionKey: job.processDefinitionKey.toString(),
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey.toString(),
    customHeaders: JSON.stringify(job.customHeaders),
    worker: job.worker,
    retries: job.retries,
    deadline: Math.trunc(job.deadlineMs).toString(),
    variables: job.variablesJson,
    tenantId: job.tenantId,
  };
}

function sizeBytes(job: ActivatedJobMessage): number {
  return Buffer.byteLength(job.variables) + Buffer.byteLength(job.customHeaders) + JOB_FRAME_BYTES;
}

function* chunks(jobs: readonly ActivatedJob[]): Generator<readonly ActivatedJobMessage[]> {
  let chunk: ActivatedJobMessage[] = [];
  let chunkBytes = 0;
  for (const job of jobs) {
    const next = message(job);
    const bytes = sizeBytes(next);
    if (chunk.length > 0 && chunkBytes + bytes > MAX_CHUNK_BYTES) {
      yield chunk;
      chunk = [];
      chunkBytes = 0;
    }
    chunk.push(next);
    chunkBytes += bytes;
  }
  if (chunk.length > 0) yield chunk;
}

/** Waits for the client to read on; also ends when the client is gone. */
function drained(call: JobsCall): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      call.off('drain', done);
      call.off('cancelled', done);
      resolve();
    };
    call.on('drain', done);
    call.on('cancelled', done);
    if (call.cancelled) done();
  });
}

async function serve(context: GatewayContext, call: JobsCall, request: ActivateJobsRequest): Promise<Refusal | undefined> {
  const refusal = check(request);
  if (refusal !== undefined) return refusal;
  const { engine } = context;
  const client = waitingClient(context, call);
  try {
    const jobs = await engine.activateJobs({
      type: request.type,
      worker: request.worker,
      timeoutMs: spanMs(request.timeout),
      maxJobs: request.maxJobsToActivate,
      waitMs: pollMs(request.requestTimeout),
      fetchVariables: request.fetchVariable,
      signal: client.signal,
    });
    // Asked afterwards: a node without a writer holds the poll for a moment, so that its clients don't run in circles.
    if (jobs.length === 0 && !engine.status().reachesWriter) return NOT_THE_WRITER;
    for (const chunk of chunks(jobs)) {
      if (call.cancelled) break;
      if (!call.write({ jobs: chunk })) await drained(call);
    }
    return undefined;
  } finally {
    client.done();
  }
}

export function activateJobs(
  context: GatewayContext,
): handleServerStreamingCall<ActivateJobsRequest | OversizedRequest, { readonly jobs: readonly ActivatedJobMessage[] }> {
  const finish = (call: JobsCall, refusal: Refusal | undefined): void => {
    if (refusal === undefined) call.end();
    else call.emit('error', statusOnWire(refusal));
  };
  return (call) => {
    const { request } = call;
    if (request instanceof OversizedRequest) return finish(call, request.refusal());
    serve(context, call, request)
      .catch((error: unknown) => unexpected(context, 'ActivateJobs', error))
      .then((refusal) => finish(call, refusal));
  };
}
