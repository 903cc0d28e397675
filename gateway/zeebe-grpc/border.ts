/** What is checked before a request reaches the engine: tenant, JSON documents, texts, numbers beyond what a clock can hold. */
import { status } from '@grpc/grpc-js';
import { parseVariables, type Variables } from '../../engine/index.js';
import { type Refusal, refused } from './refusal.js';

export const DEFAULT_TENANT = '<default>';

const NO_VARIABLES: Variables = new Map();

/** Okienko has one tenant; older clients send none, newer ones name it. */
export function refuseTenant(rpc: string, tenantId: string): Refusal | undefined {
  if (tenantId === '' || tenantId === DEFAULT_TENANT) return undefined;
  return refused(
    status.INVALID_ARGUMENT,
    `Expected to handle gRPC request ${rpc} with tenant identifier '${tenantId}', but multi-tenancy is disabled`,
  );
}

export function refuseTenants(rpc: string, tenantIds: readonly string[]): Refusal | undefined {
  if (tenantIds.every((tenantId) => tenantId === '' || tenantId === DEFAULT_TENANT)) return undefined;
  return refused(
    status.INVALID_ARGUMENT,
    `Expected to handle gRPC request ${rpc} with tenant identifiers '[${tenantIds.join(', ')}]', but multi-tenancy is disabled`,
  );
}

export type ReadVariables = { readonly type: 'variables'; readonly variables: Variables } | Refusal;

/** As with Zeebe, no text and `null` are an empty document; whatever else isn't an object is refused. */
export function readVariables(json: string): ReadVariables {
  if (json === '' || json === '{}' || json === 'null') return { type: 'variables', variables: NO_VARIABLES };
  const parsed = parseVariables(json);
  return parsed.type === 'variables' ? parsed : refused(status.INVALID_ARGUMENT, `Property 'variables' is invalid: ${parsed.reason}`);
}

/** Longer names, ids and keys don't fit into an index row of PostgreSQL. */
const MAX_NAME_BYTES = 2_000;

/** Refuses names and ids that no database column takes. */
export function refuseNames(names: Readonly<Record<string, string>>): Refusal | undefined {
  for (const field in names) {
    const text = names[field] ?? '';
    if (text.includes('\0')) {
      return refused(status.INVALID_ARGUMENT, `Expected '${field}' to be text without NUL characters, but it holds one`);
    }
    if (text.length > MAX_NAME_BYTES / 4 && Buffer.byteLength(text) > MAX_NAME_BYTES) {
      return refused(
        status.INVALID_ARGUMENT,
        `Expected '${field}' to be at most ${MAX_NAME_BYTES} bytes long, but it has ${Buffer.byteLength(text)}`,
      );
    }
  }
  return undefined;
}

/** Free text, such as an error message, loses its NUL characters: it is told to people, and a worker's stack trace shall not fail its job. */
export function freeText(text: string): string {
  return text.includes('\0') ? text.replaceAll('\0', '�') : text;
}

/** 100,000 years: longer than anybody waits, and still a date when added to now. */
const MAX_SPAN_MS = 3.15576e15;

/** A span of time from an int64; negative spans are none. */
export function spanMs(milliseconds: string): number {
  const value = Number(milliseconds);
  return value > 0 ? Math.min(value, MAX_SPAN_MS) : 0;
}
