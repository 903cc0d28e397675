/** How a call is refused: the engine's rejections and its unavailability as gRPC statuses, in the words that Zeebe's clients know. */
import { status } from '@grpc/grpc-js';
import type { DeploymentInvalid, Rejection, RejectionCode, Unavailable } from '../../engine/index.js';

export interface Refusal {
  readonly type: 'refused';
  readonly code: status;
  readonly details: string;
}

export function refused(code: status, details: string): Refusal {
  return { type: 'refused', code, details };
}

/** The commands' names in Zeebe's log, which its refusals quote. */
export type Intent =
  | 'CREATE'
  | 'CREATE_WITH_AWAITING_RESULT'
  | 'CANCEL'
  | 'ACTIVATE'
  | 'COMPLETE'
  | 'FAIL'
  | 'THROW_ERROR'
  | 'UPDATE_RETRIES'
  | 'PUBLISH'
  | 'UPDATE'
  | 'RESOLVE';

const statusOfRejection: Readonly<Record<RejectionCode, status>> = {
  INVALID_ARGUMENT: status.INVALID_ARGUMENT,
  NOT_FOUND: status.NOT_FOUND,
  ALREADY_EXISTS: status.ALREADY_EXISTS,
  INVALID_STATE: status.FAILED_PRECONDITION,
  EXCEEDED_BATCH_RECORD_SIZE: status.INTERNAL,
};

/**
 * Clients retry RESOURCE_EXHAUSTED and UNAVAILABLE by themselves: nothing was done. Only when the link to the writer broke nobody knows;
 * then they get what they would have got from the writer itself, whose connection would have broken: UNAVAILABLE.
 */
const statusOfUnavailability: Readonly<Record<Unavailable['code'], status>> = {
  RESOURCE_EXHAUSTED: status.RESOURCE_EXHAUSTED,
  NOT_WRITER: status.UNAVAILABLE,
  STOPPED: status.UNAVAILABLE,
  OUTCOME_UNKNOWN: status.UNAVAILABLE,
};

export function rejected(intent: Intent, code: RejectionCode, reason: string): Refusal {
  return refused(statusOfRejection[code], `Command '${intent}' rejected with code '${code}': ${reason}`);
}

export function refusalOf(intent: Intent, outcome: Rejection | Unavailable): Refusal {
  return outcome.type === 'rejected'
    ? rejected(intent, outcome.code, outcome.reason)
    : refused(statusOfUnavailability[outcome.code], outcome.reason);
}

/** Lists every fault under its resource, in the layout of Zeebe's own answer. */
export function refusalOfFaults(invalid: DeploymentInvalid): Refusal {
  const byResource = new Map<string, string[]>();
  for (const { resourceName, elementId, reason } of invalid.faults) {
    const lines = byResource.get(resourceName) ?? [];
    lines.push(elementId === '' ? `- ERROR: ${reason}` : `- Element: ${elementId}\n    - ERROR: ${reason}`);
    byResource.set(resourceName, lines);
  }
  const listing = [...byResource].map(([resourceName, lines]) => `'${resourceName}': ${lines.join('\n')}\n`).join('\n');
  return rejected('CREATE', 'INVALID_ARGUMENT', `Expected to deploy new resources, but encountered the following errors:\n${listing}`);
}

/** A status travels in an HTTP header, and clients drop a connection whose header block is beyond 16 kB. */
const MAX_DETAILS_BYTES = 12_000;

/** The status as the wire can carry it: well-formed text, cut where a header would burst. */
export function statusOnWire(refusal: Refusal): { readonly code: status; readonly details: string } {
  const details = Buffer.from(refusal.details, 'utf8').toString('utf8');
  if (encodeURI(details).length <= MAX_DETAILS_BYTES) return { code: refusal.code, details };
  let cut = '';
  let bytes = 0;
  for (const character of details) {
    bytes += encodeURI(character).length;
    if (bytes > MAX_DETAILS_BYTES) break;
    cut += character;
  }
  return { code: refusal.code, details: `${cut}… (cut: ${details.length} characters in all)` };
}
