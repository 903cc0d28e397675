/** What a person decides with a reason: a difference is to stay, or a document belongs to the case in whose file it lies. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { useStrings } from '../../i18n/language.js';
import styles from './DriftPage.module.css';
import { acceptTheirs, type Drift, takeOver } from './queries.js';
import { strings } from './strings.js';

const LEAST_REASON = 3;
const SEND = { accept: acceptTheirs, 'take-over': takeOver } as const;
export type Decision = keyof typeof SEND;

interface DecisionDialogProps {
  readonly decision: Decision;
  readonly drift: Drift;
  readonly name: string;
  readonly onClose: () => void;
}

export function DecisionDialog({ decision, drift, name, onClose }: DecisionDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: () => SEND[decision](drift.id, reason.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['drift'] });
      onClose();
    },
    onError: (error) => setErrors([{ message: t('failed', { why: error.message }) }]),
  });
  const submit = () => {
    const isMissing = reason.trim().length < LEAST_REASON;
    setErrors(isMissing ? [{ field: 'reason', message: t(`${decision}.reason.missing`) }] : []);
    if (!isMissing && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t(`${decision}.named`, { name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t(`${decision}.means`, { ours: drift.ours ?? '' })}</p>
        <CheckedTextField
          field="reason"
          errors={errors}
          label={t(`${decision}.reason`)}
          name="reason"
          value={reason}
          onChange={setReason}
          isRequired
        />
        <FormButtons send={t(decision)} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
