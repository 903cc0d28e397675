/**
 * "Check my case": what a resident is told for a number and its code, without signing in. A wrong number and a wrong code get the same
 * answer after the same time, so that numbers can't be tried out; guessing is slowed down by number and by address.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { CASE_STATUSES } from '../cases/codes.js';
import { hasLatePart, isLateRow } from '../cases/late.js';
import { iso, row } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, type Exchange, inOrder, json, ok, publicRoute, type Route } from '../http/route.js';

/** From the request to any "no", ms: longer than looking up and comparing ever takes on a healthy server. */
const REFUSAL_MS = 500;

const checkSchema = z
  .object({
    number: z.string().trim().min(1).max(60).meta({ example: 'LCK-2026-000123' }),
    code: z.string().trim().min(1).max(40).meta({ description: 'As the resident was told it; spaces and dashes do no harm.' }),
  })
  .meta({ id: 'StatusCheck' });

const dateTime = z.iso.datetime();

const statusSchema = z
  .object({
    number: z.string(),
    matter: z.string().meta({ description: 'What the case is about, in the words of the catalogue.' }),
    status: z.enum(CASE_STATUSES),
    publicStatus: z.string().meta({ description: 'One sentence, from the model.' }),
    tier: z.string().nullable(),
    registeredAt: dateTime,
    promiseAt: dateTime.nullable(),
    plannedAt: dateTime.nullable(),
    isLate: z.boolean().meta({ description: 'The promise is past, or a part of the case is late.' }),
    closedAt: dateTime.nullable(),
    answer: z.string().nullable().meta({ description: 'What the resident was told at the end.' }),
    replyChannel: z.string(),
    needed: z.array(z.string()).meta({ description: 'What matters of this kind ask of the resident; empty once resolved.' }),
    waitsFor: z.enum(['resident', 'office']).nullable().meta({ description: 'The case waits for a reply; its dates stand still.' }),
    asked: z.string().nullable().meta({ description: 'What we asked the resident for.' }),
    answerBy: dateTime.nullable(),
    checkedAt: dateTime,
  })
  .meta({ id: 'CaseStatus', description: 'No personal data: neither name nor address, place nor note.' });

type Asked = Exchange<unknown, unknown, z.infer<typeof checkSchema>>;

interface StatusRow {
  readonly number: string;
  /** null: none was ever given. */
  readonly status_code: string | null;
  readonly matter: string;
  readonly bring: readonly string[] | null;
  readonly status: (typeof CASE_STATUSES)[number];
  readonly public_status: string;
  readonly tier: string | null;
  readonly registered_at: Date;
  readonly promise_at: Date | null;
  readonly part_late: boolean;
  readonly planned_at: Date | null;
  readonly closed_at: Date | null;
  readonly closing_text: string | null;
  readonly reply_channel: string;
  readonly missing: string | null;
  readonly waits_for: 'resident' | 'office' | null;
  readonly waits_until: Date | null;
}

/** One guess counts for the number, whether there is such a case or not. */
const guessOf = ({ body }: Asked): string => `status ${body.number.toUpperCase()}`;
const placeOf = ({ http }: Asked): string => `status ${http.ip}`;

async function mayTryNow(exchange: Asked): Promise<{ readonly begunAt: number }> {
  const begunAt = performance.now();
  const seconds = await exchange.api.guessLimit.take(guessOf(exchange), placeOf(exchange));
  if (seconds > 0) {
    throw new Problem(
      'TOO_MANY_ATTEMPTS',
      said(
        `Za dużo prób. Odczekaj ${seconds} s i spróbuj ponownie; sprawie nic się nie dzieje.`,
        `Too many tries. Wait ${seconds} s and try again; your case is safe.`,
      ),
      {
        retryAfterSeconds: seconds,
      },
    );
  }
  return { begunAt };
}

async function findStatus(exchange: Asked & { readonly begunAt: number }): Promise<{ readonly found: StatusRow }> {
  const { api, body, begunAt } = exchange;
  const found = await row<StatusRow>(
    api.db,
    `SELECT c.number, c.status_code, coalesce(k.name, c.classification) AS matter, k.bring, c.status, c.public_status, c.tier, c.registered_at,
            c.promise_at, ${hasLatePart('c.id')} AS part_late, c.planned_at, c.closed_at, c.closing_text, c.reply_channel, w.missing, w.kind AS waits_for, w.until_at AS waits_until
       FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
       LEFT JOIN case_pause w ON w.case_id = c.id AND w.state IN ('asked', 'open') WHERE c.number = :number`,
    { number: body.number.toUpperCase(), now: new Date(api.clock.now()) },
  );
  const isRight = isSame(found?.status_code ?? '', plainCode(body.code));
  if (found !== undefined && found.status_code !== null && isRight) {
    await api.guessLimit.giveBack(guessOf(exchange), placeOf(exchange));
    return { found };
  }
  await sleep(Math.max(0, REFUSAL_MS - (performance.now() - begunAt)));
  throw new Problem(
    'NOT_FOUND',
    said(
      'Numer albo kod się nie zgadza. Sprawdź oba: są w potwierdzeniu zgłoszenia.',
      'The number or the code does not fit. Check both: they are in the confirmation you got.',
    ),
  );
}

async function tellStatus({ api, found }: Asked & { readonly found: StatusRow }): Promise<Answer> {
  const now = new Date(api.clock.now());
  const isOver = found.closed_at !== null;
  return ok({
    number: found.number,
    matter: found.matter,
    status: found.status,
    publicStatus: found.public_status,
    tier: found.tier,
    registeredAt: iso(found.registered_at),
    promiseAt: iso(found.promise_at),
    plannedAt: iso(found.planned_at),
    isLate: !isOver && isLateRow(found, now),
    closedAt: iso(found.closed_at),
    answer: found.closing_text,
    replyChannel: found.reply_channel,
    needed: isOver ? [] : (found.bring ?? []),
    waitsFor: found.waits_for,
    // What another office is asked is not the resident's to know in these words.
    asked: found.waits_for === 'resident' ? found.missing : null,
    answerBy: found.waits_for === 'resident' ? iso(found.waits_until) : null,
    checkedAt: iso(now),
  });
}

function plainCode(typed: string): string {
  return typed.replaceAll(/\D/g, '');
}

function isSame(one: string, other: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(one), digest(other));
}

export const statusRoutes: readonly Route[] = [
  publicRoute(
    {
      method: 'post',
      path: '/api/v1/status-checks',
      tag: 'status',
      summary: 'Check my case',
      description: 'For residents. Ten wrong tries for a number slow further ones down.',
      body: checkSchema,
      answers: { 200: json(statusSchema, 'How the case stands') },
      problems: ['NOT_FOUND', 'TOO_MANY_ATTEMPTS'],
    },
    inOrder(mayTryNow, findStatus, tellStatus),
  ),
];
