/**
 * The one look at what is new for all live streams of this process: four times a second while somebody reads, however many do. Whoever
 * comes back with an old place reads up to the others by themselves.
 */
import type { Logger } from 'pino';
import { type Database, row, rows } from '../database.js';
import { Loop } from '../loop.js';
import { peopleBySession } from '../people/sessions.js';
import type { Person } from '../policy/person.js';

const LOOK_MS = 250;
const PAGE = 500;

/** A place in the stream of events: transactions in their order, events within. */
export interface Cursor {
  readonly xid: string;
  readonly id: string;
}

export interface LiveEvent extends Cursor {
  readonly number: string;
  readonly type: string;
  readonly data: object;
  /** Departments that the case is or was with: for the policy. */
  readonly units: readonly string[];
  /** Logins of those whom it concerns in particular. */
  readonly told: readonly string[];
}

export interface LiveReader {
  cursor: Cursor;
  /** Of its session's token. */
  readonly session: Buffer;
  /** Wants to be called though there is no news. */
  readonly isDue: () => boolean;
  /** `person`: as they are now, undefined when the session is over. */
  readonly hear: (person: Person | undefined, events: readonly LiveEvent[]) => void;
}

export class LiveFeed {
  readonly #db: Database;
  readonly #readers = new Set<LiveReader>();
  readonly #loop: Loop;
  #cursor: Cursor | undefined;

  constructor(db: Database, log: Logger) {
    this.#db = db;
    this.#loop = new Loop('live events', LOOK_MS, log, () => this.#look());
  }

  start(): void {
    this.#loop.start();
  }

  stop(): Promise<void> {
    return this.#loop.stop();
  }

  /** From now on; gives the way to leave. */
  join(reader: LiveReader): () => void {
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  /** Where it is now. Whatever is running commits later and is news. */
  async newest(): Promise<Cursor> {
    const now = await row<{ xid: string }>(this.#db, 'SELECT (pg_snapshot_xmin(pg_current_snapshot()))::text AS xid');
    return { xid: now?.xid ?? '0', id: '0' };
  }

  async #look(): Promise<boolean> {
    if (this.#readers.size === 0) {
      this.#cursor = undefined;
      return false;
    }
    const here = this.#cursor ?? furthest([...this.#readers].map(({ cursor }) => cursor));
    const late = [...this.#readers].filter(({ cursor }) => isBefore(cursor, here));
    const heard = new Map<LiveReader, readonly LiveEvent[]>();
    for (const reader of late) {
      const page = await this.#after(reader.cursor);
      if (page.length === 0) reader.cursor = here;
      heard.set(reader, page);
    }
    const news = await this.#after(here);
    this.#cursor = news.at(-1) ?? here;
    for (const reader of this.#readers) {
      // Whoever joined during the look is past `here` or is late at the next one.
      if (!heard.has(reader) && !isBefore(reader.cursor, here)) {
        heard.set(
          reader,
          news.filter((event) => isBefore(reader.cursor, event)),
        );
      }
    }
    await this.#speak(heard);
    return news.length === PAGE || late.some((reader) => heard.get(reader)?.length === PAGE);
  }

  async #speak(heard: ReadonlyMap<LiveReader, readonly LiveEvent[]>): Promise<void> {
    const awake = [...heard].filter(([reader, events]) => events.length > 0 || reader.isDue());
    if (awake.length === 0) return;
    // Rights and sessions are asked again before anything is said, all in one: who has lost them hears no more.
    const people = await peopleBySession(
      this.#db,
      awake.map(([{ session }]) => session),
    );
    for (const [reader, events] of awake) {
      reader.cursor = events.at(-1) ?? reader.cursor;
      reader.hear(people.get(reader.session.toString('hex')), events);
    }
  }

  #after(cursor: Cursor): Promise<LiveEvent[]> {
    return rows<LiveEvent>(
      this.#db,
      `SELECT l.xid::text AS xid, l.id::text AS id, c.number, l.type, l.data,
              ARRAY(SELECT u.unit_id FROM case_unit u WHERE u.case_id = l.case_id) AS units,
              ARRAY(SELECT n.login FROM notice n WHERE n.case_id = l.case_id AND n.seq = CAST(l.data ->> 'seq' AS integer)) AS told
         FROM live_event l JOIN case_file c ON c.id = l.case_id
        WHERE (l.xid, l.id) > (CAST(:xid AS xid8), CAST(:id AS bigint)) AND l.xid < pg_snapshot_xmin(pg_current_snapshot())
        ORDER BY l.xid, l.id LIMIT :limit`,
      { xid: cursor.xid, id: cursor.id, limit: PAGE },
    );
  }
}

function isBefore(one: Cursor, other: Cursor): boolean {
  const [a, b] = [BigInt(one.xid), BigInt(other.xid)];
  return a === b ? BigInt(one.id) < BigInt(other.id) : a < b;
}

function furthest(cursors: readonly Cursor[]): Cursor {
  return cursors.reduce((far, one) => (isBefore(far, one) ? one : far));
}
