/**
 * `POST /hooks/{system}`: where other systems tell what happened there. Each event once, whatever comes twice; who can't prove who they
 * are is turned away without a word about why. An event about a record of a system that can be asked is a hint: the system is asked first.
 */
import { z } from 'zod';
import { RECORD_SYSTEMS, type RecordSystem } from '../../workers/ports.js';
import { row, run, type Transaction, transaction } from '../database.js';
import { jsonIn, readBytes } from '../http/body.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, inOrder, json, publicRoute, type Route } from '../http/route.js';
import { checked } from '../http/wrong-fields.js';
import type { Services } from '../services.js';
import { type HubEvent, hubEventSchema, type RecordEvent, recordEventSchema } from './events.js';
import { takeExternalCase } from './hub.js';
import { type Taken, takeRecord } from './records.js';
import { seenInEvent } from './seen.js';
import { isGenuine } from './signature.js';

/** An event tells of a thing, it doesn't carry it. */
const MOST_BYTES = 128 * 1024;

const params = z.object({ system: z.string().max(60) });
type Posted = Exchange<z.infer<typeof params>>;

async function checkSignature({ api, http, params: { system } }: Posted): Promise<{ readonly bytes: Buffer }> {
  const bytes = await readBytes(http, MOST_BYTES);
  const secrets = api.systems.secrets[system] ?? [];
  if (isGenuine(bytes, http.req.headers, secrets)) return { bytes };
  api.hooksRefused(secrets.length === 0 ? 'unknown' : system);
  throw new Problem(
    'WRONG_SIGNATURE',
    said('Tej wiadomości nie przyjmujemy: jej podpis się nie zgadza.', 'This message is not accepted: its signature does not fit.'),
  );
}

type Event = { readonly from: RecordSystem; readonly event: RecordEvent } | { readonly from: null; readonly event: HubEvent };

async function readEvent({ params: { system }, bytes }: Posted & { readonly bytes: Buffer }): Promise<{ readonly told: Event }> {
  const value = jsonIn(bytes);
  const from = RECORD_SYSTEMS.find((one) => one === system);
  const event = from === undefined ? checked(hubEventSchema, value) : checked(recordEventSchema, value);
  if (!event.success) {
    throw new Problem(
      'INVALID_REQUEST',
      said('To nie jest zdarzenie, które znamy; nic nie zostało zapisane.', 'This is no event that we know; nothing was saved.'),
      { errors: event.errors },
    );
  }
  return { told: { from: from ?? null, event: event.data } as Event };
}

const answerSchema = z
  .object({
    result: z.enum(['told', 'taken', 'outdated', 'unchanged', 'aside', 'ignored', 'held', 'repeated', 'waiting']).meta({
      description:
        '`told`: the case’s process hears of it. `taken`: kept and on the timeline. `outdated`: something newer was known. `unchanged`: it was known. `aside`: a person matches it. `ignored`: a person has decided so. `held`: one of its codes is none that we know; it is taken once a person has said what the code means. `repeated`: this event came before. `waiting`: your system is asked how things stand.',
    }),
  })
  .meta({ id: 'HookAnswer' });

async function takeOnce({ api, params: { system }, told }: Posted & { readonly told: Event }): Promise<Answer> {
  const done = await transaction(api.db, async (on): Promise<Taken | { readonly type: 'repeated' | 'waiting' }> => {
    const canAsk = told.from !== null && api.systems.sources[told.from] !== undefined;
    const id = await note(api, on, system, told.event, canAsk);
    if (id === undefined) return { type: 'repeated' };
    if (canAsk) return { type: 'waiting' };
    const taken =
      told.from === null
        ? await takeExternalCase(api, on, system, told.event)
        : await takeRecord(api, on, told.from, seenInEvent(told.event));
    await run(on, 'UPDATE inward_event SET result = :result WHERE id = CAST(:id AS bigint)', { id, result: taken.type });
    return taken;
  });
  if (done.type === 'waiting') api.wake.inward();
  if (done.type === 'told') await api.publishNow(done.messageId);
  return { status: done.type === 'waiting' ? 202 : 200, body: { result: done.type } };
}

/** Nobody else takes the same event until this transaction ends. Gives undefined when somebody has taken it. */
async function note(
  api: Services,
  on: Transaction,
  system: string,
  event: RecordEvent | HubEvent,
  waits: boolean,
): Promise<string | undefined> {
  const added = await row<{ id: string }>(
    on,
    `INSERT INTO inward_event (system, source, event_id, type, data, received_at, state)
     VALUES (:system, :source, :eventId, :type, CAST(:data AS jsonb), :now, :state) ON CONFLICT DO NOTHING RETURNING id`,
    {
      system,
      source: event.source,
      eventId: event.id,
      type: event.type,
      data: waits ? JSON.stringify(event) : null,
      now: new Date(api.clock.now()),
      state: waits ? 'waiting' : 'settled',
    },
  );
  return added?.id;
}

export const hookRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'post',
      path: '/hooks/{system}',
      tag: 'sync',
      summary: 'What happened in another system',
      description:
        'A CloudEvent in an envelope of Standard Webhooks. `crm` and `dms` send a RecordEvent, a department’s own system a HubEvent. See docs/messages.md.',
      params,
      rawBody: { mediaType: 'application/cloudevents+json', schema: z.union([recordEventSchema, hubEventSchema]) },
      answers: {
        200: json(answerSchema, 'It is settled, also when it came before'),
        202: json(answerSchema, 'It is kept, and settled soon'),
      },
      problems: ['WRONG_SIGNATURE'],
    },
    inOrder<Posted, { readonly bytes: Buffer }, { readonly told: Event }>(checkSignature, readEvent, takeOnce),
  ),
];
