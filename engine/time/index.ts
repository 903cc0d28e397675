/** The import surface of the engine's time: timer values, durations, cycles and the clock that measures them. */
export { ControllableClock, type EngineClock, RealClock } from './clock.js';
export { firstCycleDue, nextCycleDue, type ParsedCycle, parseCycle, type TimerCycle } from './cycle.js';
export { addDuration, type ParsedDuration, parseDuration, type TimerDuration } from './duration.js';
export { type ParsedTimerDate, parseTimerDate } from './timer-date.js';
