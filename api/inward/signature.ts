/** Whether a message is from whom it says: the envelope of Standard Webhooks, five minutes of tolerance included. */
import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';

/** The message's own time is compared with the wall clock: peers keep real ones. */
export function isGenuine(body: Buffer, headers: IncomingHttpHeaders, secrets: readonly string[]): boolean {
  // Signed as text: what isn't text can't be what was signed.
  if (!isUtf8(body)) return false;
  const envelope = Object.fromEntries(
    ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, String(headers[name] ?? '')]),
  );
  return secrets.some((secret) => fits(body, envelope, secret));
}

function fits(body: Buffer, envelope: Record<string, string>, secret: string): boolean {
  try {
    new Webhook(secret).verify(body, envelope, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
}
