/**
 * Live updates by server-sent events, within the policy: nobody hears of a case that they may not read, unless it was told to them. A
 * reader names the last id it saw (`Last-Event-ID`) and misses nothing that is younger than an hour.
 */
import type { ServerResponse } from 'node:http';
import { type Answer, type Route, raw, route, type SignedIn } from '../http/route.js';
import { sessionOf } from '../people/sessions.js';
import { may } from '../policy/may.js';
import type { Person } from '../policy/person.js';
import type { Cursor, LiveEvent, LiveReader } from './live-feed.js';

const SLOW_READER_BYTES = 1024 * 1024;

async function openStream(exchange: SignedIn): Promise<Answer> {
  const { api, http } = exchange;
  const start = parseCursor(http.get('Last-Event-ID')) ?? (await api.live.newest());
  // Koa would take a reader who goes away for an error.
  http.respond = false;
  const { res } = http;
  res.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' });
  res.on('error', () => res.destroy());
  res.write(`retry: 2000\nid: ${start.xid}.${start.id}\nevent: ready\ndata: {}\n\n`);
  follow(exchange, res, start);
  return { status: 200, streaming: true };
}

function follow({ api, http }: SignedIn, res: ServerResponse, start: Cursor): void {
  let spokenAtMs = Date.now();
  const reader: LiveReader = {
    cursor: start,
    session: sessionOf(http),
    isDue: () => Date.now() - spokenAtMs >= api.settings.heartbeatMs,
    hear: (person, events) => {
      if (person === undefined) return end();
      const spoken = speak(res, person, events);
      // With the id, so that a reader who hears nothing for hours still resumes where it was.
      if (!spoken && reader.isDue()) res.write(`id: ${reader.cursor.xid}.${reader.cursor.id}\nevent: heartbeat\ndata: {}\n\n`);
      if (spoken || reader.isDue()) spokenAtMs = Date.now();
      // A reader that doesn't read isn't written to: it comes back with its last id.
      if (res.writableLength > SLOW_READER_BYTES) end();
    },
  };
  const leave = api.live.join(reader);
  function end(): void {
    leave();
    api.stopping.removeEventListener('abort', end);
    res.end();
  }
  res.on('close', end);
  api.stopping.addEventListener('abort', end);
  if (api.stopping.aborted) end();
}

function speak(res: ServerResponse, person: Person, events: readonly LiveEvent[]): boolean {
  let spoken = false;
  for (const { xid, id, number, type, data, units, told } of events) {
    const concerns = told.includes(person.login);
    if (!concerns && !may(person, 'case.read', { units })) continue;
    const body = { case: number, ...data, ...(concerns ? { concerns } : {}) };
    res.write(`id: ${xid}.${id}\nevent: ${type}\ndata: ${JSON.stringify(body)}\n\n`);
    spoken = true;
  }
  return spoken;
}

function parseCursor(lastEventId: string): Cursor | undefined {
  const [, xid, id] = /^(\d{1,19})\.(\d{1,18})$/.exec(lastEventId) ?? [];
  return xid === undefined || id === undefined ? undefined : { xid, id };
}

export const eventRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/events',
      tag: 'events',
      summary: 'Live updates of the cases that you may read',
      description:
        'Server-sent events. `event` is the act of the case’s timeline, `data` is JSON with `case` (number), `actor`, `seq` and `at`; `concerns` is true when you got a notice of it. Resume with `Last-Event-ID`; the last hour is kept.',
      answers: { 200: raw('text/event-stream', 'The stream') },
      problems: [],
    },
    openStream,
  ),
];
