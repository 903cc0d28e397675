/** A planned window: the system rests, from now on or at a time said before, with a reason and an end. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedDateField } from '../../components/ErrorSummary/CheckedDateField.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { beginPause, type System } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';

const HOUR_MS = 3_600_000;
const LENGTHS = { hour: HOUR_MS, 'four-hours': 4 * HOUR_MS, day: 24 * HOUR_MS, open: null } as const;
type Length = keyof typeof LENGTHS | 'planned';
const CHOICES: readonly Length[] = ['hour', 'four-hours', 'day', 'open', 'planned'];

interface PauseDialogProps {
  readonly system: System['system'];
  readonly name: string;
  readonly onClose: () => void;
}

export function PauseDialog({ system, name, onClose }: PauseDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [note, setNote] = useState('');
  const [length, setLength] = useState<Length>('hour');
  const [from, setFrom] = useState('');
  const [until, setUntil] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: () => {
      if (length === 'planned') {
        return beginPause(system, { note: note.trim(), from: new Date(from).toISOString(), until: new Date(until).toISOString() });
      }
      const lasts = LENGTHS[length];
      return beginPause(system, { note: note.trim(), until: lasts === null ? null : new Date(Date.now() + lasts).toISOString() });
    },
    onSuccess: () => {
      for (const queryKey of [['systems'], ['systems-away']]) void client.invalidateQueries({ queryKey });
      toasts.add({ message: t(length === 'planned' ? 'pause.planned' : 'pause.begun', { system: name }) }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) => setErrors([{ message: t('failed', { why: error.message }) }]),
  });
  const submit = () => {
    const isPlanned = length === 'planned';
    const missing: FormError[] = [
      ...(note.trim().length < 3 ? [{ field: 'note', message: t('pause.note.missing') }] : []),
      ...(isPlanned && Number.isNaN(Date.parse(from)) ? [{ field: 'from', message: t('pause.from.missing') }] : []),
      ...(isPlanned && !(Date.parse(until) > Math.max(Date.parse(from), Date.now()))
        ? [{ field: 'until', message: t('pause.until.wrong') }]
        : []),
    ];
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t('pause.named', { system: name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t('pause.means')}</p>
        <CheckedTextField field="note" errors={errors} label={t('pause.note')} name="note" value={note} onChange={setNote} isRequired />
        <SelectChoice
          label={t('pause.when')}
          choices={CHOICES.map((value) => ({ value, label: t(`pause.for.${value}`) }))}
          value={length}
          isRequired
          onChange={(value) => setLength(CHOICES.find((one) => one === value) ?? 'hour')}
        />
        {length === 'planned' && (
          <>
            <CheckedDateField field="from" errors={errors} label={t('pause.from')} to="minute" value={from} onChange={setFrom} isRequired />
            <CheckedDateField
              field="until"
              errors={errors}
              label={t('pause.until')}
              to="minute"
              value={until}
              onChange={setUntil}
              isRequired
            />
          </>
        )}
        <FormButtons send={t(length === 'planned' ? 'pause.plan' : 'pause')} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
