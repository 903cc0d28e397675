/** The pure core: what a command does to a partition's state, as events. The only import surface of `core/`. */
export * from './catalog.js';
export * from './commands.js';
export * from './events.js';
export * from './outcome.js';
export { Overlay } from './overlay.js';
export * from './partition.js';
export * from './state.js';
// step and apply follow: export { step } from './step.js' — step(view: PartitionView, command: Command, env: StepEnv): StepResult
// export { applyTreeEvent, applyMessageEvent, applyDeploymentEvent } from './apply.js'
