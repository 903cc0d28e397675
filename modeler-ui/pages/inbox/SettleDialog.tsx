/** Settles one entry of the inbox: the number of its case, or why it is none of ours. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { useStrings } from '../../i18n/language.js';
import { Matches } from './Matches.js';
import { adopt, type InboxItem, ignore, merge } from './queries.js';
import { strings } from './strings.js';

const LEAST_REASON = 3;

interface SettleDialogProps {
  readonly item: InboxItem;
  readonly name: string;
  readonly onClose: () => void;
}

export function SettleDialog({ item, name, onClose }: SettleDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [caseNumber, setCaseNumber] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const settle = useMutation({
    mutationFn: (act: 'adopt' | 'merge' | 'ignore') => {
      if (act === 'ignore') return ignore(item.id, reason.trim());
      return (act === 'adopt' ? adopt : merge)(item.id, caseNumber.trim());
    },
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['inbox'] });
      onClose();
    },
    onError: (error, act) => {
      const isUnknown = act !== 'ignore' && error instanceof ApiProblem && error.code === 'NOT_FOUND';
      setErrors([isUnknown ? { field: 'caseNumber', message: t('case.unknown') } : { message: error.message }]);
    },
  });
  const decide = (act: 'adopt' | 'merge' | 'ignore') => {
    const fault =
      act === 'ignore'
        ? reason.trim().length < LEAST_REASON && { field: 'reason', message: t('reason.missing') }
        : caseNumber.trim() === '' && { field: 'caseNumber', message: t('case.missing') };
    setErrors(fault === false ? [] : [fault]);
    if (fault === false && !settle.isPending) settle.mutate(act);
  };
  return (
    <Dialog title={t('settle.named', { name })} isOpen onClose={onClose}>
      <Matches id={item.id} onChoose={setCaseNumber} />
      <CheckedForm errors={errors} onSubmit={() => decide('adopt')}>
        <CheckedTextField
          field="caseNumber"
          errors={errors}
          label={t('case')}
          name="caseNumber"
          description={t('case.means')}
          value={caseNumber}
          onChange={setCaseNumber}
        />
        <CheckedTextField field="reason" errors={errors} label={t('reason')} name="reason" value={reason} onChange={setReason} />
        <FormButtons send={t('adopt')} isPending={settle.isPending} onCancel={onClose}>
          <Button onPress={() => decide('merge')}>{t('merge')}</Button>
          <Button onPress={() => decide('ignore')}>{t('ignore')}</Button>
        </FormButtons>
      </CheckedForm>
    </Dialog>
  );
}
