/** When a timer of the model is due, and when it fires again. */
import { type Expression, FeelTemporal } from '../feel/index.js';
import type { Node } from '../model/graph.js';
import { addDuration, firstCycleDue, nextCycleDue, parseCycle, parseDuration, parseTimerDate } from '../time/index.js';
import { IncidentSignal } from './signals.js';
import { unexpected, unexpectedOneOf } from './variables.js';

export interface Due {
  /** Engine clock, ms. */
  readonly dueMs: number;
  /** Firings left after this one; -1 = without end. */
  readonly repetitions: number;
}

/** `value`: what the timer's expression gave. A value that is no time is an incident. */
export function firstDue(node: Node, value: unknown, nowMs: number): Due {
  const text = value instanceof FeelTemporal ? value.iso : value;
  if (node.event.type !== 'timer') throw new IncidentSignal('EXTRACT_VALUE_ERROR', `Expected '${node.id}' to be a timer event.`);
  const { expression } = node.event.timer;
  switch (node.event.timer.kind) {
    case 'date': {
      const date = parseTimerDate(text);
      if (date.type === 'invalid') throw notATime(expression, 'date-time', ['DATE_TIME', 'STRING'], value);
      return { dueMs: date.atMs, repetitions: 0 };
    }
    case 'duration': {
      const parsed = parseDuration(text);
      if (parsed.type === 'invalid') throw notATime(expression, 'duration', ['DURATION', 'PERIOD', 'STRING'], value);
      return { dueMs: bounded(() => addDuration(nowMs, parsed.duration)), repetitions: 0 };
    }
    case 'cycle': {
      if (typeof text !== 'string') throw unexpected(expression, 'STRING', value);
      const parsed = parseCycle(text);
      if (parsed.type === 'invalid') throw invalid(parsed.reason);
      const { cycle } = parsed;
      return {
        dueMs: bounded(() => firstCycleDue(nowMs, cycle)),
        repetitions: cycle.repetitions === 'unbounded' ? -1 : cycle.repetitions - 1,
      };
    }
  }
}

/** The next firing of a cycle: the previous due date plus the interval, so it never drifts (facts/SEMANTICS 14). */
export function nextDue(value: unknown, previous: Due): Due {
  const parsed = parseCycle(value instanceof FeelTemporal ? value.iso : value);
  if (parsed.type === 'invalid') throw invalid(parsed.reason);
  const { cycle } = parsed;
  return {
    dueMs: bounded(() => nextCycleDue(previous.dueMs, cycle)),
    repetitions: previous.repetitions < 0 ? -1 : previous.repetitions - 1,
  };
}

/** A moment beyond the calendar's end never comes. */
function bounded(moment: () => number): number {
  try {
    return moment();
  } catch (error) {
    if (error instanceof RangeError) return Number.MAX_SAFE_INTEGER;
    throw error;
  }
}

/** In Zeebe's words. */
function notATime(expression: Expression, format: string, types: readonly string[], value: unknown): IncidentSignal {
  return typeof value === 'string'
    ? invalid(`Invalid ${format} format '${value}' for expression '${expression.source}'.`)
    : unexpectedOneOf(expression, types, value);
}

function invalid(reason: string): IncidentSignal {
  return new IncidentSignal('EXTRACT_VALUE_ERROR', reason);
}
