/** Binds mail servers to the api: letters leave by SMTP, what comes in by IMAP is handed over. */
import type pg from 'pg';
import { serverAddress, smtpPeer } from '../workers/index.js';
import type { RemotePeer } from '../workers/outbox/peer.js';
import type { Clock, MessagePort } from '../workers/ports.js';

export interface MailServer {
  readonly url: URL;
  readonly user: string | undefined;
  readonly password: string | undefined;
}

/** What of the api letters need (api/mail). */
interface LetterDesk {
  readonly messages: MessagePort;
  nextOpening(at: number): Promise<number>;
  held(key: string, reason: HeldReason): Promise<void>;
}

interface HeldReason {
  readonly code: string;
  readonly detail: string;
}

export interface LeavingMail extends Pick<LetterDesk, 'messages' | 'held'> {
  peers(pool: pg.Pool): { readonly mail: RemotePeer };
}

export interface LeavingOptions extends MailServer {
  readonly from: string;
  readonly quietHours: boolean;
}

/** Without a server nothing is bound. */
export function bindLetters(smtp: LeavingOptions | null, desk: LetterDesk, clock: Clock): LeavingMail | undefined {
  if (smtp === null) return undefined;
  const { from, quietHours, url } = smtp;
  return {
    messages: desk.messages,
    held: (key, reason) => desk.held(key, reason),
    peers: (pool) => ({
      mail: smtpPeer({
        server: serverAddress(url, smtp),
        from,
        pool,
        clock,
        ...(quietHours ? { nextOpening: (at: number) => desk.nextOpening(at) } : {}),
      }),
    }),
  };
}
