/**
 * Tells people what waits for them in `alert`: a message each, and more than three at once as one digest, so that a Monday morning brings
 * one letter and not forty. Each is told once: the mark and the message are one transaction.
 */

import { randomUUID } from 'node:crypto';
import { CITY_ZONE } from '../../calendar/index.js';
import type { AlertKind } from '../../workers/ports.js';
import { later, rows, type Statements, transaction } from '../database.js';
import { Loop } from '../loop.js';
import { putOut } from '../messages/outgoing.js';
import type { Services } from '../services.js';

const LOOK_AGAIN_MS = 1_000;
const SINGLY_AT_MOST = 3;
const AT_ONCE = 500;

interface Waiting {
  readonly id: string;
  readonly login: string;
  readonly name: string;
  readonly email: string | null;
  readonly kind: AlertKind;
  readonly due_at: Date | null;
  readonly notify_at: Date;
  readonly number: string;
  readonly case_run: string;
  readonly matter: string;
  /** Number of the part that is late, where that is why. */
  readonly part: string | null;
}

const ALERTS = `SELECT a.id, a.login, p.name, p.email, a.kind, a.due_at, a.notify_at, c.number, r.case_run, coalesce(k.name, c.classification) AS matter, part.number AS part
         FROM alert a JOIN person p ON p.login = a.login JOIN case_file c ON c.id = a.case_id
         JOIN case_run r ON r.case_id = c.id AND r.run = c.current_run
         LEFT JOIN case_file part ON part.id = a.part_id
         LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification`;

/** What would be told of the cases that are there, one by one: for a rehearsal, which tells nobody. */
export async function untoldLetters(on: Statements): Promise<readonly (Letter & { readonly at: string; readonly to: string })[]> {
  const waiting = await rows<Waiting>(on, `${ALERTS} WHERE a.sent_at IS NULL ORDER BY a.notify_at, a.id`);
  return waiting.map((one) => ({ at: one.notify_at.toISOString(), to: one.name, ...single(one) }));
}

interface Letter {
  readonly subject: string;
  readonly text: string;
}

export function createTeller(api: Services): Loop {
  return new Loop('alerts', LOOK_AGAIN_MS, api.log, () => tellRound(api));
}

/** True: there may be more. */
async function tellRound(api: Services): Promise<boolean> {
  const { db, engine, clock } = api;
  if (engine.status().role !== 'writer') return false;
  const now = new Date(clock.now());
  return transaction(db, async (on) => {
    const waiting = await rows<Waiting>(
      on,
      `${ALERTS}
        WHERE a.sent_at IS NULL AND a.notify_at <= :now ORDER BY a.notify_at, a.at, a.id LIMIT ${AT_ONCE} FOR UPDATE OF a SKIP LOCKED`,
      { now },
    );
    for (const own of byPerson(waiting)) {
      const letters = own.length > SINGLY_AT_MOST ? [own] : own.map((one) => [one]);
      for (const alerts of letters) {
        const [first] = alerts;
        if (first === undefined) continue;
        const id = randomUUID();
        later(on, 'UPDATE alert SET sent_at = :now, message_id = :id WHERE id = ANY (CAST(:ids AS uuid[]))', {
          now,
          id,
          ids: alerts.map((one) => one.id),
        });
        const { subject, text } = alerts.length === 1 ? single(first) : digest(alerts);
        await putOut(api, on, {
          key: `alert:${id}`,
          kind: 'colleague',
          caseRun: alerts.length === 1 ? first.case_run : null,
          contactId: null,
          channel: 'mail',
          recipientName: first.name,
          to: first.email ?? first.login,
          subject,
          text,
          atMs: now.getTime(),
        });
      }
    }
    return waiting.length === AT_ONCE;
  });
}

function byPerson(waiting: readonly Waiting[]): Iterable<readonly Waiting[]> {
  const people = new Map<string, Waiting[]>();
  for (const one of waiting) {
    const own = people.get(one.login);
    if (own === undefined) people.set(one.login, [one]);
    else own.push(one);
  }
  return people.values();
}

const WORDS = {
  acceptance: 'Wydział nie przyjął w terminie',
  reminder: 'Zbliża się termin',
  due: 'Po terminie',
  escalation: 'Termin przekroczony o połowę',
  overdue: 'Poważne opóźnienie',
} as const satisfies Record<AlertKind, string>;

const WHEN = new Intl.DateTimeFormat('pl-PL', {
  timeZone: CITY_ZONE,
  weekday: 'short',
  day: 'numeric',
  month: 'short',
  year: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
});
/** "sob. 26 gru 2026, 8:00", by the city's clock; Intl alone puts a comma behind the weekday, where Polish has none. */
const when = (at: Date): string => WHEN.format(at).replace(', ', ' ');
const line = ({ kind, number, matter, part, due_at: dueAt }: Waiting): string =>
  `${WORDS[kind]}: ${number}, ${matter}${part === null ? '' : `, część ${part}`}${dueAt === null ? '' : `, ${when(dueAt)}`}`;

function single(alert: Waiting): Letter {
  const closing = alert.kind === 'reminder' ? 'Proszę sprawdzić, czy zdążymy.' : 'Sprawa czeka na Państwa decyzję.';
  return { subject: `${WORDS[alert.kind]}: ${alert.number}`, text: `${line(alert)}. ${closing}` };
}

function digest(alerts: readonly Waiting[]): Letter {
  return { subject: `Terminy: ${alerts.length} spraw`, text: alerts.map((one) => `- ${line(one)}`).join('\n') };
}
