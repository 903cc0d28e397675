/**
 * The engine port with a change feed that waits for the moment to come to rest. A case passes several automatic steps at one moment; read
 * one by one, each costs the api a transaction, read together they cost one. In virtual time nobody watches meanwhile.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { EnginePort } from '../api/index.js';

/** Bounds the wait, whatever the engine does. */
const PATIENCE_MS = 40;
const LOOK_EVERY_MS = 2;

export function withPatientFeed(port: EnginePort, isAtRest: () => boolean): EnginePort {
  return {
    ...port,
    async *changes(afterPosition, signal) {
      const source = port.changes(afterPosition, signal)[Symbol.asyncIterator]();
      try {
        for (let next = await source.next(); next.done !== true; next = await source.next()) {
          const giveUpAt = performance.now() + PATIENCE_MS;
          while (!isAtRest() && performance.now() < giveUpAt && !signal.aborted) await sleep(LOOK_EVERY_MS);
          yield next.value;
        }
      } finally {
        await source.return?.();
      }
    },
  };
}
