/** What every change of a calendar shares: nothing is saved without saying why. */
import { type FormEvent, useRef, useState } from 'react';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { useStrings } from '../../i18n/language.js';
import type { Calendar } from './queries.js';
import { strings } from './strings.js';
import { type Change, useSave } from './use-save.js';

/** `changeOf` gives what to save, or what is wrong with it. */
export function useNoteForm(calendar: Calendar, onSaved: () => void, changeOf: () => Change | readonly FormError[]) {
  const t = useStrings(strings);
  const form = useRef<HTMLFormElement>(null);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const save = useSave(calendar, onSaved);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const change = changeOf();
    const found = [...(isWrong(change) ? change : []), ...(note.trim() === '' ? [{ field: 'note', message: t('note.missing') }] : [])];
    setWrong(found);
    if (found.length === 0 && !isWrong(change) && !save.isPending) save.mutate({ change, note });
  };
  return { form, note, setNote, errors: wrong.length > 0 ? wrong : save.errors, submit, isPending: save.isPending };
}

const isWrong = (change: Change | readonly FormError[]): change is readonly FormError[] => Array.isArray(change);
