/** What a person reads when the start fails for a reason outside of Okienko: what happened and what to do. Anything else is a bug. */
import { types } from 'node:util';
import { CalendarError } from './calendar/index.js';
import { SettingsRefused } from './settings/index.js';

const { isNativeError } = types;

const SAFE = 'Nothing was changed.';

/** By the code of the operating system, or PostgreSQL's SQLSTATE. */
const KNOWN: ReadonlyMap<string, string> = new Map([
  ['EADDRINUSE', 'Another program listens there: stop it, or choose other ports with PORT and ZEEBE_PORT.'],
  ['EADDRNOTAVAIL', 'This machine has no such address: mend HOST.'],
  ['EACCES', 'This user may not do that: choose a port above 1023 with PORT, or a folder of this user with OKIENKO_DATA.'],
  ['ECONNREFUSED', `No PostgreSQL answers at the address in DATABASE_URL: start it, or mend host and port. ${SAFE}`],
  ['ENOTFOUND', `Nobody knows the host in DATABASE_URL: mend it. ${SAFE}`],
  ['EAI_AGAIN', `The host in DATABASE_URL could not be looked up: mend it, or try again once the network is there. ${SAFE}`],
  ['EHOSTUNREACH', `No way leads to the host in DATABASE_URL: mend it, or the network. ${SAFE}`],
  ['ETIMEDOUT', `The host in DATABASE_URL doesn't answer: mend it, or let this machine through its firewall. ${SAFE}`],
  ['ECONNRESET', `The server in DATABASE_URL broke the connection off: see its log, and whether it wants TLS. ${SAFE}`],
  ['28P01', `PostgreSQL refuses the password in DATABASE_URL: mend it. ${SAFE}`],
  ['28000', `PostgreSQL refuses the user in DATABASE_URL: see its pg_hba.conf. ${SAFE}`],
  ['3D000', `PostgreSQL has no such database: create it, or mend DATABASE_URL. ${SAFE}`],
  ['53300', `PostgreSQL has no connection left: raise max_connections. ${SAFE}`],
  ['57P03', `PostgreSQL is still starting: start again in a moment. ${SAFE}`],
]);

/** Everything has been started, but nothing moves any more. */
export class NotReady extends Error {
  readonly code = 'NOT_READY';
}

export function failureText(error: unknown): string {
  if (!isNativeError(error)) return String(error);
  if (error instanceof SettingsRefused || error instanceof NotReady) return error.message;
  if (error instanceof CalendarError) return `OKIENKO_CALENDAR: ${error.message}. ${SAFE}`;
  const todo = 'code' in error && typeof error.code === 'string' ? KNOWN.get(error.code) : undefined;
  return todo === undefined ? (error.stack ?? error.message) : `${sentence(error)} ${todo}`;
}

/** Node gathers the failures of a host with several addresses in one error without a message. */
function sentence(error: Error): string {
  const text =
    error.message !== ''
      ? error.message
      : 'errors' in error && Array.isArray(error.errors)
        ? error.errors.map(String).join(', ')
        : error.name;
  return text.endsWith('.') ? text : `${text}.`;
}
