/**
 * How a step leaves its path before the end: a need (load and run again), a model's or datum's fault
 * (an incident), or a user's mistake that shows only on the way (a rejection).
 * None is an error of the program, so none carries a stack. All are caught by `step`; only a need may come from outside `core/`, from a view.
 */
import type { Need, RejectionCode } from './commands.js';
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

/** Ends the step; nothing that it did counts. */
export class RejectionSignal {
  constructor(
    readonly code: RejectionCode,
    readonly reason: string,
  ) {}
}
