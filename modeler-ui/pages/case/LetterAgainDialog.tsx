/** Where a letter shall go when it is sent again. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './letter-strings.js';
import { type Letter, sendLetterAgain } from './queries.js';

interface LetterAgainDialogProps {
  readonly number: string;
  readonly letter: Letter;
  readonly onClose: () => void;
}

export function LetterAgainDialog({ number, letter, onClose }: LetterAgainDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [to, setTo] = useState(letter.recipient);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const send = useMutation({
    mutationFn: () => sendLetterAgain(number, letter.id, to.trim()),
    onSuccess: ({ recipient }) => {
      toasts.add({ message: t('sent', { to: recipient }) }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error: Error) => setErrors([{ field: 'to', message: error.message }]),
    onSettled: () => void client.invalidateQueries({ queryKey: ['case', number] }),
  });
  const submit = () => {
    const missing = to.trim() === '';
    setErrors(missing ? [{ field: 'to', message: t('address.missing') }] : []);
    if (!missing && !send.isPending) send.mutate();
  };
  return (
    <Dialog title={t('again.named', { subject: letter.subject })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit}>
        <p>{t('again.means')}</p>
        <CheckedTextField
          field="to"
          errors={errors}
          label={t(`address.${letter.channel}`)}
          value={to}
          onChange={setTo}
          isRequired
          autoFocus
          autoComplete="off"
        />
        <FormButtons send={t('send')} isPending={send.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
