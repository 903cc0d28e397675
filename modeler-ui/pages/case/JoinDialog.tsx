/** Makes the case a part of another one, by its number. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog, DialogButtons } from '../../components/Dialog/Dialog.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TextField } from '../../components/Field/Field.js';
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
        <div data-field="parent">
          <TextField
            label={t('join.number')}
            value={parent}
            onChange={setParent}
            isRequired
            error={errors.find(({ field }) => field === 'parent')?.message}
            autoComplete="off"
          />
        </div>
        <DialogButtons>
          <Button kind="primary" type="submit" isPending={save.isPending}>
            {t('join.save')}
          </Button>
          <Button onPress={onClose}>{t('join.cancel')}</Button>
        </DialogButtons>
      </CheckedForm>
    </Dialog>
  );
}
