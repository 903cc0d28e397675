/** The only import surface of the engine. */
import type { Engine } from './contract.js';
import { type EngineOptions, OkienkoEngine } from './runtime/engine.js';

export type * from './contract.js';
export type { CommandResponse, DeployedResource, Rejection, RejectionCode, UserTaskChanges, Variables } from './core/index.js';
export type { EngineOptions } from './runtime/engine.js';
export type { Log } from './runtime/log.js';
export { parseVariables } from './runtime/variables-border.js';

export function createEngine(options: EngineOptions): Engine {
  return new OkienkoEngine(options);
}
