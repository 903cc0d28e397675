/** A difference that is to stay, with the reason. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { useStrings } from '../../i18n/language.js';
import styles from './DriftPage.module.css';
import { acceptTheirs, type Drift } from './queries.js';
import { strings } from './strings.js';

const LEAST_REASON = 3;

interface AcceptDialogProps {
  readonly drift: Drift;
  readonly name: string;
  readonly onClose: () => void;
}

export function AcceptDialog({ drift, name, onClose }: AcceptDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: () => acceptTheirs(drift.id, reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['drift'] });
      onClose();
    },
    onError: (error) => setErrors([{ message: t('failed', { why: error.message }) }]),
  });
  const submit = () => {
    const isMissing = reason.trim().length < LEAST_REASON;
    setErrors(isMissing ? [{ field: 'reason', message: t('accept.reason.missing') }] : []);
    if (!isMissing && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t('accept.named', { name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t('accept.means')}</p>
        <CheckedTextField
          field="reason"
          errors={errors}
          label={t('accept.reason')}
          name="reason"
          value={reason}
          onChange={setReason}
          isRequired
        />
        <FormButtons send={t('accept')} cancel={t('cancel')} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
