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

/** Systems that keep records of cases. */
export const RECORD_SYSTEMS = ['crm', 'dms'] as const;
export type RecordSystem = (typeof RECORD_SYSTEMS)[number];
/** Which other systems effects go to. */
export const SYSTEMS = [...RECORD_SYSTEMS, 'mail'] as const;
export type SystemName = (typeof SYSTEMS)[number];

/** The engine's clock: case matters never ask the machine. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
}

/** ISO 8601 with seconds and `Z` or an offset. */
export type IsoDateTime = string;

/** A promise or its reminder, counted from the contact. Service units are counted by the business calendar. */
export interface PromiseTerm {
  readonly amount: number;
  /** In `unit`, from the contact too; absent = no reminder. */
  readonly remindAfter?: number;
  readonly unit: 'service-hours' | 'working-days' | 'calendar-days' | 'calendar-hours';
}

/** A date that the law sets, as `statutory-term.dmn` gives it; `amount` 0: it sets none. */
export interface StatutoryTerm {
  readonly amount: number;
  readonly unit: 'working-days' | 'calendar-days' | 'weeks' | 'months';
  readonly counting: 'kpa' | 'plain';
  readonly basis: string;
  readonly canPause: boolean;
  readonly canExtend: boolean;
  /** Which notice the law demands when the date is moved: `none`, `kpa-36` … */
  readonly notice: string;
}

/** The rungs of the ladder: to the assignee, the tier's lead, the head of unit, the process owner. Beside it `acceptance`: a department has neither accepted nor refused in time; to its lead. */
export const ALERT_KINDS = ['acceptance', 'reminder', 'due', 'escalation', 'overdue'] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

/**
 * What a letter is for. Of the *status* letters of a case only the newest matters: it takes the place of those that haven't left yet.
 * A *receipt* and an *article* are waited for by somebody on the line; a *request* says what is missing, a *notice* is the law's.
 */
export const LETTER_KINDS = ['status', 'request', 'notice', 'receipt', 'article', 'colleague'] as const;
export type LetterKind = (typeof LETTER_KINDS)[number];

/** Something to be sent to a resident, word for word as a person saw it. */
export interface Letter {
  readonly channel: 'mail' | 'sms' | 'letter';
  readonly to: string;
  readonly recipientName: string;
  readonly subject: string;
  readonly text: string;
}

/** What a user task of this visit needs. No member is ever null: a null in a timer or an assignee is an incident. */
export interface Visit {
  /** Counts the visits of all tiers of the run, from 1. */
  readonly entry: number;
  /** The next reminder or due date still ahead; `2999-12-31T00:00:00Z` when there is none. */
  readonly knockAt: IsoDateTime;
  /** Login, or `''`. */
  readonly assignee: string;
}

export interface TierVisit extends Visit {
  readonly tier: string;
}

export type DeadlineState =
  /** The visit is over, the case is closed, or nothing is left to tell: the alert ends. */
  | { readonly type: 'gone' }
  /** The date moved or is still ahead: sleep until `nextAt`, which lies in the future. */
  | { readonly type: 'later'; readonly nextAt: IsoDateTime }
  | { readonly type: 'due'; readonly kind: AlertKind; readonly at: IsoDateTime };

export type NoticeState = (
  | { readonly type: 'gone' }
  | { readonly type: 'later'; readonly nextAt: IsoDateTime }
  /** Somebody has to decide on the notice; told once for each date. */
  | { readonly type: 'due' }
) & { readonly visit: Pick<Visit, 'entry' | 'knockAt'> };

export type Closing =
  | {
      readonly type: 'closed';
      readonly replyChannel: ReplyChannel;
      /** When the reply channel fails. */
      readonly fallbackChannel: 'letter' | 'none';
      readonly visit: Visit;
    }
  /** Nothing was closed; the worker throws the BPMN error OUTCOME_INCOMPLETE with the variables of `visit`. */
  | { readonly type: 'incomplete'; readonly missing: readonly ('outcomeCode' | 'closingText')[]; readonly visit: Visit };

export type ReplyChannel = 'mail' | 'sms' | 'letter' | 'phone' | 'none';

/** What connectors need to know of a case. Personal data lives here and in the database alone, never in process variables. */
export interface CaseFacts {
  readonly caseNumber: string;
  readonly caseRun: string;
  readonly caseType: string;
  readonly title: string;
  readonly classification: { readonly code: string; readonly name: string };
  readonly department: string | null;
  readonly channel: string;
  /** Channel that the resident chose for the reply. */
  readonly replyChannel: ReplyChannel;
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
  readonly plannedAt: IsoDateTime | null;
  readonly outcomeCode: string | null;
  /** The text to the resident. */
  readonly closingText: string | null;
  readonly registeredAt: IsoDateTime;
  readonly closedAt: IsoDateTime | null;
}

/** The case itself. Implemented by `api/cases/worker-port.ts`. A case run that doesn't exist throws {@link CasePortError} `CASE_NOT_FOUND`. */
export interface CasePort {
  facts(caseRun: string): Promise<CaseFacts>;

  /** `matter.classify`: keeps a classification that the catalogue knows, else proposes one from the case's own note; `''` = unknown. */
  classify(request: { readonly key: EffectKey; readonly caseRun: string; readonly classification: string }): Promise<string>;

  /** `deadline.compute`: counts promise, reminder and statutory date from the contact and stores them, with what the routing table gave. */
  computeDates(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly term: PromiseTerm;
    readonly department?: string;
    readonly handling?: string;
    readonly track?: string;
    readonly statutory?: StatutoryTerm;
    /** For a department to accept the case or refuse it, from when it comes there. */
    readonly acceptance?: Pick<PromiseTerm, 'amount' | 'unit'>;
  }): Promise<{ readonly promiseAt: IsoDateTime; readonly noticeAt: IsoDateTime }>;

  /** `case.pause`: the pause that the visit `entry` asked for begins; without a request one is made. `letter`: goes to the resident. */
  pause(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly entry: number;
    readonly kind: 'resident' | 'office';
  }): Promise<{ readonly waitUntil: IsoDateTime; readonly letter: Letter | null }>;

  /** `case.resume`: the pause ends now, and the dates are counted again. `replied` false: its term came. */
  resume(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly entry: number;
    readonly replied: boolean;
  }): Promise<{ readonly ended: 'replied' | 'term' }>;

  /** `notice.check`: reads the statutory date again. */
  checkNotice(request: { readonly key: EffectKey; readonly caseRun: string }): Promise<NoticeState>;

  /** `deadline.extend`: moves the statutory date to the end of a day (`2026-12-31`), while it isn't missed; else nothing happens. */
  extendStatutory(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly newDate: string;
    readonly reason: string;
  }): Promise<{ readonly extended: boolean; readonly letter: Letter | null }>;

  /**
   * `tier.enter`: opens a visit and ends the one before. `back` as `toTier` means the tier before this one and the person who handed on
   * (no such tier: `fallbackTier`). Re-entering a tier gives the task to the person who had it there unless somebody is named.
   */
  enterTier(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly toTier: string;
    readonly fallbackTier: string;
    /** Login, or `''`. */
    readonly toPerson: string;
    readonly department?: string;
    /** What was decided, as it stands in the process; any type. */
    readonly decision: unknown;
    readonly unknownDecision: boolean;
  }): Promise<TierVisit>;

  /** `deadline.check`: reads the dates again, because a timer only knocks. `entry` is the visit that set the timer. Each rung is due once. */
  checkDeadline(request: { readonly key: EffectKey; readonly caseRun: string; readonly entry: number }): Promise<DeadlineState>;

  /**
   * `deadline.notify`: writes down whom to tell; they hear of it in their hours (api/alerts). Nobody is
   * there to be told: the timeline says so.
   */
  recordNotice(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly entry: number;
    readonly kind: AlertKind;
    readonly at: IsoDateTime;
  }): Promise<void>;

  /** `contact.note` with `contact-added`: on the timeline; gives the holder, who is to be told. */
  noteContact(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly contactId: string;
  }): Promise<{ readonly recipients: readonly Recipient[] }>;

  /** `contact.note` with `duplicate`: a timeline entry here, and the contact on the original too when its number is known. */
  noteDuplicate(request: { readonly key: EffectKey; readonly caseRun: string; readonly originalNumber: string | null }): Promise<void>;

  /** A line on the case's timeline, for everything else. `facts` holds codes and ids, nothing personal. */
  note(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly act: string;
    readonly facts: Readonly<Record<string, string | number | boolean | null>>;
  }): Promise<void>;

  /** `case.close`: *załatwiona* from here on, for an outcome code and a closing text that are both there; else nothing is closed. */
  close(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    /** `unknown` counts as missing. */
    readonly outcomeCode: string;
    /** The outcome's own sentence: the closing text when `needsText` is false and no person wrote one. */
    readonly residentText: string;
    readonly needsText: boolean;
    /** The resident has the answer already: no reply. */
    readonly answered: boolean;
    readonly originalNumber?: string;
    readonly transferredTo?: string;
  }): Promise<Closing>;

  /** The planned date that the department gave when it accepted. */
  planDate(request: { readonly key: EffectKey; readonly caseRun: string; readonly plannedAt: IsoDateTime }): Promise<void>;

  /** Record number of the CRM, file number of the DMS: shown on the case. */
  linkRecord(request: {
    readonly key: EffectKey;
    readonly caseRun: string;
    readonly system: SystemName;
    readonly recordId: string;
    readonly state: string;
  }): Promise<void>;
  linkedRecord(caseRun: string, system: SystemName): Promise<{ readonly recordId: string; readonly state: string } | undefined>;
}

export interface Recipient {
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
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

/** `theirs`: a model has put it into the other system's code by itself; ours is put into it at delivery. */
export interface SaidOutcome {
  readonly whose: 'ours' | 'theirs';
  readonly code: string;
}

/** The front office's system. Each call only writes an outbox row; delivery, order per case and back-off are the connector's. */
export interface CrmPort {
  /** The id is ours, made with the outbox row; the record's own number follows when it was delivered. */
  recordContact(request: { readonly key: EffectKey; readonly facts: CaseFacts }): Promise<{ readonly contactId: string }>;
  updateStatus(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly status: string }): Promise<void>;
  resolveCase(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly outcome: SaidOutcome }): Promise<void>;
}

/** The departments' document system. As with the CRM, a call writes an outbox row. */
export interface DmsPort {
  /** The id is ours; the file's number follows when it was delivered. */
  openFile(request: {
    readonly key: EffectKey;
    readonly facts: CaseFacts;
    readonly department: string | null;
    readonly plannedAt: IsoDateTime | null;
  }): Promise<{ readonly fileId: string }>;
  addDocument(request: {
    readonly key: EffectKey;
    readonly facts: CaseFacts;
    readonly documentId: string;
    readonly name: string;
    readonly sha256: string;
  }): Promise<void>;
  /** Does nothing and gives false when no file of this run is open. */
  closeFile(request: { readonly key: EffectKey; readonly facts: CaseFacts; readonly outcome: SaidOutcome }): Promise<boolean>;
}

/** Messages to people. A call writes an outbox row that anybody with the right can read. */
export interface MessagePort {
  send(request: {
    readonly key: EffectKey;
    readonly caseRun: string | null;
    readonly kind: LetterKind;
    readonly channel: 'mail' | 'sms' | 'letter';
    /** Address for the channel: e-mail, telephone number or postal address. */
    readonly to: string;
    readonly recipientName: string;
    readonly subject: string;
    readonly text: string;
  }): Promise<void>;
}
