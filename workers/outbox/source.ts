/** What another system tells of its records: where a change of theirs is looked up before anything is done about it. */

/** One record (a ticket, a party's request, a file folder) as it is now, in its system's own codes. */
export interface PeerRecord {
  readonly recordId: string;
  /** What its people call it; null where the system numbers nothing. */
  readonly recordNumber: string | null;
  /** The run of a case that our key in the record names; null: made by hand over there. */
  readonly caseRun: string | null;
  readonly title: string;
  /** Codes are the system's own, never translated here. */
  readonly status: string;
  readonly outcome: string | null;
  readonly isClosed: boolean;
  /** The case's dates as the system has them. Absent: it has no place for any. */
  readonly dates?: PeerDates;
  /** When its department plans the work, ISO 8601, else whatever somebody wrote there; null: not said. Absent: it has no place for that. */
  readonly plannedAt?: string | null;
  readonly documents: readonly PeerDocument[];
  /** Another one after each change, whoever made it: ETag, change token, last transaction. */
  readonly version: string;
  /** The system's own clock, ISO 8601. Compared only with others of the same system. */
  readonly changedAt: string;
}

export interface PeerDates {
  /** ISO 8601, else whatever somebody wrote in its place; null: none is set. Absent: there is no place for this one. */
  readonly promiseAt?: string | null;
  readonly statutoryAt?: string | null;
  /** What lies closer together is the same to the system. */
  readonly preciseToMs: number;
}

export interface PeerDocument {
  readonly documentId: string;
  readonly name: string;
  /** Lower-case hex; null where the system keeps no checksum. */
  readonly sha256: string | null;
}

export interface Changes {
  /** Oldest first. The same record may come again: a cursor promises that nothing is left out, not that nothing comes twice. */
  readonly records: readonly PeerRecord[];
  /** Opaque to whoever keeps it; made of the system's own stamps or numbers. */
  readonly cursor: string;
  /** More has changed than was read; with this cursor it goes on at once. */
  readonly hasMore?: boolean;
}

/** What a document holds there. */
export type PeerContent =
  /** `mediaType`: null where the system keeps none. */
  | { readonly type: 'content'; readonly bytes: Buffer; readonly mediaType: string | null }
  /** More than was asked for, so it wasn't read. */
  | { readonly type: 'too-large'; readonly sizeBytes: number };

/** Each call answers in time or rejects when `signal` aborts; rejects when the system is away or says what can't be read. */
export interface RecordSource {
  /** undefined: there is none, or none any more. */
  read(recordId: string, signal: AbortSignal): Promise<PeerRecord | undefined>;
  /** Every record that carries our key of a run of this case. */
  ofCase(caseNumber: string, signal: AbortSignal): Promise<readonly PeerRecord[]>;
  /** What changed since; without a cursor: nothing yet, and where to begin. */
  changes(cursor: string | undefined, signal: AbortSignal): Promise<Changes>;
  /**
   * Of a document in a record, both by their ids there; undefined: it isn't there any more. Absent: the system gives no contents.
   * @param mostBytes what is larger isn't read
   */
  content?(recordId: string, documentId: string, mostBytes: number, signal: AbortSignal): Promise<PeerContent | undefined>;
}
