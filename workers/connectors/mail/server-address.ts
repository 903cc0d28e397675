/** Where a mail server is, and as whom we speak to it; read from URLs such as `smtps://user:password@mail.example:465`. */

export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  /** From the first byte. Else see {@link needsStartTls}. */
  readonly tls: boolean;
  readonly user: string | null;
  readonly password: string;
}

const PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465, 'imap:': 143, 'imaps:': 993 };

/** `url` has one of these protocols and a host. User and password given apart win over those in it. */
export function serverAddress(
  url: URL,
  apart: { readonly user?: string | undefined; readonly password?: string | undefined },
): ServerAddress {
  return {
    host: url.hostname.replace(/^\[(.*)\]$/, '$1'),
    port: url.port === '' ? (PORTS[url.protocol] ?? 0) : Number(url.port),
    tls: url.protocol.endsWith('s:'),
    user: apart.user ?? (url.username === '' ? null : decodeURIComponent(url.username)),
    password: apart.password ?? decodeURIComponent(url.password),
  };
}

/** Everywhere but on this very machine. */
export function needsStartTls({ host, tls }: ServerAddress): boolean {
  return !tls && !(host === 'localhost' || host === '::1' || host.startsWith('127.'));
}
