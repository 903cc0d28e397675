/** What a comparison with other systems is asked for, and what became of it. */
import type { RecordSystem } from '../../workers/ports.js';

export interface Asked {
  /** Absent: each system that can be compared. */
  readonly systems?: readonly RecordSystem[];
  /** Absent: each open case, and each that was closed lately. */
  readonly caseNumber?: string;
}

/** Counted once for each case and system. */
export interface Reconciled {
  /** Cases that were compared. */
  readonly compared: number;
  /** Of those, not compared to the end: something for them is still under way, or the system didn't answer. They are looked at again. */
  readonly waiting: number;
  /** What differs, each difference once. */
  readonly differences: number;
  /** Of those, set right by this run, as far as it is up to us: what is told again leaves by the outbox. */
  readonly repaired: number;
  /** Of those, left to a person. */
  readonly left: number;
}
