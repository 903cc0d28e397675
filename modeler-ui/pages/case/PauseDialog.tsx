/** *Wpisz przerwę*: what the case waited for and nobody noted in time, with the reason why it is entered afterwards. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { RadioChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Panel } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedDateField } from '../../components/ErrorSummary/CheckedDateField.js';
import { CheckedTextArea, CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { shortDateTime } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { type LatePauseForm, latePauseFaults, toLatePause } from './late-pause.js';
import styles from './Panel.module.css';
import { strings } from './pause-strings.js';
import { type Case, enterPause } from './queries.js';

const KINDS = ['resident', 'office', 'other'] as const;

interface PauseDialogProps {
  readonly theCase: Case;
  readonly onClose: () => void;
}

export default function PauseDialog({ theCase, onClose }: PauseDialogProps) {
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
        <CheckedDateField
          field="from"
          errors={errors}
          label={t('from')}
          to="minute"
          value={form.from}
          onChange={(from) => set({ from })}
          isRequired
        />
        <CheckedDateField
          field="to"
          errors={errors}
          label={t('to')}
          to="minute"
          value={form.to}
          onChange={(to) => set({ to })}
          isRequired
        />
        <CheckedTextArea
          field="reason"
          errors={errors}
          label={t('reason')}
          description={t('reason.description')}
          value={form.reason}
          onChange={(reason) => set({ reason })}
          rows={3}
          isRequired
        />
        <CheckedTextField
          field="basis"
          errors={errors}
          label={t('basis')}
          value={form.basis}
          onChange={(basis) => set({ basis })}
          maxLength={200}
        />
        <FormButtons send={t('send')} isPending={send.isPending} onCancel={onClose} />
      </CheckedForm>
    </Panel>
  );
}
