/** A system at the other end of the outbox: what it is given, and what it may answer. */
import type pg from 'pg';
import type { SystemName } from '../ports.js';
import type { ListCodes } from './code-list.js';
import type { SentCodes } from './codes.js';
import type { RecordSource } from './source.js';

/** One effect that is to be carried over. */
export interface Effect {
  readonly id: string;
  /** Engine, element instance and effect: the peer must know it again, whatever became of the last answer. */
  readonly effectKey: string;
  readonly system: SystemName;
  readonly caseNumber: string;
  /** Of the run that it concerns. */
  readonly caseRun: string | null;
  readonly action: string;
  readonly payload: unknown;
  /** Tries before this one. */
  readonly attempts: number;
  /** Engine clock, ms. */
  readonly createdAtMs: number;
  /** What our codes in it were called at this try; absent: it has none of ours. */
  readonly sentCodes?: SentCodes;
}

export type Delivery =
  /** It is there, seen by reading it back where an answer alone says little. */
  | { readonly type: 'delivered'; readonly recordId?: string; readonly recordNumber?: string; readonly detail?: string }
  /** The system is away, or nobody knows what became of it: no other effect would fare better now. */
  | { readonly type: 'unavailable'; readonly reason: string; readonly retryAfterMs?: number }
  /** This effect can't be done now (a locked document, somebody else's change); others can. */
  | { readonly type: 'busy'; readonly reason: string; readonly retryAfterMs?: number }
  /** It would be refused each time: a person must act. `code` is stable, `reason` the peer's own words. */
  | { readonly type: 'refused'; readonly code: 'unknown-code' | 'not-found' | 'forbidden' | 'invalid'; readonly reason: string };

/** A register in our own database: carries over inside the transaction that marks the row, so once. Throws: tried again. */
export interface LocalPeer {
  readonly type: 'local';
  deliver(effect: Effect, connection: pg.ClientBase): Promise<void>;
  readonly codes?: ListCodes;
}

/**
 * A system of its own. Called again for the same effect after any crash: it must recognise its own earlier work by the effect's key.
 * Answers in time or rejects when `signal` aborts; whatever it throws counts as `unavailable`.
 */
export interface RemotePeer {
  readonly type: 'remote';
  deliver(effect: Effect, signal: AbortSignal): Promise<Delivery>;
  /** By a rule of ours (quiet hours) it isn't sent before then, which counts as no try; engine clock. Absent: at any time. */
  notBefore?(effect: Effect): Promise<number>;
  /** Absent where the system can only be told, and reports its changes itself. */
  readonly source?: RecordSource;
  /** Absent where the system can't tell which codes it knows. */
  readonly codes?: ListCodes | undefined;
}

/** One whose records can be looked at. */
export interface ReadablePeer extends RemotePeer {
  readonly source: RecordSource;
}

export type Peer = LocalPeer | RemotePeer;
