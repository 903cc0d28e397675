/** Why a clock can't be pinned here. */

export class ClockOfWriter extends Error {
  readonly code = 'CLOCK_OF_WRITER';
  constructor() {
    super("Expected the writer, whose clock counts, but this node stands by: pin the writer's clock");
  }
}

export class ClockNotControllable extends Error {
  readonly code = 'CLOCK_NOT_CONTROLLABLE';
  constructor() {
    super('Expected a clock that can be pinned, but this engine runs on real time: start it with OKIENKO_CLOCK=controllable');
  }
}
