/** OKIENKO_CALENDAR: a file that changed since the last start becomes the next version of the city's calendar. */
import type { CalendarSetting } from '../../calendar/index.js';
import { type Database, later, row, transaction } from '../database.js';
import { addVersion, lockVersion } from './versions.js';

const BY = 'system:setting';

/** What people changed on the page since stays, until the file changes again. */
export async function takeFromSetting(db: Database, setting: CalendarSetting, atMs: number): Promise<void> {
  await transaction(db, async (on) => {
    // Nodes that start together take turns.
    await row(on, 'SELECT 1 FROM calendar WHERE is_default FOR UPDATE');
    const known = await row(
      on,
      `SELECT 1 FROM (SELECT definition FROM calendar_version WHERE made_by = :by ORDER BY made_at DESC, version DESC LIMIT 1) v
        WHERE v.definition = CAST(:definition AS jsonb)`,
      { by: BY, definition: JSON.stringify(setting) },
    );
    if (known !== undefined) return;
    const after = await lockVersion(on, setting.id);
    await addVersion(on, after, { setting, by: BY, atMs, note: 'OKIENKO_CALENDAR' });
    later(on, 'UPDATE calendar SET is_default = false WHERE is_default AND id <> :id', { id: setting.id });
    // Whoever kept the former one counts by this one now.
    later(on, 'UPDATE calendar SET is_default = true, changed = changed + 1 WHERE id = :id AND NOT is_default', { id: setting.id });
  });
}
