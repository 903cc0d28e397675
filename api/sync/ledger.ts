/** The delivery ledger: every effect that was promised to another system, every try, every answer. */
import { z } from 'zod';
import { SYSTEMS } from '../../workers/ports.js';
import { iso, row, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { EFFECT_COLUMNS, type EffectRow, STATE_SQL, showEffect } from './effect-row.js';
import { effectDetailSchema, effectParams, effectSchema } from './schemas.js';

const PAGE = 100;

const query = z.object({
  system: z.enum(SYSTEMS).optional(),
  state: z.enum(['waiting', 'held', 'delivered', 'withdrawn']).optional(),
  case: z.string().max(60).optional(),
  before: z
    .string()
    .regex(/^\d{1,18}$/)
    .optional()
    .meta({ description: 'Id of the last effect of the page before.' }),
});

async function listEffects({ api, query: asked }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const found = await rows<EffectRow>(
    api.db,
    `SELECT ${EFFECT_COLUMNS} FROM outbox
      WHERE (CAST(:system AS text) IS NULL OR system = :system) AND (CAST(:case AS text) IS NULL OR case_number = :case)
        AND (CAST(:before AS bigint) IS NULL OR id < CAST(:before AS bigint)) AND ${asked.state === undefined ? 'TRUE' : STATE_SQL[asked.state]}
      ORDER BY id DESC LIMIT ${PAGE}`,
    { system: asked.system ?? null, case: asked.case ?? null, before: asked.before ?? null },
  );
  return ok(found.map(showEffect));
}

async function openEffect({ api, params }: SignedIn<z.infer<typeof effectParams>>): Promise<Answer> {
  const [found, tries] = await Promise.all([
    row<EffectRow>(api.db, `SELECT ${EFFECT_COLUMNS} FROM outbox WHERE id = CAST(:id AS bigint)`, params),
    rows<{ at: Date; took_ms: number; outcome: string; detail: string }>(
      api.db,
      'SELECT at, took_ms, outcome, detail FROM outbox_attempt WHERE outbox_id = CAST(:id AS bigint) ORDER BY id',
      params,
    ),
  ]);
  if (found === undefined)
    throw new Problem(
      'NOT_FOUND',
      said('Nie ma takiego wpisu. Wróć do listy i odśwież ją.', 'There is no such entry. Go back to the list and reload it.'),
    );
  return ok({
    ...showEffect(found),
    key: found.effect_key,
    payload: found.payload,
    tries: tries.map((one) => ({ at: iso(one.at), tookMs: one.took_ms, outcome: one.outcome, detail: one.detail })),
  });
}

export const ledgerRoutes: readonly Route[] = [
  route(
    'system.manage',
    {
      method: 'get',
      path: '/api/v1/effects',
      tag: 'sync',
      summary: 'What was promised to other systems',
      query,
      answers: { 200: json(z.array(effectSchema), `Newest first, at most ${PAGE}`) },
      problems: [],
    },
    listEffects,
  ),
  route(
    'system.manage',
    {
      method: 'get',
      path: '/api/v1/effects/{id}',
      tag: 'sync',
      summary: 'One effect, with each try and its answer',
      params: effectParams,
      answers: { 200: json(effectDetailSchema, 'The effect') },
      problems: ['NOT_FOUND'],
    },
    openEffect,
  ),
];
