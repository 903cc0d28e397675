/** What every domain of the api gets handed: made once in api/index.ts, closed over by nobody. */
import type { Logger } from 'pino';
import type { Calendars } from './calendars/calendars.js';
import type { Publication } from './cases/messenger.js';
import type { CodeTables } from './codes/tables.js';
import type { Database } from './database.js';
import type { CaseEngine, EngineClock, EnginePort } from './engine-port/port.js';
import type { LiveFeed } from './events/live-feed.js';
import type { GuessLimit } from './http/guess-limit.js';
import type { OtherSystems } from './inward/systems.js';
import type { Asked, Reconciled } from './reconciler/asked.js';
import type { Stages } from './rehearsal/stages.js';
import type { ApiSettings } from './settings.js';
import type { Carried } from './tasks/carrier.js';

/** What the code for cases takes of it: a rehearsal's stage has its own. */
export interface CaseServices {
  readonly db: Database;
  readonly engine: CaseEngine;
  /** The engine's: for all that concerns a case. */
  readonly clock: EngineClock;
  readonly calendars: Calendars;
  readonly codes: CodeTables;
  readonly settings: ApiSettings;
  readonly log: Logger;
  readonly guessLimit: GuessLimit;
  readonly rehearsals: Stages;
  /** What is new, for the live streams of this process. */
  readonly live: Pick<LiveFeed, 'join' | 'newest'>;
  /** This process among the api's nodes. */
  readonly node: string;
  /** Tells the runners that there may be work, so that they needn't wait for their next look. */
  readonly wake: {
    readonly starts: () => void;
    readonly completions: () => void;
    readonly absences: () => void;
    readonly recounts: () => void;
    readonly inward: () => void;
  };
  /** Aborted when the api stops: streams end. */
  readonly stopping: AbortSignal;
  /** Carries a decision out while its person waits. */
  readonly carryNow: (decisionId: string) => Promise<Carried>;
  /** Publishes a message that was written down (`intendMessage`), while its person waits. Never throws. */
  readonly publishNow: (messageId: string) => Promise<Publication>;
  readonly feed: {
    readonly caughtUp: () => boolean;
    readonly position: () => bigint;
    readonly stuckMs: () => number;
    readonly reached: (position: bigint) => Promise<void>;
  };
}

export interface Services extends CaseServices {
  readonly engine: EnginePort;
  readonly systems: OtherSystems;
  /** Compares with other systems now, while somebody waits. */
  readonly reconcile: (asked: Asked) => Promise<Reconciled>;
  /** Tells the runner of comparisons that one is due. */
  readonly wakeReconciler: () => void;
  /** Counts a message whose sender could not prove who they are. */
  readonly hooksRefused: (system: string) => void;
}
