/** What two systems have of one case: ours is what the ledger says was told and arrived, theirs is what is there now. */
import type { PeerRecord } from '../../workers/outbox/source.js';
import type { RecordSystem } from '../../workers/ports.js';

/** An effect that made, or should have made, something over there. */
export interface Promised {
  /** Of the first telling, in the ledger. */
  readonly effectId: string;
}

export interface PromisedRecord extends Promised {
  /** As it answered when it was made; null: it never said. */
  readonly recordId: string | null;
}

export interface PromisedDocument extends Promised {
  readonly documentId: string;
  readonly name: string;
  /** Lower-case hex. */
  readonly sha256: string;
  /** It is here still, so it could be sent again. */
  readonly isHere: boolean;
}

export interface OurRun {
  readonly caseRun: string;
  /** The case's current one, not ended: it could still hear. */
  readonly goesOn: boolean;
  /** Oldest first. */
  readonly records: readonly PromisedRecord[];
  /** The last that was told of its state; null: nothing yet. For a DMS the status is `closed`. */
  readonly told: (Promised & { readonly status: string; readonly outcome: string | null }) | null;
  /** The last that was told of its dates; null: nothing yet. */
  readonly dates: (Promised & CaseDates) | null;
  /** The last that was told of when work is planned; null: nothing yet. */
  readonly planned: (Promised & { readonly plannedAt: string | null }) | null;
  readonly documents: readonly PromisedDocument[];
}

/** ISO 8601, UTC; null: the case has none. */
export interface CaseDates {
  readonly promiseAt: string | null;
  readonly statutoryAt: string | null;
}

/** When the department plans the work: its system owns that. */
export interface Planned {
  readonly plannedAt: string | null;
}

/** A record that we know to be of a case. */
export interface KnownRecord {
  readonly recordId: string;
  readonly caseRun: string;
  /** What its people called it first. */
  readonly number: string | null;
  /** The process has been told that it was closed there, or it was we who closed it. */
  readonly isClosed: boolean;
  /** Made by hand over there, without our key, and found by a person to be of this case. */
  readonly isAdopted: boolean;
}

/** A document over there whose id is ours. */
export interface OwnDocument {
  readonly documentId: string;
  readonly caseNumber: string;
}

export interface Ours extends Planned {
  readonly system: RecordSystem;
  readonly caseNumber: string;
  readonly runs: readonly OurRun[];
  readonly known: readonly KnownRecord[];
  /** Documents of theirs that need no taking: the case has them (by id or checksum), or heard of them. */
  readonly hasDocument: (recordId: string, document: PeerRecord['documents'][number]) => boolean;
  /** Documents of ours that belong to other cases, of those that lie in this case's records. */
  readonly elsewhere: readonly OwnDocument[];
  /** By the record's id: how both stood when they were last the same. */
  readonly agreements: ReadonlyMap<string, Agreement>;
}

export interface Theirs {
  /** Those with our key of this case. */
  readonly records: readonly PeerRecord[];
  /** Those that we know to be of this case, and that don't say so: they carry the key of another one, or none. */
  readonly unmarked: readonly PeerRecord[];
}

/** How both stood when they were last found to be the same; dates as ours says them, those that the system has a place for. JSON. */
export interface Agreement extends Partial<CaseDates & Planned> {
  readonly status: string | null;
  readonly outcome: string | null;
  /** Ids of the documents that were there. */
  readonly documents: readonly string[];
}
