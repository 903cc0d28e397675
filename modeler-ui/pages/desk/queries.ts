/** What the desk reads and does. */
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { askAgainAfter } from '../../api/query-client.js';
import type { Operations, Schemas } from '../../api/schema.js';
import type { SendingChannel } from '../../messages/SendDialog.js';
import { type Draft, representsOf } from './draft.js';

export type Guide = Schemas['DeskGuide'];
export type OwnClosing = Schemas['OwnClosing'];
type Channel = Draft['content']['channel'];

const MINUTE_MS = 60_000;

/** Read when the desk opens; from there on the page knows better than the server. */
export const draftsQuery = queryOptions({
  queryKey: ['desk', 'drafts'],
  queryFn: ({ signal }) => call('GET /api/v1/desk/drafts', { signal }),
  staleTime: 0,
  gcTime: 0,
  refetchOnWindowFocus: false,
});

export const frequentQuery = (channel: Channel) =>
  queryOptions({
    queryKey: ['desk', 'frequent', channel],
    queryFn: ({ signal }) => call('GET /api/v1/desk/frequent', { query: { channel }, signal }),
    staleTime: 10 * MINUTE_MS,
  });

export type KnownOutage = Schemas['KnownOutage'];

export const guideQuery = (asked: Operations['GET /api/v1/desk/guide']['query']) =>
  queryOptions({
    queryKey: ['desk', 'guide', asked],
    queryFn: ({ signal }) => call('GET /api/v1/desk/guide', { query: asked, signal }),
    staleTime: MINUTE_MS,
  });

export const outcomeQuery = (asked: Operations['GET /api/v1/desk/outcome']['query']) =>
  queryOptions({
    queryKey: ['desk', 'outcome', asked],
    queryFn: ({ signal }) => call('GET /api/v1/desk/outcome', { query: asked, signal }),
    staleTime: MINUTE_MS,
  });

export const knownOutagesQuery = (classification: string, place: string) =>
  queryOptions({
    queryKey: ['outages', 'known', classification, place],
    queryFn: ({ signal }) => call('GET /api/v1/outages/known', { query: { classification, ...(place === '' ? {} : { place }) }, signal }),
    staleTime: MINUTE_MS / 2,
    placeholderData: keepPreviousData,
  });

export const alikeQuery = (asked: Operations['GET /api/v1/desk/alike']['query']) =>
  queryOptions({
    queryKey: ['desk', 'alike', asked],
    queryFn: ({ signal }) => call('GET /api/v1/desk/alike', { query: asked, signal }),
  });

const WATCH_MS = 2_000;

/** Under ['tasks'], which live updates read anew: a decision that failed shows up here. */
export const closingsQuery = queryOptions({
  queryKey: ['tasks', 'own-closings'],
  queryFn: ({ signal }) => call('GET /api/v1/desk/closings', { signal }),
  refetchInterval: ({ state }) => ((state.data ?? []).some((one) => one.state === 'pending') ? WATCH_MS : askAgainAfter(state.error)),
});

export const keepDraft = ({ id, ...kept }: Draft) => call('PUT /api/v1/desk/drafts/{id}', { params: { id }, body: kept });
export const dropDraft = (id: string) => call('DELETE /api/v1/desk/drafts/{id}', { params: { id } });
export const registerCase = (body: Operations['POST /api/v1/cases']['body']) => call('POST /api/v1/cases', { body });
export const undoClosing = (number: string) => call('DELETE /api/v1/cases/{number}/pending', { params: { number } });
export const sendStatus = (number: string, channel: SendingChannel, to: string | null) =>
  call('POST /api/v1/cases/{number}/status-message', { params: { number }, body: { channel, to } });
/** `answers`: to the questions of the case's own kind. */
export const addContact = (
  number: string,
  { content }: Draft,
  { answers, articles }: Required<Pick<Operations['POST /api/v1/cases']['body'], 'answers' | 'articles'>>,
) =>
  call('POST /api/v1/cases/{number}/contacts', {
    params: { number },
    body: {
      channel: content.channel,
      note: content.note.trim(),
      verification: content.verification,
      actingFor: content.actingFor,
      represents: representsOf(content) ?? null,
      answers,
      articles,
      sent: content.sent,
    },
  });

/** While the page goes away nobody waits for an answer. */
export function keepWhileLeaving({ id, ...kept }: Draft): void {
  void fetch(`/api/v1/desk/drafts/${id}`, {
    method: 'PUT',
    keepalive: true,
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(kept),
  }).catch(() => undefined);
}
