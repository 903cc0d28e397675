/** What an installation may set about the api. */
import { SYSTEMS, type SystemName } from '../workers/ports.js';

export interface ApiSettings {
  /** First part of every case number. */
  readonly caseNumberPrefix: string;
  /** A closing can be undone for so long; engine clock. */
  readonly undoMs: number;
  readonly sessionMs: number;
  /** Cookies get `Secure`; true wherever the site is reached over TLS. */
  readonly secureCookies: boolean;
  /** Origins beside the request's own host that may send unsafe requests. */
  readonly trustedOrigins: readonly string[];
  /** Every request comes through a proxy of ours, so its X-Forwarded-… headers are believed; only the last address of X-Forwarded-For is its own. */
  readonly behindProxy: boolean;
  readonly documentMaxBytes: number;
  /** As whom letters leave, `Urząd Miasta <okienko@miasto.example>`; null: they stay in the message outbox, where people read them. */
  readonly mailFrom: string | null;
  /** A node that says nothing for so long is dead and its work is free. */
  readonly nodeTimeoutMs: number;
  /** Real time for which search tables or cases may make no progress before the node says that it isn't ready. */
  readonly stuckMs: number;
  /** Messages to a run wait so long for it to be ready. */
  readonly messageTimeToLiveMs: number;
  readonly heartbeatMs: number;
  /** The journal is anchored at most so often; real time. */
  readonly anchorEveryMs: number;
  /** Sample people sign in without a password: only where everything is sample. */
  readonly demo: boolean;
  readonly version: string;
  /** Systems that are a register of ours: their pages are there. */
  readonly registers: readonly SystemName[];
  /** Other systems are asked for changes so often; real time. */
  readonly pollEveryMs: number;
  /** All cases are compared with other systems so often; real time. */
  readonly reconcileEveryMs: number;
  /** Closed cases are compared for so many days. */
  readonly reconcileClosedDays: number;
}

export const DEFAULT_SETTINGS: ApiSettings = {
  caseNumberPrefix: 'LCK',
  undoMs: 10_000,
  sessionMs: 12 * 3_600_000,
  secureCookies: false,
  trustedOrigins: [],
  behindProxy: false,
  documentMaxBytes: 20 * 1024 * 1024,
  mailFrom: null,
  nodeTimeoutMs: 5_000,
  stuckMs: 10_000,
  messageTimeToLiveMs: 3_600_000,
  heartbeatMs: 15_000,
  anchorEveryMs: 60_000,
  demo: false,
  version: '0.1.0',
  registers: SYSTEMS,
  pollEveryMs: 30_000,
  reconcileEveryMs: 3_600_000,
  reconcileClosedDays: 30,
};

/** What follows from the origin at which people reach the site; over TLS there is a proxy in front, since the web server itself has none. */
export function reachedAt(publicUrl: string | null): Pick<ApiSettings, 'secureCookies' | 'trustedOrigins' | 'behindProxy'> {
  const tls = publicUrl?.startsWith('https:') ?? false;
  return { secureCookies: tls, trustedOrigins: publicUrl === null ? [] : [publicUrl], behindProxy: tls };
}
