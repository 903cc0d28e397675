/**
 * All that a worker may reach: the case, the CRM, the document system (DMS, in Poland EOD), messages to people, and the time.
 * Workers never know a table, an engine or a transport; the composition root binds these ports.
 *
 * Jobs are delivered at least once. Every method that changes something takes an {@link EffectKey} and does its work once for it:
 * called again with the same key it changes nothing and gives the same answer, so a handler may simply be run again.
 */

/** One effect of one visit of one element: the key of its row, whatever the engine. */
export interface EffectKey {
  /** Name of the engine that runs the case: `embedded`, `zeebe`, `camunda7`. */
  readonly engine: string;
  /** Decimal string. */
  readonly elementInstanceKey: string;
  /** What is done, e.g. `crm.contact.create`; an element with two effects uses two names. */
  readonly effect: string;
}

/** The engine's clock: case matters never ask the machine. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** ISO 8601 with seconds and `Z` or an offset. */
export type IsoDateTime = string;

export interface CaseDates {
  readonly promiseAt: IsoDateTime;
  /** Far future (`2999-12-31T00:00:00Z`) when no law sets a date: a null in a timer is an incident. */
  readonly statutoryAt: IsoDateTime;
}

export interface TierEntry {
  readonly tier: string;
  /** Counts the visits of all tiers, from 1. */
  readonly entry: number;
  /** The next moment at which somebody has to be told something; far future when there is none. */
  readonly knockAt: IsoDateTime;
  /** Login, or `''`; never null. */
  readonly assignee: string;
}

export type DeadlineState =
  /** The visit is over, or this was already told: the alert ends. */
  | { readonly type: 'gone' }
  /** The date moved or is still ahead: sleep until `nextAt`, which lies in the future. */
  | { readonly type: 'later'; readonly nextAt: IsoDateTime }
  /** `reminder` goes to the assignee (the tier's queue when there is none), `due` to the tier's lead. */
  | { readonly type: 'due'; readonly kind: 'reminder' | 'due'; readonly dueAt: IsoDateTime };

export type Closing =
  | { readonly type: 'closed'; readonly outcomeCode: string; readonly closedAt: IsoDateTime }
  /** Nothing was changed; `missing` names what a person has to add. The worker throws the BPMN error OUTCOME_INCOMPLETE. */
  | { readonly type: 'incomplete'; readonly missing: readonly ('outcomeCode' | 'closingText')[] };

/** What connectors need to know of a case. Personal data lives here and in the database alone, never in process variables. */
export interface CaseFacts {
  readonly caseNumber: string;
  readonly caseRun: string;
  readonly caseType: string;
  readonly title: string;
  readonly classification: { readonly code: string; readonly name: string };
  readonly department: string | null;
  readonly channel: string;
  /** Channel that the resident chose for the reply: `mail`, `sms`, `letter`, `phone`, `none`. */
  readonly replyChannel: string;
  readonly resident: {
    readonly id: string;
    readonly name: string;
    readonly email: string | null;
    readonly phone: string | null;
    readonly postalAddress: string | null;
  } | null;
  readonly tier: string | null;
  readonly assignee: string | null;
  readonly promiseAt: IsoDateTime | null;
  readonly statutoryAt: IsoDateTime | null;
  readonly outcomeCode: string | null;
  /** The text to the resident. */
  readonly closingText: string | null;
  readonly registeredAt: IsoDateTime;
  readonly closedAt: IsoDateTime | null;
}

/** The case itself. Implemented by `api/cases/worker-port.ts`. A case run that doesn't exist throws {@link CasePortError} `CASE_NOT_FOUND`. */
export interface CasePort {
  facts(caseRun: string): Promise<CaseFacts>;

  /**
   * Classification and its handling, looked up by code; a case without a known code gets the catalogue's fallback.
   * The case keeps the handling and department that the model's routing table gave.
   */
  classify(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly handling?: string;
    readonly department?: string;
  }): Promise<{ readonly classification: string; readonly handling: string; readonly department: string }>;

  /** Works out promise and statutory date from the classification and the calendar and stores them. Kept as they are when already stored by this key. */
  computeDates(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    /** What the model's routing gave; it wins over the classification's own. */
    readonly promise?: Duration;
    readonly statutory?: Duration;
  }): Promise<CaseDates>;

  /** Opens a visit of a tier: counts it, ends the one before, picks the assignee and the next knock. */
  enterTier(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly tier: string;
    /** Unit that gets the case; for the department tier. */
    readonly department?: string;
    /** Who should have it when the person who sent it here named nobody. */
    readonly preferredAssignee?: string;
    /** The decision that led here, as it stands in the process; recorded, and marked when the model doesn't know it. */
    readonly decision?: unknown;
    readonly unknownDecision?: boolean;
  }): Promise<TierEntry>;

  /** Reads the dates again: a timer only knocks. `entry` is the visit that set the timer. */
  checkDeadline(request: { readonly caseRun: string; readonly entry: number }): Promise<DeadlineState>;

  /** Records that the reminder or the due date of this visit was told, and gives whom to tell (logins; empty = nobody is there). */
  recordNotice(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly entry: number;
    readonly kind: 'reminder' | 'due';
  }): Promise<{ readonly recipients: readonly { readonly login: string; readonly name: string; readonly email: string | null }[] }>;

  /** A further contact on an open case: on the timeline, and the holder is told. */
  noteContact(request: { readonly key: EffectKey; readonly caseRun: string; readonly contactId: string }): Promise<void>;

  /** A line on the case's timeline, in the words of the city. No personal data in `text`. */
  note(request: { readonly key: EffectKey; readonly caseRun: string; readonly act: string; readonly text: string }): Promise<void>;

  /** The status *resolved*, for an outcome code and a closing text that are both there; otherwise nothing happens. */
  close(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly outcomeCode?: string;
    /** Wins over the text that a person has stored; e.g. the decision table's approved text. */
    readonly closingText?: string;
  }): Promise<Closing>;

  /** File number of the DMS, record number of the CRM: shown on the case. */
  linkRecord(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly system: 'crm' | 'dms';
    readonly recordId: string;
    readonly state: string;
  }): Promise<void>;
  linkedRecord(caseRun: string, system: 'crm' | 'dms'): Promise<{ readonly recordId: string; readonly state: string } | undefined>;
}

/** A promise or legal term. Service units are counted by the business calendar. */
export interface Duration {
  readonly amount: number;
  readonly unit: 'service-minutes' | 'service-hours' | 'working-days' | 'calendar-days';
}

export class CasePortError extends Error {
  override readonly name = 'CasePortError';
  constructor(
    readonly code: 'CASE_NOT_FOUND' | 'CONTACT_NOT_FOUND',
    message: string,
  ) {
    super(message);
  }
}

/** The front office's system. Each call only writes an outbox row; delivery, order per case and back-off are the connector's. */
export interface CrmPort {
  recordContact(request: { readonly key: EffectKey; readonly facts: CaseFacts }): Promise<void>;
  updateStatus(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly status: string }): Promise<void>;
  resolveCase(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly outcomeCode: string }): Promise<void>;
}

/** The departments' document system. As with the CRM, a call writes an outbox row. */
export interface DmsPort {
  openFile(request: { readonly key: EffectKey; readonly facts: CaseFacts }): Promise<void>;
  addDocument(request: {
    readonly key: EffectKey;
    readonly facts: CaseFacts;
    readonly documentId: string;
    readonly name: string;
    readonly sha256: string;
  }): Promise<void>;
  /** Does nothing when no file is open. */
  closeFile(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly outcomeCode: string }): Promise<void>;
}

/** Messages to people. A call writes an outbox row that anybody with the right can read. */
export interface MessagePort {
  send(request: {
    readonly key: EffectKey;
    readonly caseRun: string | null;
    readonly channel: 'mail' | 'sms' | 'letter';
    /** Address for the channel: e-mail, telephone number or postal address. */
    readonly to: string;
    readonly recipientName: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<void>;
}
