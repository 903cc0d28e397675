/** The pure core: what a command does to a partition's state, as events. The only import surface of `core/`. */
export { isTooDeep, MAX_JSON_DEPTH } from '../feel/index.js';
export { applyTreeEvent } from './apply.js';
export { applyDeploymentEvent, applyMessageEvent } from './apply-messages.js';
export * from './catalog.js';
export * from './commands.js';
export * from './events.js';
export { FewKeys } from './few-keys.js';
export { jsonMembers } from './json-members.js';
export * from './outcome.js';
export { Overlay } from './overlay.js';
export * from './partition.js';
export { isPlainJson, isPlainText } from './plain-text.js';
export { NeedSignal } from './signals.js';
export * from './state.js';
export { step } from './step.js';
