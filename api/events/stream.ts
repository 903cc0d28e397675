/**
 * Live updates by server-sent events, within the policy: nobody hears of a case that they may not read. A reader names the last id it
 * saw (`Last-Event-ID`, sent by browsers themselves) and misses nothing that is younger than an hour.
 */
import type { ServerResponse } from 'node:http';
import { row, rows } from '../database.js';
import { type Answer, type Route, raw, route, type SignedIn } from '../http/route.js';
import { personOf } from '../people/sessions.js';
import { casesFor } from '../policy/may.js';

const LOOK_MS = 250;
const PAGE = 500;
const SLOW_READER_BYTES = 1024 * 1024;

interface LiveEvent {
  readonly xid: string;
  readonly id: string;
  readonly number: string;
  readonly type: string;
  readonly data: object;
}

interface Cursor {
  readonly xid: string;
  readonly id: string;
}

async function openStream(exchange: SignedIn): Promise<Answer> {
  const { http } = exchange;
  const start = parseCursor(http.get('Last-Event-ID')) ?? (await newest(exchange));
  // Koa would take a reader who goes away for an error.
  http.respond = false;
  const { res } = http;
  res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  res.on('error', () => res.destroy());
  res.write(`retry: 2000\nid: ${start.xid}.${start.id}\nevent: ready\ndata: {}\n\n`);
  void follow(exchange, res, start).catch((error: unknown) => {
    if (!exchange.api.stopping.aborted) exchange.api.log.warn({ err: error }, 'live stream ended');
    res.end();
  });
  return { status: 200, streaming: true };
}

async function follow(exchange: SignedIn, res: ServerResponse, start: Cursor): Promise<void> {
  const { api, http } = exchange;
  let cursor = start;
  let spokenAtMs = Date.now();
  while (!res.destroyed && !api.stopping.aborted) {
    // Rights and session are asked again each time: who has lost them hears no more.
    const { person } = await personOf(api, http);
    if (person === undefined) break;
    const events = await readAfter(exchange, person, cursor);
    for (const event of events.visible) {
      res.write(`id: ${event.xid}.${event.id}\nevent: ${event.type}\ndata: ${JSON.stringify({ case: event.number, ...event.data })}\n\n`);
    }
    cursor = events.next;
    if (events.visible.length > 0) spokenAtMs = Date.now();
    else if (Date.now() - spokenAtMs >= api.settings.heartbeatMs) {
      // With the id, so that a reader who hears nothing for hours still resumes where it was.
      res.write(`id: ${cursor.xid}.${cursor.id}\nevent: heartbeat\ndata: {}\n\n`);
      spokenAtMs = Date.now();
    }
    // A reader that doesn't read isn't written to: it comes back with its last id.
    if (res.writableLength > SLOW_READER_BYTES) break;
    if (!events.more) await pause(LOOK_MS, api.stopping);
  }
  res.end();
}

async function readAfter(
  { api }: SignedIn,
  person: SignedIn['person'],
  cursor: Cursor,
): Promise<{ visible: readonly LiveEvent[]; next: Cursor; more: boolean }> {
  const policy = casesFor(person, 'case.read');
  const found = await rows<LiveEvent & { visible: boolean }>(
    api.db,
    `SELECT l.xid::text AS xid, l.id::text AS id, c.number, l.type, l.data, (${policy.sql}) AS visible
       FROM live_event l JOIN case_file c ON c.id = l.case_id
      WHERE (l.xid, l.id) > (CAST(:xid AS xid8), CAST(:id AS bigint)) AND l.xid < pg_snapshot_xmin(pg_current_snapshot())
      ORDER BY l.xid, l.id LIMIT :limit`,
    { ...policy.parameters, xid: cursor.xid, id: cursor.id, limit: PAGE },
  );
  const last = found.at(-1);
  return {
    visible: found.filter((event) => event.visible),
    next: last === undefined ? cursor : { xid: last.xid, id: last.id },
    more: found.length === PAGE,
  };
}

async function newest({ api }: SignedIn): Promise<Cursor> {
  // Whatever is running now commits later and is news.
  const now = await row<{ xid: string }>(api.db, 'SELECT (pg_snapshot_xmin(pg_current_snapshot()))::text AS xid');
  return { xid: now?.xid ?? '0', id: '0' };
}

function parseCursor(lastEventId: string): Cursor | undefined {
  const [, xid, id] = /^(\d{1,19})\.(\d{1,18})$/.exec(lastEventId) ?? [];
  return xid === undefined || id === undefined ? undefined : { xid, id };
}

function pause(ms: number, stopping: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      stopping.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    stopping.addEventListener('abort', done);
  });
}

export const eventRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/events',
      tag: 'events',
      summary: 'Live updates of the cases that you may read',
      description:
        'Server-sent events. `event` is the act of the case’s timeline, `data` is JSON with `case` (number), `actor`, `seq` and `at`. Resume with `Last-Event-ID`; the last hour is kept.',
      answers: { 200: raw('text/event-stream', 'The stream') },
      problems: [],
    },
    openStream,
  ),
];
