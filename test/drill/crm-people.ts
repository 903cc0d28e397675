/** People of the webhook CRM change something there, and it tells us: as it should, twice, in the wrong order, by a wrong clock, or it isn't it at all. */
import { setTimeout as sleep } from 'node:timers/promises';
import { Webhook } from 'standardwebhooks';
import type { FaultCount } from './faults.js';
import type { House } from './house.js';
import type { CasePlan } from './plan.js';

const MINUTE_MS = 60_000;
/** Standard Webhooks: five minutes are allowed. */
const ALLOWED_MS = 4 * MINUTE_MS;
const TOO_FAR_MS = 9 * MINUTE_MS;
const TRIES = 600;
export const FORGED = 'forged';

interface Parts {
  readonly house: House;
  readonly count: FaultCount;
  readonly secret: string;
  readonly strangersSecret: string;
}

interface News {
  readonly recordId: string;
  readonly caseRun: string;
  readonly sequence: number;
  readonly status: string;
}

export class CrmPeople {
  constructor(private readonly parts: Parts) {}

  /** Gives the statuses that were told and taken, the newest last. */
  async tell({ news: how, index }: CasePlan, recordId: string, caseRun: string): Promise<readonly string[]> {
    if (how === 'none') return [];
    const { count } = this.parts;
    const of = (sequence: number): News => ({ recordId, caseRun, sequence, status: `st-${index}-${sequence}` });
    const [first, second] = [of(1), of(2)];
    switch (how) {
      case 'in-order':
        await this.send(first);
        await this.send(second);
        break;
      case 'twice':
        // At the same moment, and once more later.
        await Promise.all([this.send(first), this.send(first)]);
        await this.send(second);
        await this.send(second);
        count.add('crm-told-twice');
        break;
      case 'out-of-order':
        await this.send(second);
        await this.send(first);
        count.add('crm-told-out-of-order');
        break;
      case 'strangers':
        await this.send(first);
        await this.forge({ ...second, sequence: 9, status: `${FORGED}-${index}` });
        await this.send(second);
        break;
      case 'clock-apart':
        await this.send(first, ALLOWED_MS);
        await this.send(second, -ALLOWED_MS);
        await this.beyondTolerance(second);
        count.add('clocks-apart');
        break;
    }
    return [first.status, second.status];
  }

  /** As often as it takes, as the house asks for: a webhook that wasn't taken is sent again. */
  private async send(news: News, apartMs = 0): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const status = await this.post(news, this.parts.secret, apartMs);
      if (status === 200 || status === 202) return;
      if (status !== undefined && status < 500)
        throw new Error(`Expected the house to take news of ${news.caseRun}, but it answered ${status}`);
      await sleep(500);
    }
    throw new Error(`Expected the house to take news of ${news.caseRun}, but it didn't in ${TRIES} tries`);
  }

  /** Signed by somebody else. */
  private async forge(news: News): Promise<void> {
    await this.refused(news, this.parts.strangersSecret, 0);
    this.parts.count.add('crm-stranger');
  }

  /** Signed rightly, at a moment too far from now: as if somebody had kept it. */
  private async beyondTolerance(news: News): Promise<void> {
    await this.refused({ ...news, sequence: 9, status: `${FORGED}-late-${news.caseRun}` }, this.parts.secret, TOO_FAR_MS);
  }

  private async refused(news: News, secret: string, apartMs: number): Promise<void> {
    for (let tries = 0; tries < TRIES; tries++) {
      const status = await this.post(news, secret, apartMs);
      if (status === 401) return;
      if (status !== undefined && status < 500) throw new Error(`Expected the house to refuse a forged message, but it answered ${status}`);
      await sleep(500);
    }
  }

  /** undefined: nobody answered. */
  private async post({ recordId, caseRun, sequence, status }: News, secret: string, apartMs: number): Promise<number | undefined> {
    const { url } = this.parts.house;
    if (url === undefined) return undefined;
    const sentAt = new Date(Date.now() + apartMs);
    const body = JSON.stringify({
      specversion: '1.0',
      id: `${caseRun}-${sequence}-${status}`,
      source: 'urn:drill-crm',
      type: 'pl.okienko.record.status.changed',
      time: sentAt.toISOString(),
      sequence: String(sequence),
      data: { recordId, caseRun, status },
    });
    const id = `msg_${caseRun.replace('/', '_')}_${sequence}`;
    const headers = {
      'content-type': 'application/cloudevents+json',
      'webhook-id': id,
      'webhook-timestamp': String(Math.floor(sentAt.getTime() / 1_000)),
      'webhook-signature': new Webhook(secret).sign(id, sentAt, body),
    };
    return fetch(`${url}/hooks/crm`, { method: 'POST', headers, body, signal: AbortSignal.timeout(60_000) }).then(
      async (answer) => {
        await answer.arrayBuffer();
        return answer.status;
      },
      () => undefined,
    );
  }
}
