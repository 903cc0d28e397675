/** Numbers for the city's monitoring, in Prometheus' words. */
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { row, rows } from '../database.js';
import type { Services } from '../services.js';
import { DRIFT } from '../sync/systems.js';

const HOUR_MS = 3_600_000;
const QUANTILES = [0.5, 0.95, 1] as const;
const LAG = `SELECT system, percentile_cont(ARRAY[${QUANTILES.join(', ')}]) WITHIN GROUP (ORDER BY extract(epoch FROM delivered_at - created_at)::float8) AS lag
    FROM outbox WHERE delivered_at >= :since GROUP BY system`;

export interface Metrics {
  readonly registry: Registry;
  readonly hooksRefused: Counter<'system'>;
}

export function createMetrics(api: Services): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const gauge = (name: string, help: string, read: () => number | Promise<number>) =>
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(await read());
      },
    });
  const count = async (sql: string): Promise<number> =>
    Number((await row<{ n: string }>(api.db, sql, { engine: api.engine.name }))?.n ?? 0);
  gauge('okienko_feed_lag_positions', 'Commits of the engine that the desk has not seen yet', () =>
    Number(api.engine.status().position - api.feed.position()),
  );
  gauge('okienko_engine_projector_lag_seconds', 'How far the search tables are behind', () => api.engine.status().projectorLagMs / 1000);
  gauge('okienko_cases_open', 'Cases that are not resolved', () =>
    count(`SELECT count(*) AS n FROM case_file WHERE status IN ('registered', 'open')`),
  );
  gauge('okienko_starts_intended', 'Registered cases whose process has not begun', () =>
    count(`SELECT count(*) AS n FROM case_run WHERE engine = :engine AND start_state = 'intended'`),
  );
  gauge('okienko_decisions_pending', 'Decisions on their way', () =>
    count(`SELECT count(*) AS n FROM pending_completion WHERE engine = :engine AND state IN ('pending', 'carrying')`),
  );
  gauge('okienko_messages_pending', 'Messages to cases that the engine has not got yet', () =>
    count(`SELECT count(*) AS n FROM case_message WHERE engine = :engine AND state = 'pending'`),
  );
  gauge('okienko_failed_steps', 'Automatic steps that wait for repair', () =>
    count('SELECT count(*) AS n FROM case_incident WHERE resolved_at IS NULL'),
  );
  gauge('okienko_dead_letters', 'Rows of history that could not be written to the search tables or the cases', () =>
    count('SELECT count(*) AS n FROM dead_letter'),
  );
  const bySystem = (name: string, help: string, sql: string) =>
    new Gauge({
      name,
      help,
      labelNames: ['system'],
      registers: [registry],
      async collect() {
        const found = await rows<{ system: string; n: number }>(api.db, sql, { now: new Date(api.clock.now()) });
        for (const { system, n } of found) this.set({ system }, n);
      },
    });
  const waiting = (column: string): string =>
    `SELECT s.system, (SELECT ${column} FROM outbox o WHERE o.system = s.system AND o.delivered_at IS NULL AND o.withdrawn_at IS NULL) AS n
       FROM system_state s WHERE CAST(:now AS timestamptz) IS NOT NULL`;
  bySystem('okienko_outbox_waiting', 'Effects promised to a system and not delivered', waiting('count(*)::int'));
  bySystem('okienko_outbox_held', 'Effects that a person must look at', waiting('(count(*) FILTER (WHERE o.held_at IS NOT NULL))::int'));
  bySystem(
    'okienko_outbox_oldest_seconds',
    'Age of the oldest effect that is not delivered',
    waiting('coalesce(extract(epoch FROM CAST(:now AS timestamptz) - min(o.created_at)), 0)::float8'),
  );
  bySystem(
    'okienko_system_down_seconds',
    'For how long a system has not answered; 0 = it answers',
    'SELECT system, coalesce(extract(epoch FROM CAST(:now AS timestamptz) - down_since), 0)::float8 AS n FROM system_state',
  );
  bySystem(
    'okienko_drift_cases',
    'Cases that differ from what a system has of them, as of the last look',
    `SELECT s.system, ${DRIFT} AS n FROM system_state s WHERE s.system <> 'mail' AND CAST(:now AS timestamptz) IS NOT NULL`,
  );
  new Gauge({
    name: 'okienko_outbox_lag_seconds',
    help: 'From the decision to the delivery, of what was delivered in the last hour; quantile 1 is the longest',
    labelNames: ['system', 'quantile'],
    registers: [registry],
    async collect() {
      this.reset();
      const found = await rows<{ system: string; lag: readonly number[] }>(api.db, LAG, { since: new Date(api.clock.now() - HOUR_MS) });
      for (const { system, lag } of found) for (const [at, quantile] of QUANTILES.entries()) this.set({ system, quantile }, lag[at] ?? 0);
    },
  });
  bySystem(
    'okienko_held_inward',
    'What a system told with a code that no table knows',
    `SELECT s.system, (SELECT count(*)::int FROM held_inward h WHERE h.system = s.system) AS n FROM system_state s
      WHERE CAST(:now AS timestamptz) IS NOT NULL`,
  );
  gauge('okienko_inbox_open', 'What came from other systems and waits for a person', () =>
    count('SELECT count(*) AS n FROM inbox_item WHERE decision IS NULL'),
  );
  const hooksRefused = new Counter({
    name: 'okienko_hooks_refused_total',
    help: 'Messages of other systems whose signature did not fit',
    labelNames: ['system'] as const,
    registers: [registry],
  });
  return { registry, hooksRefused };
}
