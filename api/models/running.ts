/** Where the running cases of a case type are: counted at each step of each process, with what is late, what stands still, what failed. */
import { z } from 'zod';
import { isLate } from '../cases/late.js';
import { iso, rows } from '../database.js';
import { type Answer, inOrder, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { findModel, type OnVersion, versionParams, type WithModel } from './one-version.js';

const STUCK_DAYS = 7;
const MOST_LISTED = 500;

const stuckDays = z.coerce
  .number()
  .int()
  .min(1)
  .max(365)
  .default(STUCK_DAYS)
  .meta({ description: 'A case stands still when nothing has happened to it for so many days.' });

const count = z.int().nonnegative();

const overviewSchema = z
  .array(
    z.object({
      processId: z.string(),
      name: z.string(),
      version: z.int(),
      cases: count.meta({ description: 'That have begun and are not closed.' }),
      promised: count.meta({ description: 'Those of them that have a promise.' }),
      late: count,
      stuck: count,
      failed: count.meta({ description: 'Cases with an automatic step that waits for repair.' }),
    }),
  )
  .meta({ id: 'RunningOverview' });

const RUNNING = `c.status = 'open' AND c.type_version IS NOT NULL`;
const IS_LATE = isLate({ promiseAt: 'c.promise_at', caseId: 'c.id' });
const IS_STUCK = `c.last_event_at < CAST(:now AS timestamptz) - CAST(:stuckDays AS integer) * interval '1 day'`;
const HAS_FAILED = 'EXISTS (SELECT 1 FROM case_incident i WHERE i.case_id = c.id AND i.resolved_at IS NULL)';

function when(api: Services, days: number) {
  return { now: new Date(api.clock.now()), stuckDays: days, engine: api.engine.name };
}

async function overview({ api, query }: SignedIn<unknown, { stuckDays: number }>): Promise<Answer> {
  return ok(
    await rows(
      api.db,
      `SELECT c.case_type AS "processId", coalesce(max(m.name), c.case_type) AS name, c.type_version AS version, count(*)::integer AS cases,
              count(c.promise_at)::integer AS promised, (count(*) FILTER (WHERE ${IS_LATE}))::integer AS late,
              (count(*) FILTER (WHERE ${IS_STUCK}))::integer AS stuck, (count(*) FILTER (WHERE ${HAS_FAILED}))::integer AS failed
         FROM case_file c LEFT JOIN model m ON m.engine = :engine AND m.process_id = c.case_type AND m.version = c.type_version
        WHERE ${RUNNING} GROUP BY c.case_type, c.type_version ORDER BY name, c.type_version DESC LIMIT 500`,
      when(api, query.stuckDays),
    ),
  );
}

const placesSchema = z
  .array(
    z.object({
      processId: z.string(),
      version: z.int(),
      name: z.string().meta({ description: 'Of the process.' }),
      element: z.string(),
      elementName: z.string(),
      elementType: z.string(),
      cases: count,
      late: count,
      stuck: count,
      failed: count.meta({ description: 'Cases whose failed step this is.' }),
    }),
  )
  .meta({ id: 'RunningPlaces' });

/** Steps at which open cases of this version are now, whatever process they called. */
const HERE = `case_file c JOIN case_step s ON s.case_id = c.id AND s.run = c.current_run AND s.left_at IS NULL
  WHERE ${RUNNING} AND c.case_type = :processId AND c.type_version = CAST(:version AS integer)`;

async function places({ api, params, query }: OnVersion<{ stuckDays: number }>): Promise<Answer> {
  return ok(
    await rows(
      api.db,
      `WITH here AS (
         SELECT s.engine, s.definition_key, s.process_id, s.version, s.element_id, s.element_type, count(DISTINCT c.id)::integer AS cases,
                (count(DISTINCT c.id) FILTER (WHERE ${IS_LATE}))::integer AS late, (count(DISTINCT c.id) FILTER (WHERE ${IS_STUCK}))::integer AS stuck,
                (count(DISTINCT c.id) FILTER (WHERE EXISTS (SELECT 1 FROM case_incident i WHERE i.case_id = c.id AND i.run = s.run
                  AND i.element_id = s.element_id AND i.resolved_at IS NULL)))::integer AS failed
           FROM ${HERE}
          GROUP BY s.engine, s.definition_key, s.process_id, s.version, s.element_id, s.element_type
       )
       SELECT h.process_id AS "processId", h.version, coalesce(m.name, h.process_id) AS name, h.element_id AS element,
              coalesce(e.name, h.element_id) AS "elementName", h.element_type AS "elementType", h.cases, h.late, h.stuck, h.failed
         FROM here h LEFT JOIN model m ON m.engine = h.engine AND m.definition_key = h.definition_key
         LEFT JOIN model_element e ON e.engine = h.engine AND e.definition_key = h.definition_key AND e.element_id = h.element_id
        ORDER BY h.process_id = :processId DESC, h.process_id, h.version DESC, h.cases DESC, h.element_id LIMIT 2000`,
      { ...when(api, query.stuckDays), ...params },
    ),
  );
}

const casesQuery = z.object({
  stuckDays,
  process: z.string().max(200).optional().meta({ description: 'With `element`: the process that it is in.' }),
  element: z.string().max(200).optional(),
  only: z.enum(['late', 'stuck', 'failed']).optional(),
});

const runningCasesSchema = z
  .object({
    cases: z.array(
      z.object({
        number: z.string(),
        classificationName: z.string(),
        tier: z.string().nullable(),
        department: z.string().nullable(),
        registeredAt: z.iso.datetime(),
        promiseAt: z.iso.datetime().nullable(),
        lastEventAt: z.iso.datetime(),
        late: z.boolean(),
      }),
    ),
    more: z.boolean().meta({ description: `There are more than the ${MOST_LISTED} that are listed.` }),
  })
  .meta({ id: 'RunningCases', description: 'Where cases are, without what is in them.' });

interface RunningRow {
  readonly number: string;
  readonly classification_name: string;
  readonly tier: string | null;
  readonly department: string | null;
  readonly registered_at: Date;
  readonly promise_at: Date | null;
  readonly last_event_at: Date;
  readonly late: boolean;
}

async function casesThere({ api, params, query }: OnVersion<z.infer<typeof casesQuery>>): Promise<Answer> {
  const only = { late: IS_LATE, stuck: IS_STUCK, failed: HAS_FAILED };
  const found = await rows<RunningRow>(
    api.db,
    `SELECT c.number, coalesce(k.name, c.classification) AS classification_name, c.tier, c.department, c.registered_at, c.promise_at, c.last_event_at,
            coalesce(${IS_LATE}, false) AS late
       FROM case_file c LEFT JOIN classification k ON k.tenant_id = c.tenant_id AND k.code = c.classification
      WHERE ${RUNNING} AND c.case_type = :processId AND c.type_version = CAST(:version AS integer)
        AND (CAST(:element AS text) IS NULL OR EXISTS (SELECT 1 FROM case_step s WHERE s.case_id = c.id AND s.run = c.current_run AND s.left_at IS NULL
              AND s.element_id = :element AND (CAST(:process AS text) IS NULL OR s.process_id = :process)))
        ${query.only === undefined ? '' : `AND ${only[query.only]}`}
      ORDER BY c.last_event_at, c.number LIMIT ${MOST_LISTED + 1}`,
    { ...when(api, query.stuckDays), ...params, element: query.element ?? null, process: query.process ?? null },
  );
  return ok({
    cases: found.slice(0, MOST_LISTED).map((one) => ({
      number: one.number,
      classificationName: one.classification_name,
      tier: one.tier,
      department: one.department,
      registeredAt: iso(one.registered_at),
      promiseAt: iso(one.promise_at),
      lastEventAt: iso(one.last_event_at),
      late: one.late,
    })),
    more: found.length > MOST_LISTED,
  });
}

const tag = 'models';
export const runningRoutes: readonly Route[] = [
  route(
    'running.read',
    {
      method: 'get',
      path: '/api/v1/running',
      tag,
      summary: 'Running cases by case type and version',
      query: z.object({ stuckDays }),
      answers: { 200: json(overviewSchema, 'By name, newest version first; versions without running cases are left out') },
      problems: [],
    },
    overview,
  ),
  route(
    'running.read',
    {
      method: 'get',
      path: '/api/v1/running/{processId}/{version}/places',
      tag,
      summary: 'At which steps the running cases are',
      description: 'Also in the processes that they called. A case that is at two steps counts at both.',
      params: versionParams,
      query: z.object({ stuckDays }),
      answers: { 200: json(placesSchema, 'The case type’s own process first') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnVersion<{ stuckDays: number }>, WithModel>(findModel, places),
  ),
  route(
    'running.read',
    {
      method: 'get',
      path: '/api/v1/running/{processId}/{version}/cases',
      tag,
      summary: 'The running cases, or those at one step',
      params: versionParams,
      query: casesQuery,
      answers: { 200: json(runningCasesSchema, 'Whose last event is longest ago first') },
      problems: [],
    },
    casesThere,
  ),
];
