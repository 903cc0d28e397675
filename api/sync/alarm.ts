/**
 * Tells whoever looks after a system or a mailbox that it doesn't answer: once an outage, none during a planned rest. Who that is,
 * api/sync/alarm-recipients.ts says. The letter is all that they need: whoever is no administrator can't open the page of systems.
 */
import { CITY_ZONE } from '../../calendar/index.js';
import { restsAt } from '../../workers/outbox/rest.js';
import { row, rows, type Transaction, transaction } from '../database.js';
import { Loop } from '../loop.js';
import { putOut } from '../messages/outgoing.js';
import { may } from '../policy/may.js';
import type { Services } from '../services.js';
import { administrators, toldOf } from './alarm-recipients.js';

const LOOK_AGAIN_MS = 2_000;
const MOST_WORDS = 300;

interface Outage {
  readonly id: string;
  readonly name: string;
  readonly down_since: Date;
  readonly last_error: string | null;
  readonly alert_login: string | null;
}

const UNTOLD = 'down_since IS NOT NULL AND alarmed_for IS DISTINCT FROM down_since';
/** Marks and gives them, so that two nodes tell none twice. */
const SYSTEMS_DOWN = `UPDATE system_state SET alarmed_for = down_since WHERE ${UNTOLD}
    AND NOT ${restsAt('CAST(:now AS timestamptz)')} RETURNING 'system:' || system AS id, system AS name, down_since, last_error, alert_login`;
const MAILBOXES_DOWN = `UPDATE mailbox_trouble SET alarmed_for = down_since WHERE ${UNTOLD}
    RETURNING 'mailbox:' || name AS id, name, down_since, last_error, (SELECT w.login FROM mailbox_told w WHERE w.name = mailbox_trouble.name) AS alert_login`;

export function createAlarm(api: Services): Loop {
  return new Loop('system alarms', LOOK_AGAIN_MS, api.log, async () => {
    if (api.engine.status().role !== 'writer') return false;
    const atMs = api.clock.now();
    await transaction(api.db, async (on) => {
      const [systems, mailboxes] = await Promise.all([
        rows<Outage>(on, SYSTEMS_DOWN, { now: new Date(atMs) }),
        rows<Outage>(on, MAILBOXES_DOWN),
      ]);
      for (const outage of systems) await tell(api, on, outage, { ...(await ofSystem(on, outage)), atMs });
      for (const outage of mailboxes) await tell(api, on, outage, { name: `Skrzynka ${outage.name}`, now: MAIL_WAITS, atMs });
    });
    return false;
  });
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = { crm: 'CRM', dms: 'EOD', mail: 'Serwer poczty wychodzącej' };
const WHEN = new Intl.DateTimeFormat('pl-PL', { dateStyle: 'long', timeStyle: 'short', timeZone: CITY_ZONE });

const MAIL_WAITS = 'Poczta do niej czeka na serwerze i zostanie wczytana sama, gdy skrzynka wróci.';

async function ofSystem(on: Transaction, { name }: Outage): Promise<{ readonly name: string; readonly now: string }> {
  const waits = await row<{ count: number }>(
    on,
    'SELECT count(*)::int AS count FROM outbox WHERE system = :name AND delivered_at IS NULL AND withdrawn_at IS NULL',
    { name },
  );
  return {
    name: SYSTEM_NAMES[name] ?? name,
    now: `Sprawy idą jak zwykle, nic nie przepadło. Czeka na wysłanie: ${waits?.count ?? 0}; wyjdzie samo, gdy system wróci. Nie wpisuj tego tam ręcznie.`,
  };
}

/** By the last answer; docs/operations/system-down.md has the same for who runs the installation. */
const WHAT_TO_DO = `Co zrobić: jeśli ostatnia odpowiedź mówi ECONNREFUSED, ENOTFOUND albo o przekroczonym czasie, system nie działa lub nie ma do niego drogi – zawiadom tych, którzy go prowadzą. 401 albo 403: zmieniło się hasło lub klucz – zawiadom administratora Okienka. 5xx: system choruje – zawiadom tych, którzy go prowadzą.`;

async function tell(
  api: Services,
  on: Transaction,
  outage: Outage,
  { name, now, atMs }: { readonly name: string; readonly now: string; readonly atMs: number },
): Promise<void> {
  const others = (await administrators(on)).map((one) => one.name).join(', ');
  for (const { email, ...person } of await toldOf(on, outage.alert_login, new Date(atMs))) {
    const seesSystems = may({ ...person, unit: null, tierLead: false }, 'step.retry');
    await putOut(api, on, {
      key: `alarm:${outage.id}:${outage.down_since.getTime()}:${person.login}`,
      kind: 'colleague',
      caseRun: null,
      contactId: null,
      channel: 'mail',
      recipientName: person.name,
      to: email ?? person.login,
      subject: `Nie odpowiada: ${name}`,
      text: [
        `${name} nie odpowiada od: ${WHEN.format(outage.down_since)}.`,
        ...(outage.last_error === null ? [] : [`Ostatnia odpowiedź: ${outage.last_error.slice(0, MOST_WORDS)}`]),
        now,
        WHAT_TO_DO,
        seesSystems
          ? 'Szczegóły i planowa przerwa: strona Systemy.'
          : `Kiedy wróci, powie pasek nad każdą stroną Okienka: zniknie. Przerwę planową i ponowne wysłanie ustawia administrator: ${others}.`,
      ].join('\n'),
      atMs,
    });
  }
}
