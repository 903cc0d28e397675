/** Reads a mailbox again and again and hands over what came (api/mail); only the writing node does, so the others needn't wait in line. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type MailboxCursor, readMailbox, serverAddress } from '../workers/index.js';
import type { MailServer } from './mail.js';

/** What of the api incoming mail needs. */
interface MailDesk {
  readonly maxBytes: number;
  reached(mailbox: string): Promise<MailboxCursor | undefined>;
  reach(mailbox: string, cursor: MailboxCursor): Promise<void>;
  take(mailbox: string, mail: { readonly source: Buffer; readonly isWhole: boolean }): Promise<void>;
  failing(mailbox: string, reason: string): Promise<void>;
  working(mailbox: string): Promise<void>;
}

export interface MailboxBinding {
  readonly imap: MailServer;
  readonly desk: MailDesk;
  readonly isWriter: () => boolean;
  readonly log: { warn(details: object, message: string): void; error(details: object, message: string): void };
  readonly everyMs?: number;
}

const EVERY_MS = 15_000;
const LONGEST_AWAY_MS = 300_000;
/** A mail that fails so often by itself holds the others up no longer; it stays in the mailbox, and the log names it. */
const MOST_TRIES = 5;

export class BoundMailbox {
  /** As the database knows it: another server or another path is another mailbox. */
  readonly name: string;
  readonly #binding: MailboxBinding;
  readonly #stopping = new AbortController();
  /** Tries of mails that failed, by UIDVALIDITY and UID. */
  readonly #failed = new Map<string, number>();
  #finished: Promise<void> = Promise.resolve();

  constructor(binding: MailboxBinding) {
    const { url, user } = binding.imap;
    this.#binding = binding;
    this.name = `${user ?? decodeURIComponent(url.username)}@${url.host}/${pathOf(url)}`;
  }

  start(): void {
    this.#finished = this.#run();
  }

  /** Resolves when the reading under way is over. */
  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#finished;
  }

  /** Reads once. Rejects when the server is away or a mail could not be kept. */
  async read(): Promise<void> {
    const { imap, desk } = this.#binding;
    const options = { server: serverAddress(imap.url, imap), mailbox: pathOf(imap.url), maxBytes: desk.maxBytes };
    const cursor = await readMailbox(options, await desk.reached(this.name), async ({ uidValidity, uid, source, isWhole }) => {
      this.#stopping.signal.throwIfAborted();
      const key = `${uidValidity}/${uid}`;
      if ((this.#failed.get(key) ?? 0) >= MOST_TRIES) return;
      try {
        await desk.take(this.name, { source, isWhole });
      } catch (error) {
        const tries = (this.#failed.get(key) ?? 0) + 1;
        this.#failed.set(key, tries);
        if (tries === MOST_TRIES)
          this.#binding.log.error(
            { err: error, mailbox: this.name, uid },
            'A mail cannot be taken: it stays in the mailbox, the others go on',
          );
        throw error;
      }
    });
    await desk.reach(this.name, cursor);
    this.#failed.clear();
  }

  async #run(): Promise<void> {
    const { isWriter, desk, log, everyMs = EVERY_MS } = this.#binding;
    let waitMs = everyMs;
    // What an earlier process left behind is ended by the first reading that succeeds.
    let isFailing = true;
    while (!this.#stopping.signal.aborted) {
      try {
        if (isWriter()) {
          await this.read();
          if (isFailing) await desk.working(this.name);
          isFailing = false;
        }
        waitMs = everyMs;
      } catch (error) {
        if (this.#stopping.signal.aborted) return;
        log.warn({ err: error, mailbox: this.name }, 'The mailbox could not be read; nothing is lost, it is tried again');
        isFailing = true;
        const reason = error instanceof Error ? error.message : String(error);
        await desk
          .failing(this.name, reason)
          .catch((lost: unknown) => log.warn({ err: lost, mailbox: this.name }, 'That a mailbox fails could not be written down'));
        waitMs = Math.min(waitMs * 2, LONGEST_AWAY_MS);
      }
      await sleep(waitMs, undefined, { signal: this.#stopping.signal }).catch(() => undefined);
    }
  }
}

function pathOf(url: URL): string {
  return decodeURIComponent(url.pathname.replace(/^\//, '')) || 'INBOX';
}
