/**
 * The engine port with a change feed that waits for the moment to come to rest. A case passes several automatic steps at one moment; read
 * one by one, each costs the api a transaction, read together they cost one. In virtual time nobody watches meanwhile.
 */
import type { EnginePort } from '../api/index.js';

/** Bounds the wait, whatever the engine does. */
const PATIENCE_MS = 40;

/** `atRest` resolves when the moment has come to rest, or after so many milliseconds. */
export function withPatientFeed(port: EnginePort, atRest: (patienceMs: number) => Promise<void>): EnginePort {
  return {
    ...port,
    async *changes(afterPosition, signal) {
      for await (const change of port.changes(afterPosition, signal)) {
        await atRest(PATIENCE_MS);
        yield change;
      }
    },
  };
}
