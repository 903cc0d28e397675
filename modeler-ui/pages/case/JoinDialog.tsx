/** Makes the case a part of another one, by its number. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './panel-strings.js';
import { joinTo } from './queries.js';

export function JoinDialog({ number, onClose }: { readonly number: string; readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [parent, setParent] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: () => joinTo(number, parent.trim()),
    onSuccess: () => {
      void client.invalidateQueries({ queryKey: ['related'] });
      onClose();
    },
    onError: (error) => setErrors(errorsOf(error)),
  });
  const submit = () => {
    const missing = parent.trim() === '' ? [{ field: 'parent', message: t('join.missing') }] : [];
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate();
  };
  return (
    <Dialog title={t('join.title')} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit}>
        <p>{t('join.about')}</p>
        <CheckedTextField
          field="parent"
          errors={errors}
          label={t('join.number')}
          value={parent}
          onChange={setParent}
          isRequired
          autoComplete="off"
          autoFocus
        />
        <FormButtons send={t('join.save')} isPending={save.isPending} cancel={t('join.cancel')} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
