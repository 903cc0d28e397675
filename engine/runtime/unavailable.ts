/** Answers of a node that can't carry a command out now. */
import type { Unavailable } from '../contract.js';

export function notWriter(): Unavailable {
  return {
    type: 'unavailable',
    code: 'NOT_WRITER',
    reason: 'Expected this node to be the writer, but it is not: send the command to the writer, or try again',
  };
}

export function exhausted(expected: string): Unavailable {
  return { type: 'unavailable', code: 'RESOURCE_EXHAUSTED', reason: `Expected ${expected}: try again in a moment` };
}

export function outcomeUnknown(): Unavailable {
  return {
    type: 'unavailable',
    code: 'OUTCOME_UNKNOWN',
    reason:
      'Expected an answer of the writer, but the link to it broke first: the command may have been carried out, look before you send it again',
  };
}
