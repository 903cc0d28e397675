/** What the api offers to whoever binds a mail server to it: how letters leave, and what becomes of what comes back. */
import type { MailboxCursor } from '../../workers/index.js';
import type { MessagePort } from '../../workers/ports.js';
import { transaction } from '../database.js';
import { createMessagePort } from '../messages/port.js';
import { letterReturned } from '../messages/returned.js';
import type { Services } from '../services.js';
import { reach, reached } from './cursor.js';
import { type ArrivedMail, takeMail } from './take.js';
import { mailboxFails, mailboxWorks } from './trouble.js';

export interface Mail {
  /** How far a mailbox was read; undefined: never. */
  reached(mailbox: string): Promise<MailboxCursor | undefined>;
  /** Everything up to there was taken. */
  reach(mailbox: string, cursor: MailboxCursor): Promise<void>;
  /** Once for each mail, however often it is handed over. Rejects when nothing could be kept now. */
  take(mailbox: string, mail: ArrivedMail): Promise<void>;
  /** It can't be read now. Told as often as that is tried. */
  failing(mailbox: string, reason: string): Promise<void>;
  /** It can be read. */
  working(mailbox: string): Promise<void>;
  /** Longer mails needn't be read to their end. */
  readonly maxBytes: number;

  /** For the workers, so that their letters leave. */
  readonly messages: MessagePort;
  /** Engine clock: `at` itself while the city's own calendar is open, else when it opens next. */
  nextOpening(at: number): Promise<number>;
  /** Nobody tries any more to send the letter with this effect key: its recipient was refused for good, or no server answered for long. */
  held(key: string, reason: { readonly code: string; readonly detail: string }): Promise<void>;
}

export function createMail(api: Services): Mail {
  return {
    reached: (mailbox) => reached(api.db, mailbox),
    reach: (mailbox, cursor) => reach(api.db, mailbox, cursor),
    take: (mailbox, mail) => takeMail(api, mailbox, mail),
    failing: (mailbox, reason) => mailboxFails(api, mailbox, reason),
    working: (mailbox) => mailboxWorks(api, mailbox),
    // Base64 makes a third more of it.
    maxBytes: api.settings.documentMaxBytes * 2,
    messages: createMessagePort(api),
    nextOpening: async (at) => (await api.calendars.of(api.db, null)).nextOpening(at),
    held: async (key, { code, detail }) => {
      // No fault of the address: the administrator has it on the page of systems.
      if (code === 'gave-up') return;
      await transaction(api.db, (on) => letterReturned(on, { letter: { key }, reason: detail }, api.clock.now()));
    },
  };
}
