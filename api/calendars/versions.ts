/** Writes a calendar's next version; nothing else changes what a calendar says. Versions stay as they were written. */
import { type CalendarSetting, parseCalendar } from '../../calendar/index.js';
import { logChange } from '../changes/log.js';
import { later, row, run, type Transaction } from '../database.js';
import { asLogged } from './logged.js';
import { fieldsOf } from './schemas.js';

export interface CalendarVersion {
  readonly setting: CalendarSetting;
  /** Login, or `system:setting`. */
  readonly by: string;
  readonly atMs: number;
  readonly note: string;
}

/** The version that stands, its row locked until the transaction ends; 0: there is no such calendar. */
export async function lockVersion(on: Transaction, id: string): Promise<number> {
  const found = await row<{ version: number }>(on, 'SELECT version FROM calendar WHERE id = :id FOR UPDATE', { id });
  return found?.version ?? 0;
}

/** `after` is what {@link lockVersion} gave. Gives the new version; false: somebody else made it first. */
export async function addVersion(on: Transaction, after: number, { setting, by, atMs, note }: CalendarVersion): Promise<boolean> {
  const { id } = setting;
  const version = after + 1;
  const isThere =
    after === 0
      ? // A calendar that nobody keeps yet has no dates to be counted again.
        await run(on, 'INSERT INTO calendar (id, version) VALUES (:id, :version) ON CONFLICT DO NOTHING', { id, version })
      : await run(on, 'UPDATE calendar SET version = :version, changed = changed + 1 WHERE id = :id AND version = :after', {
          id,
          version,
          after,
        });
  if (isThere === 0) return false;
  later(
    on,
    `INSERT INTO calendar_version (calendar_id, version, definition, made_by, made_at, note)
     VALUES (:id, :version, CAST(:definition AS jsonb), :by, :at, :note)`,
    { id, version, definition: JSON.stringify(setting), by, at: new Date(atMs), note },
  );
  const before = await row<{ definition: unknown }>(
    on,
    'SELECT definition FROM calendar_version WHERE calendar_id = :id AND version = :after',
    { id, after },
  );
  await logChange(on, {
    login: by,
    subjectType: 'calendar',
    subjectId: id,
    before: before && asLogged(fieldsOf(parseCalendar(before.definition))),
    after: asLogged(fieldsOf(parseCalendar(setting))),
    note,
  });
  return true;
}
