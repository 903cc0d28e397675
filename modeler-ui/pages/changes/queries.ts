/** What the list of changes reads. */
import { infiniteQueryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';

export type Change = Schemas['Change'];
export const KINDS = [
  'model',
  'form',
  'decisions',
  'code-table',
  'person',
  'unit',
  'absence',
  'classification',
  'entry-point',
  'outage',
  'calendar',
  'system',
  'mailbox',
  'code-list',
  'step',
] as const;
type Kind = (typeof KINDS)[number];

export const changesQuery = (kind: Kind | null, login: string | null) =>
  infiniteQueryOptions({
    queryKey: ['changes', kind, login],
    queryFn: ({ pageParam, signal }) =>
      call('GET /api/v1/changes', {
        query: {
          limit: 100,
          ...(kind === null ? {} : { kind }),
          ...(login === null ? {} : { login }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
