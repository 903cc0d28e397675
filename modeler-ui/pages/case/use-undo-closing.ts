/** Takes a closing back: the form has again what was in it, and nothing on the screen says any more that the case is being closed. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { writeDraft } from '../../forms/draft.js';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { type Case, undoDecision } from './queries.js';
import type { FormTexts } from './shared-draft.js';
import { strings } from './strings.js';
import { keptOf } from './use-shared-draft.js';

/** As long as the api waits with a closing. */
const UNDO_MS = 10_000;

interface Sent {
  readonly taskKey: string;
  readonly texts: Partial<FormTexts>;
}

/** By case number: what this tab sent, and the toast that says so. */
const closings = new Map<string, Sent & { readonly toast: string }>();

/** `onUndone`: the button that was pressed is about to go. */
export function useUndoClosing(number: string, onUndone: () => void) {
  const t = useStrings(strings);
  const { person } = useSession();
  const client = useQueryClient();
  const undo = useMutation({
    mutationFn: (_pending: Case['pending'][number] | null) => undoDecision(number),
    onSuccess: (_, pending) => {
      const closing = closings.get(number);
      const sent = closing ?? sentOf(pending);
      // What was typed once needn't be typed again.
      if (sent !== null) writeDraft(`${person.login}.${sent.taskKey}`, keptOf(sent.texts));
      if (closing !== undefined) toasts.close(closing.toast);
      closings.delete(number);
      toasts.add({ message: t('closing.undone') }, { timeout: TOAST_MS });
      onUndone();
    },
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', number] }),
  });
  /** Says that the case is being closed, until that is over or taken back. */
  const tell = (sent: Sent) => {
    const action = { label: t('closing.undo-short'), act: () => undo.mutate(null), takesBack: true as const };
    closings.set(number, { ...sent, toast: toasts.add({ message: t('decided.closing'), action }, { timeout: UNDO_MS }) });
  };
  return { ...undo, tell };
}

/** What the server knows of it, where another tab had sent it. */
function sentOf(pending: Case['pending'][number] | null): Sent | null {
  if (pending === null || pending.taskKey === null) return null;
  const { taskKey, decision, outcomeCode, closingText } = pending;
  return { taskKey, texts: { values: { decision, outcome: outcomeCode }, closingText: closingText ?? '' } };
}
