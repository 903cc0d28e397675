/**
 * How nodes of one database talk: HTTP/2 over TLS that is keyed by the secret in the lease's row (pre-shared key, RFC 5489: with
 * forward secrecy). So whoever can't read the database can neither ask nor listen nor pretend to be the writer, on loopback as
 * between machines, and there are no certificates to renew. One POST to a question; the path has the version of the language.
 */
import { randomBytes } from 'node:crypto';
import type { Http2Stream } from 'node:http2';
import type { ConnectionOptions, TlsOptions } from 'node:tls';

export const PATHS = {
  execute: '/v1/execute',
  executeWithResult: '/v1/execute-with-result',
  deploy: '/v1/deploy',
  activateJobs: '/v1/activate-jobs',
} as const;

/** A deployment as base64, or jobs with variables of 4 MB whose quotes are escaped, fit. */
export const MESSAGE_MAX_BYTES = 32 * 1024 * 1024;

const IDENTITY = 'okienko';
// TLS 1.3 as Node has it knows no pre-shared keys but its own tickets.
const CIPHER = {
  ciphers: 'ECDHE-PSK-CHACHA20-POLY1305',
  minVersion: 'TLSv1.2',
  maxVersion: 'TLSv1.2',
  ALPNProtocols: ['h2'],
} as const;

export function newSecret(): string {
  return randomBytes(32).toString('hex');
}

/** `secret` is asked at each handshake; undefined refuses. */
export function listenerOptions(secret: () => string | undefined): TlsOptions {
  return {
    ...CIPHER,
    handshakeTimeout: 5_000,
    pskCallback: (_socket, identity) => {
      const now = secret();
      return identity === IDENTITY && now ? Buffer.from(now, 'hex') : null;
    },
  };
}

export function connectionOptions(host: string, port: number, secret: string): ConnectionOptions {
  return {
    ...CIPHER,
    host,
    port,
    pskCallback: () => ({ psk: Buffer.from(secret, 'hex'), identity: IDENTITY }),
    // The key is what proves the other end; there is no certificate whose name could be compared.
    checkServerIdentity: () => undefined,
  };
}

export function formatAddress(host: string, port: number): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;
}

export function parseAddress(address: string): { readonly host: string; readonly port: number } | undefined {
  const [, host, port] = /^\[?([^[\]]+)\]?:(\d{1,5})$/.exec(address) ?? [];
  return host === undefined ? undefined : { host, port: Number(port) };
}

/** undefined: broken off, or larger than {@link MESSAGE_MAX_BYTES}; nothing of it may be used. */
export async function readBody(stream: Http2Stream): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      size += chunk.length;
      if (size > MESSAGE_MAX_BYTES) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return stream.aborted ? undefined : Buffer.concat(chunks).toString('utf8');
}
