/** What the modeler reads and does: the draft, its editor, checks, publishing, and the choices that published models offer. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { ApiProblem } from '../../api/problem.js';
import type { Schemas } from '../../api/schema.js';
import { partsQuery } from '../decisions/queries.js';

export type Draft = Schemas['ModelDraft'];
export type Fault = Schemas['DraftFaults']['faults'][number];

export const draftQuery = (id: string) =>
  queryOptions({
    queryKey: ['draft', id],
    queryFn: ({ signal }) => call('GET /api/v1/drafts/{id}', { params: { id }, signal }),
    // The page itself is the newest state while it is open.
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    refetchOnWindowFocus: false,
    refetchOnReconnect: false,
  });

export const choicesQuery = queryOptions({
  queryKey: ['draft-choices'],
  queryFn: ({ signal }) => call('GET /api/v1/drafts/choices', { signal }),
  staleTime: 60_000,
});

/** Read at leisure: one offers choices by it. */
export const partListQuery = { ...partsQuery, staleTime: 60_000 };

/** A form or the file of a decision as it is published now; null: it never was. */
export async function publishedPart(kind: Schemas['ModelPart']['kind'], id: string): Promise<Schemas['ModelPartContent'] | null> {
  try {
    return await call('GET /api/v1/model-parts/{kind}/{id}', { params: { kind, id } });
  } catch (error) {
    if (error instanceof ApiProblem && error.code === 'NOT_FOUND') return null;
    throw error;
  }
}
