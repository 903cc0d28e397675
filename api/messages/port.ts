/** The message port of the workers where letters leave: on the api's own tables, with what a letter takes back. */
import { effectText } from '../../workers/index.js';
import type { MessagePort } from '../../workers/ports.js';
import { transaction } from '../database.js';
import type { CaseServices } from '../services.js';
import { putOut } from './outgoing.js';

export function createMessagePort(api: CaseServices): MessagePort {
  return {
    send: ({ key, ...message }) =>
      transaction(api.db, (on) => putOut(api, on, { ...message, key: effectText(key), contactId: null, atMs: api.clock.now() })),
  };
}
