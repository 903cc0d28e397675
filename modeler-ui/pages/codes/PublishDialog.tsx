/** Publishing a table: from when it counts, and what changes. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { useNow } from '../../app/now.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedDateField } from '../../components/ErrorSummary/CheckedDateField.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { cityDay } from '../../i18n/dates.js';
import { useStrings } from '../../i18n/language.js';
import { publishTable, type TableKey } from './queries.js';
import { strings } from './strings.js';

const WHEN = ['now', 'later'] as const;

interface PublishDialogProps {
  readonly of: TableKey;
  readonly xml: string;
  readonly basedOn: number;
  readonly onPublished: () => void;
  readonly onClose: () => void;
}

export function PublishDialog({ of, xml, basedOn, onPublished, onClose }: PublishDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const now = useNow();
  const [when, setWhen] = useState<(typeof WHEN)[number]>('now');
  const [day, setDay] = useState('');
  const [note, setNote] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const publish = useMutation({
    mutationFn: () => publishTable(of, { xml, basedOn, effectiveOn: when === 'now' ? null : day, note: note.trim() }),
    onSuccess: ({ version }) => {
      toasts.add({ message: t('published', { version }) }, { timeout: TOAST_MS });
      onPublished();
      onClose();
    },
    onError: (error) => setErrors([{ message: error instanceof ApiProblem ? error.message : t('failed', { why: error.message }) }]),
    onSettled: () => client.invalidateQueries({ queryKey: ['code-tables'] }),
  });
  const submit = () => {
    const wrong: FormError[] = [];
    if (when === 'later' && day <= cityDay(now)) wrong.push({ field: 'day', message: t('publish.day.missing') });
    if (note.trim().length < 3) wrong.push({ field: 'note', message: t('publish.note.missing') });
    setErrors(wrong);
    if (wrong.length === 0 && !publish.isPending) publish.mutate();
  };
  return (
    <Dialog title={t('publish.title')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit}>
        <SelectChoice
          label={t('publish.when')}
          isRequired
          value={when}
          choices={WHEN.map((value) => ({ value, label: t(`publish.${value}`) }))}
          onChange={(value) => setWhen(value === 'later' ? 'later' : 'now')}
        />
        {when === 'later' && (
          <CheckedDateField
            field="day"
            errors={errors}
            label={t('publish.day')}
            description={t('publish.day.means')}
            value={day}
            onChange={setDay}
            isRequired
          />
        )}
        <CheckedTextField field="note" errors={errors} label={t('publish.note')} name="note" value={note} onChange={setNote} isRequired />
        <FormButtons send={t('publish')} isPending={publish.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
