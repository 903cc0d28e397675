/** PublishMessage. */
import { DEFAULT_TENANT, readVariables, refuseNames, refuseTenant, spanMs } from './border.js';
import type { PublishMessageRequest } from './protocol.js';
import { refusalOf } from './refusal.js';
import { answer, type Translation } from './rpc.js';

const LONG_MAX = 2n ** 63n - 1n;

/** Zeebe adds the time to live to its clock in 64 bits: what overflows is in the past, so the message is accepted and never kept. */
function timeToLiveMs(text: string, nowMs: number): number {
  return BigInt(text) > LONG_MAX - BigInt(Math.trunc(nowMs)) ? 0 : spanMs(text);
}

export const publishMessage: Translation<PublishMessageRequest, object> = async ({ engine }, request) => {
  const { name, correlationKey, messageId } = request;
  const refusal = refuseTenant('PublishMessage', request.tenantId) ?? refuseNames({ name, correlationKey, messageId });
  if (refusal !== undefined) return refusal;
  const read = readVariables(request.variables);
  if (read.type === 'refused') return read;
  const outcome = await engine.execute({
    type: 'publishMessage',
    name,
    correlationKey,
    messageId,
    timeToLiveMs: timeToLiveMs(request.timeToLive, engine.clock.now()),
    variables: read.variables,
  });
  if (outcome.type !== 'accepted') return refusalOf('PUBLISH', outcome);
  if (outcome.response.type !== 'messagePublished')
    throw new Error(`Expected 'messagePublished', but the engine answered '${outcome.response.type}'`);
  return answer({ key: outcome.response.messageKey.toString(), tenantId: DEFAULT_TENANT });
};
