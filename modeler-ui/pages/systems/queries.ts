/** What the administrator sees of systems and deliveries, and does about them. */
import { queryOptions } from '@tanstack/react-query';
import { type AnswerOf, call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

const LOOK_EVERY_MS = 10_000;

export const systemsQuery = queryOptions({
  queryKey: ['systems'],
  queryFn: ({ signal }) => call('GET /api/v1/systems', { signal }),
  refetchInterval: LOOK_EVERY_MS,
});

export const mailboxesQuery = queryOptions({
  queryKey: ['mailboxes'],
  queryFn: ({ signal }) => call('GET /api/v1/mailboxes', { signal }),
  refetchInterval: LOOK_EVERY_MS,
});

/** Read when it is opened and after a retry: each reading is a row of the access log. */
export const failedStepsQuery = queryOptions({
  queryKey: ['failed-steps'],
  queryFn: ({ signal }) => call('GET /api/v1/failed-steps', { query: { limit: 200 }, signal }),
  refetchOnWindowFocus: false,
});

export const retryStep = (key: string) => call('POST /api/v1/failed-steps/{key}/retry', { params: { key } });

export type System = Schemas['SystemState'];
export type EffectDetail = AnswerOf<'GET /api/v1/effects/{id}'>;

export const EFFECT_STATES = ['waiting', 'held', 'delivered', 'withdrawn'] as const;
export const EFFECT_LOOKS = {
  waiting: { tone: 'soon', sign: '◐' },
  held: { tone: 'late', sign: '▲' },
  delivered: { tone: 'good', sign: '✓' },
  withdrawn: { tone: 'paused', sign: '⏸' },
} as const;

/** Under the systems' key: whatever changes them changes these. */
export const effectsQuery = (state: (typeof EFFECT_STATES)[number]) =>
  queryOptions({
    queryKey: ['systems', 'effects', state],
    queryFn: ({ signal }) => call('GET /api/v1/effects', { query: { state }, signal }),
    refetchInterval: LOOK_EVERY_MS,
  });

export const effectQuery = (id: string) =>
  queryOptions({
    queryKey: ['systems', 'effect', id],
    queryFn: ({ signal }) => call('GET /api/v1/effects/{id}', { params: { id }, signal }),
  });

export const replayEffect = (id: string) => call('POST /api/v1/effects/{id}/replay', { params: { id } });
export const withdrawEffect = (id: string, reason: string) =>
  call('POST /api/v1/effects/{id}/withdraw', { params: { id }, body: { reason } });
export const replayAll = (system: System['system']) => call('POST /api/v1/systems/{system}/replay', { params: { system } });
interface Rest {
  readonly note: string;
  /** Absent: from now on. */
  readonly from?: string;
  readonly until: string | null;
}
export const beginPause = (system: System['system'], body: Rest) =>
  call('PUT /api/v1/systems/{system}/pause', { params: { system }, body });
export const endPause = (system: System['system']) => call('DELETE /api/v1/systems/{system}/pause', { params: { system } });
export type Told = System['told'];
/** Null: every administrator. */
export type NameTold = (login: string | null) => Promise<unknown>;

export const tellOfSystem =
  (system: System['system']): NameTold =>
  (login) =>
    call('PUT /api/v1/systems/{system}/told', { params: { system }, body: { login } });

export const tellOfMailbox =
  (name: string): NameTold =>
  (login) =>
    call('PUT /api/v1/mailboxes/{name}/told', { params: { name }, body: { login } });
