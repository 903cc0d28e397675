/**
 * Any CRM that can take a webhook: each effect is one POST of a CloudEvent 1.0 (structured mode) in a Standard Webhooks envelope. Such a
 * CRM can't be asked; what changes there it reports itself (api/inward). docs/messages.md is what its builders read.
 */
import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Effect, RemotePeer } from '../../outbox/peer.js';
import { readCrmEffect } from '../crm-effects.js';
import { deliveryOf } from './answer.js';

export interface WebhookCrmOptions {
  readonly url: string;
  /** `whsec_…`; several while one takes the place of another: each signs. */
  readonly secrets: readonly string[];
  /** CloudEvents' `source`: who we are, a URI reference. */
  readonly source: string;
}

export function webhookCrm({ url, secrets, source }: WebhookCrmOptions): RemotePeer {
  const signers = secrets.map((secret) => new Webhook(secret));
  return {
    type: 'remote',
    async deliver(effect, signal) {
      const body = JSON.stringify(eventOf(effect, source));
      const id = webhookId(effect.effectKey);
      // Of this attempt, by the wall clock: the receiver compares it with its own.
      const sentAt = new Date();
      const answer = await fetch(url, {
        method: 'POST',
        // What is signed for one address goes to no other.
        redirect: 'manual',
        headers: {
          'Content-Type': 'application/cloudevents+json; charset=utf-8',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
          'webhook-signature': signers.map((signer) => signer.sign(id, sentAt, body)).join(' '),
        },
        body,
        signal,
      });
      return deliveryOf(answer);
    },
  };
}

/** The same for each attempt of an effect. Hashed, because the signed text sets the id off by a full stop and our keys have some. */
function webhookId(effectKey: string): string {
  return `okn_${createHash('sha256').update(effectKey).digest('base64url').slice(0, 32)}`;
}

/** Extensions `partitionkey` and `sequence`: what has one key is in order by the other, compared as text. */
function eventOf(effect: Effect, source: string): object {
  const { action, ...data } = readCrmEffect(effect);
  return {
    specversion: '1.0',
    id: effect.effectKey,
    source,
    type: `pl.okienko.crm.${action}`,
    subject: effect.caseNumber,
    time: new Date(effect.createdAtMs).toISOString(),
    datacontenttype: 'application/json',
    partitionkey: effect.caseNumber,
    sequence: effect.id.padStart(19, '0'),
    data,
  };
}
