/** What a worker reports about a job: done, failed, a business error; and an operator's fresh retries. */
import { freeText, readVariables, refuseNames, spanMs } from './border.js';
import type { CompleteJobRequest, FailJobRequest, ThrowErrorRequest, UpdateJobRetriesRequest } from './protocol.js';
import { refusalOf } from './refusal.js';
import { answer, type Translation } from './rpc.js';

const DONE = answer({});

export const completeJob: Translation<CompleteJobRequest, object> = async ({ engine }, request) => {
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const outcome = await engine.execute({ type: 'completeJob', jobKey: BigInt(request.jobKey), variables: read.variables });
  return outcome.type === 'accepted' ? DONE : refusalOf('COMPLETE', outcome);
};

export const failJob: Translation<FailJobRequest, object> = async ({ engine }, request) => {
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const outcome = await engine.execute({
    type: 'failJob',
    jobKey: BigInt(request.jobKey),
    retries: request.retries,
    backoffMs: spanMs(request.retryBackOff),
    message: freeText(request.errorMessage),
    variables: read.variables,
  });
  return outcome.type === 'accepted' ? DONE : refusalOf('FAIL', outcome);
};

export const throwError: Translation<ThrowErrorRequest, object> = async ({ engine }, request) => {
  const refusal = refuseNames({ errorCode: request.errorCode });
  if (refusal !== undefined) return refusal;
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const outcome = await engine.execute({
    type: 'throwJobError',
    jobKey: BigInt(request.jobKey),
    code: request.errorCode,
    message: freeText(request.errorMessage),
    variables: read.variables,
  });
  return outcome.type === 'accepted' ? DONE : refusalOf('THROW_ERROR', outcome);
};

export const updateJobRetries: Translation<UpdateJobRetriesRequest, object> = async ({ engine }, request) => {
  const outcome = await engine.execute({ type: 'updateJobRetries', jobKey: BigInt(request.jobKey), retries: request.retries });
  return outcome.type === 'accepted' ? DONE : refusalOf('UPDATE_RETRIES', outcome);
};
