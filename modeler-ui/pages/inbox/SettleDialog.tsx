/** Settles one entry of the inbox: the number of its case, or why it is none of ours. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextField } from '../../components/Field/Field.js';
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
  const giveToCase = (act: 'adopt' | 'merge') => {
    const missing = caseNumber.trim() === '';
    setErrors(missing ? [{ field: 'caseNumber', message: t('case.missing') }] : []);
    if (!missing && !settle.isPending) settle.mutate(act);
  };
  const giveUp = () => {
    const missing = reason.trim().length < LEAST_REASON;
    setErrors(missing ? [{ field: 'reason', message: t('reason.missing') }] : []);
    if (!missing && !settle.isPending) settle.mutate('ignore');
  };
  const errorOf = (field: string) => errors.find((one) => one.field === field)?.message;
  return (
    <Dialog title={t('settle.named', { name })} isOpen onClose={onClose}>
      <Matches id={item.id} onChoose={setCaseNumber} />
      <CheckedForm errors={errors} onSubmit={() => giveToCase('adopt')}>
        <div data-field="caseNumber">
          <TextField
            label={t('case')}
            name="caseNumber"
            description={t('case.means')}
            value={caseNumber}
            onChange={setCaseNumber}
            error={errorOf('caseNumber')}
          />
        </div>
        <div data-field="reason">
          <TextField label={t('reason')} name="reason" value={reason} onChange={setReason} error={errorOf('reason')} />
        </div>
        <DialogButtons>
          <Button kind="primary" type="submit" isPending={settle.isPending}>
            {t('adopt')}
          </Button>
          <Button onPress={() => giveToCase('merge')}>{t('merge')}</Button>
          <Button onPress={giveUp}>{t('ignore')}</Button>
          <Button onPress={onClose}>{t('cancel')}</Button>
        </DialogButtons>
      </CheckedForm>
    </Dialog>
  );
}
