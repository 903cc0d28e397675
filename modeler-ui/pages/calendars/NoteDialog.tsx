/** What every change of a calendar shares: a dialog, what is wrong with it, and nothing saved without saying why. */
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import type { Calendar } from './queries.js';
import { strings } from './strings.js';
import { type Change, useSave } from './use-save.js';

export type ChangeOrFaults =
  | { readonly type: 'change'; readonly change: Change }
  | { readonly type: 'faults'; readonly faults: readonly FormError[] };

interface NoteDialogProps {
  readonly calendar: Calendar;
  readonly title: string;
  /** The button's verb with its object. */
  readonly act: string;
  readonly changeOf: () => ChangeOrFaults;
  readonly onClose: () => void;
  readonly children: (errorOf: (field: string) => string | undefined) => ReactNode;
}

export function NoteDialog({ calendar, title, act, changeOf, onClose, children }: NoteDialogProps) {
  const t = useStrings(strings);
  const [note, setNote] = useState('');
  const [wrong, setWrong] = useState<readonly FormError[]>([]);
  const save = useSave(calendar, onClose);
  const submit = () => {
    const asked = changeOf();
    const found = [
      ...(asked.type === 'faults' ? asked.faults : []),
      ...(note.trim() === '' ? [{ field: 'note', message: t('note.missing') }] : []),
    ];
    setWrong(found);
    if (found.length === 0 && asked.type === 'change' && !save.isPending) save.mutate({ change: asked.change, note });
  };
  const errors = wrong.length > 0 ? wrong : save.errors;
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Dialog title={title} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        {children(errorOf)}
        <p className={styles.hint}>{t('recount.about')}</p>
        <div data-field="note">
          <TextField label={t('note')} value={note} onChange={setNote} isRequired error={errorOf('note')} />
        </div>
        <FormButtons send={act} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
