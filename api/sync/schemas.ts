/** What the api says of other systems and of what is sent to them. */
import { z } from 'zod';
import { SYSTEMS } from '../../workers/ports.js';

const moment = z.iso.datetime().nullable();

export const systemParams = z.object({ system: z.enum(SYSTEMS) });
export const effectParams = z.object({ id: z.string().regex(/^\d{1,18}$/) });

export const toldSchema = z
  .object({ login: z.string(), name: z.string(), reach: z.enum(['here', 'away', 'left']) })
  .nullable()
  .meta({ description: 'Who is told of an outage; null, or not `here`: every administrator.' });

export const systemSchema = z
  .object({
    system: z.enum(SYSTEMS),
    waiting: z.int().meta({ description: 'Effects that are promised and not delivered.' }),
    failing: z.int().meta({ description: 'Of those, tried at least once in vain.' }),
    held: z.int().meta({ description: 'Of those, left to a person: refused, or tried in vain for long.' }),
    oldestWaitingAt: moment,
    lastDeliveredAt: moment,
    downSince: moment.meta({ description: 'It does not answer since then.' }),
    lastError: z.string().nullable(),
    lagSeconds: z
      .object({ p50: z.number(), p95: z.number(), max: z.number() })
      .nullable()
      .meta({ description: 'From the decision to the delivery, of what was delivered in the last 24 hours; null when nothing was.' }),
    drift: z.int().meta({ description: 'Cases that differ from what it has.' }),
    comparedAt: moment.meta({ description: 'All cases were last compared with it, by the wall clock; null: never, or it can’t be asked.' }),
    comparedCases: z.int().nullable(),
    pause: z
      .object({
        since: z.iso.datetime(),
        begun: z.boolean().meta({ description: 'False: it is planned for `since`, and all goes on until then.' }),
        by: z.string(),
        until: moment,
        note: z.string(),
      })
      .nullable()
      .meta({ description: 'It rests by somebody’s will: nothing is sent, nothing is lost.' }),
    told: toldSchema,
  })
  .meta({ id: 'SystemState' });

export const effectSchema = z
  .object({
    id: z.string(),
    system: z.string(),
    caseNumber: z.string(),
    action: z.string(),
    state: z.enum(['waiting', 'held', 'delivered', 'withdrawn']),
    createdAt: z.iso.datetime(),
    attempts: z.int(),
    nextAttemptAt: moment.meta({ description: 'Null unless it waits.' }),
    deliveredAt: moment,
    heldCode: z.string().nullable().meta({ description: 'Why a person must act: refused by the peer, or `gave-up`.' }),
    lastError: z.string().nullable(),
    remoteId: z.string().nullable().meta({ description: 'What the other system calls its record.' }),
    withdrawnBy: z.string().nullable(),
  })
  .meta({ id: 'Effect' });

export const effectDetailSchema = effectSchema
  .extend({
    key: z.string().meta({ description: 'Engine, element instance and effect: by it the other system knows it again.' }),
    payload: z.record(z.string(), z.unknown()),
    tries: z.array(
      z.object({
        at: z.iso.datetime(),
        tookMs: z.int(),
        outcome: z.enum(['delivered', 'unavailable', 'busy', 'refused']),
        detail: z.string().meta({ description: 'What the other system said.' }),
      }),
    ),
  })
  .meta({ id: 'EffectDetail' });
