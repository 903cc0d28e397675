/** What says that the product runs, and how to use it: health, metrics, the OpenAPI document and its reference page. */
import type { Registry } from 'prom-client';
import { z } from 'zod';
import { row } from '../database.js';
import type { OpenApiDocument } from '../http/openapi.js';
import { type Answer, type Exchange, json, ok, publicRoute, type Route, raw } from '../http/route.js';
import { referencePage } from './reference-page.js';
import { statusPage } from './status-page.js';

const readySchema = z
  .object({
    ready: z.boolean(),
    database: z.boolean(),
    engine: z.object({
      name: z.string(),
      role: z.string(),
      position: z.string(),
      projectorLagMs: z.number(),
      projectorFailingMs: z.number(),
    }),
    feed: z.object({ position: z.string(), behind: z.string(), stuckMs: z.number() }),
    /** Rows of history that the search tables or the cases are without. */
    deadLetters: z.number(),
    version: z.string(),
  })
  .meta({ id: 'Readiness' });

export type Readiness = z.infer<typeof readySchema>;

async function readiness({ api }: Exchange): Promise<Readiness> {
  const letters = await row<{ n: number }>(api.db, 'SELECT count(*)::int AS n FROM dead_letter').catch(() => undefined);
  const database = letters !== undefined;
  const { role, position, projectorLagMs, projectorFailingMs } = api.engine.status();
  const feed = api.feed.position();
  const stuckMs = Math.round(api.feed.stuckMs());
  const moves = stuckMs < api.settings.stuckMs && projectorFailingMs < api.settings.stuckMs;
  return {
    ready: database && moves && (role === 'writer' || role === 'standby') && api.feed.caughtUp(),
    database,
    engine: { name: api.engine.name, role, position: position.toString(), projectorLagMs, projectorFailingMs },
    feed: { position: feed.toString(), behind: (position > feed ? position - feed : 0n).toString(), stuckMs },
    deadLetters: letters?.n ?? 0,
    version: api.settings.version,
  };
}

async function sayReady(exchange: Exchange): Promise<Answer> {
  const found = await readiness(exchange);
  return { status: found.ready ? 200 : 503, body: found };
}

export function metaRoutes(document: () => OpenApiDocument, metrics: Registry): readonly Route[] {
  const html = (body: string): Answer => ({ status: 200, body, mediaType: 'text/html; charset=utf-8' });
  return [
    publicRoute(
      {
        method: 'get',
        path: '/api/status',
        tag: 'meta',
        summary: 'What runs here',
        answers: { 200: raw('text/html', 'A page') },
        problems: [],
      },
      async (exchange) => html(statusPage(await readiness(exchange))),
    ),
    publicRoute(
      {
        method: 'get',
        path: '/healthz',
        tag: 'meta',
        summary: 'The process lives',
        answers: { 200: json(z.object({ ok: z.literal(true) }), 'It does') },
        problems: [],
      },
      async () => ok({ ok: true }),
    ),
    publicRoute(
      {
        method: 'get',
        path: '/readyz',
        tag: 'meta',
        summary: 'Database, engine and feed are ready for work',
        answers: { 200: json(readySchema, 'Ready'), 503: json(readySchema, 'Not ready') },
        problems: [],
      },
      sayReady,
    ),
    publicRoute(
      {
        method: 'get',
        path: '/metrics',
        tag: 'meta',
        summary: 'Metrics for Prometheus',
        answers: { 200: raw('text/plain', 'In the text format') },
        problems: [],
      },
      async () => ({ status: 200, body: await metrics.metrics(), mediaType: metrics.contentType }),
    ),
    publicRoute(
      {
        method: 'get',
        path: '/api/openapi.json',
        tag: 'meta',
        summary: 'This document',
        answers: { 200: raw('application/json', 'OpenAPI 3.1') },
        problems: [],
      },
      async () => ({ status: 200, body: JSON.stringify(document()), mediaType: 'application/json; charset=utf-8' }),
    ),
    publicRoute(
      {
        method: 'get',
        path: '/api/docs',
        tag: 'meta',
        summary: 'The reference as a page',
        answers: { 200: raw('text/html', 'A page') },
        problems: [],
      },
      async () => html(referencePage(document())),
    ),
  ];
}
