/** Takes the list away: residents masked, unless somebody says why they must be seen. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { LEAST_PURPOSE } from '../../../forms/least.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextArea } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { saveFile } from '../../files/csv.js';
import { useStrings } from '../../i18n/language.js';
import styles from './AuditCasesPage.module.css';
import type { AuditFilters } from './filters.js';
import { exportCases } from './queries.js';
import { strings } from './strings.js';

export function ExportDialog({ filters }: { readonly filters: AuditFilters }) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const wanted = purpose.trim();
  const take = useMutation({
    mutationFn: () => exportCases(filters, wanted === '' ? null : wanted),
    onSuccess: (text) => {
      saveFile(`sprawy-${new Date().toISOString().slice(0, 10)}.csv`, text);
      setOpen(false);
      setPurpose('');
      toasts.add({ message: t('export.done') }, { timeout: TOAST_MS });
    },
    onError: (error) => setErrors([{ message: t('export.failed', { why: error.message }) }]),
  });
  const close = () => {
    setOpen(false);
    setErrors([]);
  };
  const submit = () => {
    const tooShort = wanted !== '' && wanted.length < LEAST_PURPOSE;
    setErrors(tooShort ? [{ field: 'purpose', message: t('export.purpose.short') }] : []);
    if (!tooShort && !take.isPending) take.mutate();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('export')}</Button>
      <Dialog title={t('export.title')} isOpen={isOpen} onClose={close}>
        <CheckedForm errors={errors} onSubmit={submit} className={styles.dialog}>
          <p>{t('export.about')}</p>
          <CheckedTextArea
            field="purpose"
            errors={errors}
            label={t('export.purpose')}
            description={t('export.purpose.description')}
            rows={2}
            value={purpose}
            onChange={setPurpose}
          />
          <FormButtons send={t(wanted === '' ? 'export.masked' : 'export.open')} isPending={take.isPending} onCancel={close} />
        </CheckedForm>
      </Dialog>
    </>
  );
}
