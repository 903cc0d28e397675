/** *Wpisz przerwę*: what the case waited for and nobody noted in time, with the reason why it is entered afterwards. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { DateField } from '../../components/DateField/DateField.js';
import { DialogButtons, Panel } from '../../components/Dialog/Dialog.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TextArea, TextField } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { type LatePauseForm, latePauseFaults, toLatePause } from './late-pause.js';
import styles from './Panel.module.css';
import { strings } from './pause-strings.js';
import { type Case, enterPause } from './queries.js';

const KINDS = ['resident', 'office', 'other'] as const;

interface PauseDialogProps {
  readonly theCase: Case;
  readonly onClose: () => void;
}

export function PauseDialog({ theCase, onClose }: PauseDialogProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const client = useQueryClient();
  const [form, setForm] = useState<LatePauseForm>({ kind: 'resident', from: '', to: '', reason: '', basis: '' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const set = (changes: Partial<LatePauseForm>) => setForm((before) => ({ ...before, ...changes }));
  const registered = new Date(theCase.registeredAt);
  const send = useMutation({
    mutationFn: () => enterPause(theCase.number, toLatePause(form, registered)),
    onSuccess: () => {
      toasts.add({ message: t('done') }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) => setErrors(errorsOf(error, t('failed', { why: error.message }))),
    onSettled: () => client.invalidateQueries({ queryKey: ['case', theCase.number] }),
  });
  const submit = () => {
    if (send.isPending) return;
    const now = new Date();
    const faults = latePauseFaults(form, registered, now);
    setErrors(faults.map((field) => ({ field, message: t(`wrong.${field}`, { registered: shortDateTime(language, registered, now) }) })));
    if (faults.length === 0) send.mutate();
  };
  useShortcut('Ctrl+Enter', t('send'), submit, 'layer');
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;
  return (
    <Panel title={t('title')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.fields}>
        <p>{t('about')}</p>
        <RadioChoice
          label={t('kind')}
          choices={KINDS.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          value={form.kind}
          onChange={(value) => set({ kind: KINDS.find((kind) => kind === value) ?? 'other' })}
          isRequired
        />
        <div data-field="from">
          <DateField
            label={t('from')}
            to="minute"
            value={form.from}
            onChange={(from) => set({ from })}
            isRequired
            error={errorOf('from')}
          />
        </div>
        <div data-field="to">
          <DateField label={t('to')} to="minute" value={form.to} onChange={(to) => set({ to })} isRequired error={errorOf('to')} />
        </div>
        <div data-field="reason">
          <TextArea
            label={t('reason')}
            description={t('reason.description')}
            value={form.reason}
            onChange={(reason) => set({ reason })}
            rows={3}
            isRequired
            error={errorOf('reason')}
          />
        </div>
        <div data-field="basis">
          <TextField label={t('basis')} value={form.basis} onChange={(basis) => set({ basis })} maxLength={200} error={errorOf('basis')} />
        </div>
        <DialogButtons>
          <Button kind="primary" type="submit" isPending={send.isPending}>
            {t('send')}
          </Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogButtons>
      </CheckedForm>
    </Panel>
  );
}
