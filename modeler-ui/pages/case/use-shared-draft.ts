/** The form's draft as this person has it, kept in step with what colleagues save (shared-draft.ts). */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { forgetDraft, useDraft } from '../../forms/draft.js';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import { strings } from './panel-strings.js';
import { draftQuery, saveDraft, type Task, type TaskDraft } from './queries.js';
import {
  type Comparison,
  compare,
  type DraftFields,
  decideConflicts,
  type FormTexts,
  fromFields,
  isSame,
  toFields,
} from './shared-draft.js';

interface Kept extends FormTexts {
  /** Version and fields of the shared draft that this one goes on from. */
  readonly base: number;
  readonly seen: DraftFields;
}

const EMPTY: Kept = {
  values: {},
  reason: '',
  closingText: '',
  department: null,
  toPerson: null,
  replyChannel: null,
  base: 0,
  seen: {},
};

/** A draft of this person's own, as it is kept in this tab. */
export const keptOf = (texts: Partial<FormTexts>): Kept => ({ ...EMPTY, ...texts });

export function useSharedDraft(caseNumber: string, task: Task) {
  const t = useStrings(strings);
  const { person } = useSession();
  const client = useQueryClient();
  const shared = useQuery(draftQuery(caseNumber, task.key)).data;
  const name = `${person.login}.${task.key}`;
  const [kept, change] = useDraft<Kept>(name, EMPTY);
  const [isDeciding, setDeciding] = useState(false);
  const mine = toFields(kept);
  const isNewer = shared !== undefined && shared.version > kept.base;
  const comparison = isNewer ? compare(mine, shared.fields, kept.seen) : null;

  // Without a conflict nobody needs to be asked.
  const canFollow = comparison !== null && comparison.conflicts.length === 0 && !isDeciding;
  useEffect(() => {
    if (!canFollow || shared === undefined || comparison === null) return;
    change({ ...fromFields(comparison.merged), base: shared.version, seen: shared.fields });
  });

  const remember = (saved: TaskDraft) => {
    client.setQueryData(draftQuery(caseNumber, task.key).queryKey, saved);
    change({ base: saved.version, seen: saved.fields });
  };
  /** Somebody was quicker: read what they have, then ask. */
  const meetConflict = (error: Error): boolean => {
    if (!(error instanceof ApiProblem) || error.code !== 'CHANGED_MEANWHILE') return false;
    void client.invalidateQueries({ queryKey: draftQuery(caseNumber, task.key).queryKey }).then(() => setDeciding(true));
    return true;
  };
  const save = useMutation({
    mutationFn: ({ fields, base }: { readonly fields: DraftFields; readonly base: number }) => saveDraft(task.key, base, fields),
    onSuccess: (saved) => {
      remember(saved);
      toasts.add({ message: t('draft.saved') }, { timeout: TOAST_MS });
    },
    onError: (error) => {
      if (!meetConflict(error)) toasts.add({ message: t('draft.failed', { why: error.message }) });
    },
  });
  return {
    draft: kept as FormTexts,
    base: kept.base,
    change: change as (changes: Partial<FormTexts>) => void,
    /** What was sent isn't kept any more; the form shows it until the case has moved on, rather than stand there empty. */
    forget: () => forgetDraft(name),
    meetConflict,
    save,
    saveNow: () => save.mutate({ fields: mine, base: kept.base }),
    isSaved: isSame(mine, kept.seen),
    /** Null while nobody else has changed what this person changed. */
    conflict: comparison !== null && comparison.conflicts.length > 0 && shared !== undefined ? { ...comparison, shared } : null,
    isDeciding,
    setDeciding,
    decide: (compared: Comparison, theirs: TaskDraft, taken: ReadonlySet<string>) => {
      const fields = decideConflicts(compared, taken);
      change({ ...fromFields(fields), base: theirs.version, seen: theirs.fields });
      setDeciding(false);
      save.mutate({ fields, base: theirs.version });
    },
  };
}
