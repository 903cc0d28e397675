/** Publishing messages and forgetting them. */
import type { Command, CommandResponse, Rejection } from '../commands.js';
import { correlatePublished } from '../message-correlation.js';
import { notFound, rejected } from '../rejections.js';
import type { StepContext } from '../step-context.js';

export function publishMessage(step: StepContext, command: Extract<Command, { type: 'publishMessage' }>): CommandResponse | Rejection {
  const { name, correlationKey, messageId, variables } = command;
  if (messageId !== '' && step.view.messageById(name, correlationKey, messageId) !== undefined) {
    return rejected(
      'ALREADY_EXISTS',
      `Expected to publish a new message with id '${messageId}', but a message with that id was already published`,
    );
  }
  const key = step.env.nextKey();
  // A time to live beyond what a clock can say overflows in Zeebe too: accepted, never buffered (facts/SEMANTICS 21).
  const expiresAtMs = step.env.nowMs + command.timeToLiveMs;
  const buffered = command.timeToLiveMs > 0 && Number.isSafeInteger(expiresAtMs);
  step.emitMessage({
    type: 'messagePublished',
    key,
    name,
    correlationKey,
    messageId,
    expiresAtMs: buffered ? expiresAtMs : step.env.nowMs,
    variables,
  });
  correlatePublished(step, key);
  if (!buffered) step.emitMessage({ type: 'messageExpired', key });
  return { type: 'messagePublished', messageKey: key };
}

export function expireMessage(step: StepContext, command: Extract<Command, { type: 'expireMessage' }>): CommandResponse | Rejection {
  const message = step.changes.messages.get(command.messageKey);
  if (!message || message.expiresAtMs > step.env.nowMs) return notFound('expire message', command.messageKey, 'expired message');
  step.emitMessage({ type: 'messageExpired', key: command.messageKey });
  return { type: 'done' };
}
