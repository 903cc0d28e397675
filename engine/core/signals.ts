/**
 * How a step leaves its path before the end: a need (load and run again) or a model's or datum's fault (an incident).
 * Neither is an error of the program, so neither carries a stack. Both stay inside `core/`.
 */
import type { Need } from './commands.js';
import type { IncidentType } from './state.js';

export class NeedSignal {
  constructor(readonly need: Need) {}
}

/** Caught by the lifecycle: the element stays in its state and the incident says why. */
export class IncidentSignal {
  constructor(
    readonly errorType: IncidentType,
    readonly message: string,
  ) {}
}
