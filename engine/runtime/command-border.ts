/** Checks the free texts of a client's command: what PostgreSQL can't store is refused here, before it reaches a batch. */
import type { ClientCommand } from '../contract.js';
import type { Rejection } from '../core/index.js';
import { isPlainText } from './variables-border.js';

const TEXT_MAX_CHARS = 64 * 1024;

export function refusalOf(command: ClientCommand): Rejection | undefined {
  for (const [field, value] of Object.entries(command)) {
    if (typeof value !== 'string') continue;
    if (!isPlainText(value)) return invalid(`Expected ${field} as plain text, but it has a NUL or half a character (a lone surrogate)`);
    if (value.length > TEXT_MAX_CHARS)
      return invalid(`Expected ${field} of at most ${TEXT_MAX_CHARS} characters, but it has ${value.length}`);
  }
  return undefined;
}

function invalid(reason: string): Rejection {
  return { type: 'rejected', code: 'INVALID_ARGUMENT', reason };
}
