/** What a case page reads and does. Everything of one case begins with ['case', number], which live updates read anew. */
import { queryOptions } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { askAgainAfter } from '../../api/query-client.js';
import type { Operations, Schemas } from '../../api/schema.js';
import { classificationsQuery } from '../../catalogue/classifications.js';
import { loadFeel } from '../../forms/feel.js';
import { type TaskDecision, toReplyChannel } from './decision.js';

export type Case = Schemas['Case'];
export type Task = Schemas['Task'];
export type TimelineEntry = Schemas['TimelineEntry'];
export type TaskDraft = Schemas['TaskDraft'];

const MOST_ENTRIES = 1000;
const SYNC_LOOK_MS = 4_000;
/** A third of what the api waits before it takes somebody for gone. */
const PRESENCE_MS = 5_000;

export const caseQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'case'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}', { params: { number }, signal }),
    // What reaches another system makes no event.
    refetchInterval: ({ state }) =>
      state.data?.sync.some((one) => one.state !== 'delivered') === true ? SYNC_LOOK_MS : askAgainAfter(state.error),
  });

export const timelineQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'timeline'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/timeline', { params: { number }, query: { limit: MOST_ENTRIES }, signal }),
  });

export const caseTasksQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'tasks'],
    queryFn: ({ signal }) => call('GET /api/v1/tasks', { query: { case: number }, signal }),
  });

/** A task's form never changes. */
export const formQuery = (taskKey: string) =>
  queryOptions({
    queryKey: ['form', taskKey],
    queryFn: async ({ signal }) => {
      const [{ components }, evaluate] = await Promise.all([
        call('GET /api/v1/tasks/{key}/form', { params: { key: taskKey }, signal }),
        loadFeel(),
      ]);
      return { components, evaluate };
    },
    staleTime: Number.POSITIVE_INFINITY,
  });

export const caseNotesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case-notes', number],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/notes', { params: { number }, signal }),
  });

export const addNote = (number: string, text: string) => call('POST /api/v1/cases/{number}/notes', { params: { number }, body: { text } });
export const mendNote = (number: string, id: string, text: string) =>
  call('PUT /api/v1/cases/{number}/notes/{id}', { params: { number, id }, body: { text } });

export const documentsQuery = (number: string) =>
  queryOptions({
    queryKey: ['case-documents', number],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/documents', { params: { number }, signal }),
    refetchInterval: ({ state }) =>
      state.data?.some(({ inFile }) => inFile !== null && inFile !== 'delivered') === true ? SYNC_LOOK_MS : askAgainAfter(state.error),
  });

export const previewMove = (number: string, id: string, to: string) =>
  call('GET /api/v1/cases/{number}/documents/{id}/move', { params: { number, id }, query: { to } });
export const moveDocument = (number: string, id: string, body: Schemas['DocumentMove']) =>
  call('POST /api/v1/cases/{number}/documents/{id}/move', { params: { number, id }, body });

export type Letter = Schemas['Message'];

/** To the resident; colleagues are told, too, and that is nobody's business here. */
export const lettersQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'letters'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/messages', { params: { number }, signal }),
    select: (all) => all.filter(({ kind }) => kind !== 'colleague'),
  });

export const sendLetterAgain = (number: string, id: string, to: string) =>
  call('POST /api/v1/cases/{number}/messages/{id}/again', { params: { number, id }, body: { to } });

export const documentLimitsQuery = queryOptions({
  queryKey: ['document-limits'],
  queryFn: ({ signal }) => call('GET /api/v1/documents/limits', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

export const joinTo = (number: string, parent: string | null) =>
  call('PUT /api/v1/cases/{number}/parent', { params: { number }, body: { parent } });

export const relatedQuery = (number: string) =>
  queryOptions({
    queryKey: ['related', number],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/related', { params: { number }, signal }),
    staleTime: 60_000,
  });

/** Says that this person is here, and hears who else is. */
export const presenceQuery = (number: string) =>
  queryOptions({
    queryKey: ['presence', number],
    queryFn: ({ signal }) => call('PUT /api/v1/cases/{number}/presence', { params: { number }, signal }),
    refetchInterval: PRESENCE_MS,
    retry: false,
    gcTime: 0,
  });

/** Also while the page is going away. */
export const leaveCase = (number: string) =>
  fetch(`/api/v1/cases/${encodeURIComponent(number)}/presence`, { method: 'DELETE', keepalive: true }).catch(() => undefined);

export const draftQuery = (caseNumber: string, taskKey: string) =>
  queryOptions({
    queryKey: ['case', caseNumber, 'draft', taskKey],
    queryFn: ({ signal }) => call('GET /api/v1/tasks/{key}/draft', { params: { key: taskKey }, signal }),
  });

type PreviewAsked = Operations['POST /api/v1/tasks/{key}/message-preview']['body'];

export const previewQuery = (taskKey: string, asked: PreviewAsked) =>
  queryOptions({
    queryKey: ['message-preview', taskKey, asked],
    queryFn: ({ signal }) => call('POST /api/v1/tasks/{key}/message-preview', { params: { key: taskKey }, body: asked, signal }),
    gcTime: 60_000,
  });

export const approvedAnswerQuery = (classification: string) =>
  queryOptions({
    ...classificationsQuery,
    select: (all) => all.find(({ code }) => code === classification)?.approvedAnswer ?? '',
  });

export const datesQuery = (number: string) =>
  queryOptions({
    queryKey: ['case', number, 'dates'],
    queryFn: ({ signal }) => call('GET /api/v1/cases/{number}/dates', { params: { number }, signal }),
  });

export type Dates = Schemas['CaseDates'];
export type ReplyRequest = Operations['POST /api/v1/tasks/{key}/ask']['body'];

export const requestPreviewQuery = (taskKey: string, message: string, replyChannel: string) =>
  queryOptions({
    queryKey: ['request-preview', taskKey, message, replyChannel],
    queryFn: ({ signal }) =>
      call('POST /api/v1/tasks/{key}/request-preview', {
        params: { key: taskKey },
        body: { message, channel: toReplyChannel(replyChannel) },
        signal,
      }),
    gcTime: 60_000,
  });

export const askForReply = (key: string, request: ReplyRequest) => call('POST /api/v1/tasks/{key}/ask', { params: { key }, body: request });
export const endWait = (number: string, note: string | null) =>
  call('POST /api/v1/cases/{number}/pause/end', { params: { number }, body: { note } });

export type Extension = Operations['POST /api/v1/cases/{number}/extensions']['body'];

export const noticeQuery = (number: string, extension: Extension, isReady: boolean) =>
  queryOptions({
    queryKey: ['extension-preview', number, extension],
    queryFn: ({ signal }) => call('POST /api/v1/cases/{number}/extension-preview', { params: { number }, body: extension, signal }),
    enabled: isReady,
    retry: false,
    gcTime: 60_000,
  });

export const enterPause = (number: string, pause: Schemas['LatePause']) =>
  call('POST /api/v1/cases/{number}/pauses', { params: { number }, body: pause });

export const extendDate = (number: string, extension: Extension) =>
  call('POST /api/v1/cases/{number}/extensions', { params: { number }, body: extension });

export const claimTask = (key: string) => call('POST /api/v1/tasks/{key}/claim', { params: { key } });
export const releaseTask = (key: string) => call('POST /api/v1/tasks/{key}/release', { params: { key } });
export const saveDraft = (key: string, base: number, fields: TaskDraft['fields']) =>
  call('PUT /api/v1/tasks/{key}/draft', { params: { key }, body: { base, fields } });
export const undoDecision = (number: string) => call('DELETE /api/v1/cases/{number}/pending', { params: { number } });

export function decide(key: string, decision: TaskDecision): Promise<Schemas['Decided']> {
  switch (decision.type) {
    case 'hand-on':
      return call('POST /api/v1/tasks/{key}/hand-on', { params: { key }, body: decision.body });
    case 'send-back':
      return call('POST /api/v1/tasks/{key}/send-back', { params: { key }, body: decision.body });
    case 'complete':
      return call('POST /api/v1/tasks/{key}/complete', { params: { key }, body: decision.body });
  }
}
