/** Sending an approved answer, from wherever it is read. */
import { call } from '../api/call.js';
import type { SendingChannel } from './SendDialog.js';

export const sendArticle = (code: string, channel: SendingChannel, to: string | null, resident: string | null = null) =>
  call('POST /api/v1/catalogue/classifications/{code}/send', { params: { code }, body: { channel, to, resident } });
