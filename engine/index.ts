/** The only import surface of the engine. */
import type { Engine } from './contract.js';
import { type EngineOptions, OkienkoEngine } from './runtime/engine.js';

export type * from './contract.js';
export type { CommandResponse, DeployedResource, Rejection, RejectionCode, UserTaskChanges, Variables } from './core/index.js';
export { isPlainJson, isTooDeep } from './core/index.js';
export type { OpenSubscription, OpenTask, Rehearsal, RehearsalLimits } from './rehearsal/contract.js';
export { RehearsalLimit } from './rehearsal/limit.js';
export type { EngineOptions } from './runtime/engine.js';
export type { Log } from './runtime/log.js';
export { parseVariables } from './runtime/variables-border.js';
/** The anchors' own rules, for whoever keeps another chained journal beside the engine's history. */
export {
  ANCHOR_COLUMNS,
  type AnchorRoot,
  type AnchorRow,
  anchorOf,
  type RootOf,
  sealAnchor,
  verifyAnchor,
  verifyAnchors,
} from './store/chain/index.js';
/** How the engine's own readers of history get past a row that can't be written; the desk reads the feed likewise. */
export { Isolation, isPassing } from './store/isolation.js';
/** Reads the dates of user tasks. */
export { parseTimerDate } from './time/index.js';

export function createEngine(options: EngineOptions): Engine {
  return new OkienkoEngine(options);
}
