/** The calendars as they stand, for whoever counts: read by version, so each node counts by the newest from its commit on. */
import { type BusinessCalendar, createCalendar, parseCalendar } from '../../calendar/index.js';
import { row, rows, type Statements } from '../database.js';

/** A calendar with what tells it from its other versions. */
export interface StandingCalendar {
  readonly id: string;
  readonly version: number;
  readonly calendar: BusinessCalendar;
}

/** A city has a handful; old versions leave when there are more. */
const KEPT = 100;

export class Calendars {
  readonly #known = new Map<string, BusinessCalendar>();

  /** The one that a department keeps, else the city's. */
  async of(on: Statements, department: string | null): Promise<BusinessCalendar> {
    return (await this.standing(on, department)).calendar;
  }

  async standing(on: Statements, department: string | null): Promise<StandingCalendar> {
    const found = await row<{ id: string; version: number }>(
      on,
      `SELECT id, version FROM calendar WHERE id = coalesce(
         (SELECT calendar_id FROM unit WHERE id = CAST(:department AS text)), (SELECT id FROM calendar WHERE is_default))`,
      { department },
    );
    if (found === undefined) throw new Error('Expected the city to have a calendar (migration 0180 makes one), but it has none');
    return { ...found, calendar: await this.#read(on, found.id, found.version) };
  }

  async byId(on: Statements, id: string): Promise<StandingCalendar | undefined> {
    const found = await row<{ version: number }>(on, 'SELECT version FROM calendar WHERE id = :id', { id });
    return found === undefined ? undefined : { id, ...found, calendar: await this.#read(on, id, found.version) };
  }

  /** Every one by its id, for lists. */
  async all(on: Statements): Promise<ReadonlyMap<string, BusinessCalendar>> {
    const found = await rows<{ id: string; version: number }>(on, 'SELECT id, version FROM calendar');
    return new Map(await Promise.all(found.map(async ({ id, version }) => [id, await this.#read(on, id, version)] as const)));
  }

  async #read(on: Statements, id: string, version: number): Promise<BusinessCalendar> {
    const key = `${id}/${version}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const found = await row<{ definition: unknown }>(
      on,
      'SELECT definition FROM calendar_version WHERE calendar_id = :id AND version = :version',
      { id, version },
    );
    const calendar = createCalendar(parseCalendar(found?.definition));
    if (this.#known.size >= KEPT) this.#known.clear();
    this.#known.set(key, calendar);
    return calendar;
  }
}
