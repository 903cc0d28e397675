/** What a term needs of its node, and what comes of trying to begin one. */
import type pg from 'pg';
import type { Variables } from '../core/index.js';
import type { CommittedBatch } from '../store/committed.js';
import type { WriterAddress } from '../store/writer-connection.js';
import type { EngineClock } from '../time/index.js';
import type { Log } from './log.js';

export interface TermPorts {
  readonly databaseUrl: string;
  readonly nodeId: string;
  /** Where this node takes forwarded commands once it is the writer. */
  readonly door: WriterAddress;
  /** For reading; never for writing state. */
  readonly pool: pg.Pool;
  readonly clock: EngineClock;
  readonly log: Log;
  /** In commit order, each batch once. */
  committed(batch: CommittedBatch): void;
  /** Somebody waits for this instance's end. */
  result(instanceKey: bigint, variables: Variables): void;
  ended(reason: string): void;
}

/** Without a term: where the node is that has one, if that is known. */
export type Begun<Term> = { readonly term: Term } | { readonly term: undefined; readonly writer: WriterAddress | undefined };
