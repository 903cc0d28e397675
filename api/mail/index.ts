/** What the api offers to whoever binds a mail server to it: how letters leave, and what becomes of what comes back. */
import type { MessagePort } from '../../workers/ports.js';
import { transaction } from '../database.js';
import { createMessagePort } from '../messages/port.js';
import { letterReturned } from '../messages/returned.js';
import type { Services } from '../services.js';

export interface Mail {
  /** For the workers, so that their letters leave. */
  readonly messages: MessagePort;
  /** Engine clock: `at` itself while the city's own calendar is open, else when it opens next. */
  nextOpening(at: number): Promise<number>;
  /** Nobody tries any more to send the letter with this effect key: its recipient was refused for good, or no server answered for long. */
  held(key: string, reason: { readonly code: string; readonly detail: string }): Promise<void>;
}

export function createMail(api: Services): Mail {
  return {
    messages: createMessagePort(api),
    nextOpening: async (at) => (await api.calendars.of(api.db, null)).nextOpening(at),
    held: async (key, { code, detail }) => {
      // No fault of the address: the administrator has it on the page of systems.
      if (code === 'gave-up') return;
      await transaction(api.db, (on) => letterReturned(on, { letter: { key }, reason: detail }, api.clock.now()));
    },
  };
}
