/**
 * Tells whoever looks after a system or a mailbox that it doesn't answer: once an outage, none during a planned rest. Who that is,
 * api/sync/alarm-recipients.ts says; of a mailbox it is every administrator.
 */
import { CITY_ZONE } from '../../calendar/index.js';
import { rows, type Transaction, transaction } from '../database.js';
import { Loop } from '../loop.js';
import { putOut } from '../messages/outgoing.js';
import type { Services } from '../services.js';
import { toldOf } from './alarm-recipients.js';

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
    AND (paused_at IS NULL OR paused_until <= CAST(:now AS timestamptz)) RETURNING 'system:' || system AS id, system AS name, down_since, last_error, alert_login`;
const MAILBOXES_DOWN = `UPDATE mailbox_trouble SET alarmed_for = down_since WHERE ${UNTOLD}
    RETURNING 'mailbox:' || name AS id, name, down_since, last_error, NULL AS alert_login`;

export function createAlarm(api: Services): Loop {
  return new Loop('system alarms', LOOK_AGAIN_MS, api.log, async () => {
    if (api.engine.status().role !== 'writer') return false;
    const atMs = api.clock.now();
    await transaction(api.db, async (on) => {
      const [systems, mailboxes] = await Promise.all([
        rows<Outage>(on, SYSTEMS_DOWN, { now: new Date(atMs) }),
        rows<Outage>(on, MAILBOXES_DOWN),
      ]);
      for (const outage of systems) await tell(api, on, outage, SYSTEM_NAMES[outage.name] ?? outage.name, atMs);
      for (const outage of mailboxes) await tell(api, on, outage, `Skrzynka ${outage.name}`, atMs);
    });
    return false;
  });
}

const SYSTEM_NAMES: Readonly<Record<string, string>> = { crm: 'CRM', dms: 'EOD', mail: 'Serwer poczty wychodzącej' };
const WHEN = new Intl.DateTimeFormat('pl-PL', { dateStyle: 'long', timeStyle: 'short', timeZone: CITY_ZONE });

async function tell(api: Services, on: Transaction, outage: Outage, name: string, atMs: number): Promise<void> {
  for (const person of await toldOf(on, outage.alert_login, new Date(atMs))) {
    await putOut(api, on, {
      key: `alarm:${outage.id}:${outage.down_since.getTime()}:${person.login}`,
      kind: 'colleague',
      caseRun: null,
      contactId: null,
      channel: 'mail',
      recipientName: person.name,
      to: person.email ?? person.login,
      subject: `Nie odpowiada: ${name}`,
      text: [
        `${name} nie odpowiada od: ${WHEN.format(outage.down_since)}.`,
        ...(outage.last_error === null ? [] : [`Ostatnia odpowiedź: ${outage.last_error.slice(0, MOST_WORDS)}`]),
        'Sprawy idą jak zwykle, nic nie przepadło. Szczegóły są na stronie Systemy.',
      ].join('\n'),
      atMs,
    });
  }
}
