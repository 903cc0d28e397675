/** Takes the list away: residents masked, unless somebody says why they must be seen. */
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { TextArea } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { saveFile } from '../../files/csv.js';
import { useStrings } from '../../i18n/language.js';
import styles from './AuditCasesPage.module.css';
import type { AuditFilters } from './filters.js';
import { exportCases } from './queries.js';
import { strings } from './strings.js';

/** The same as the server asks for. */
const LEAST_PURPOSE = 10;

export function ExportDialog({ filters }: { readonly filters: AuditFilters }) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  const [purpose, setPurpose] = useState('');
  const [isShort, setShort] = useState(false);
  const wanted = purpose.trim();
  const take = useMutation({
    mutationFn: () => exportCases(filters, wanted === '' ? null : wanted),
    onSuccess: (text) => {
      saveFile(`sprawy-${new Date().toISOString().slice(0, 10)}.csv`, text);
      setOpen(false);
      setPurpose('');
      toasts.add({ message: t('export.done') }, { timeout: TOAST_MS });
    },
    onError: (error) => toasts.add({ message: t('export.failed', { why: error.message }) }),
  });
  const submit = () => {
    const tooShort = wanted !== '' && wanted.length < LEAST_PURPOSE;
    setShort(tooShort);
    if (!tooShort && !take.isPending) take.mutate();
  };
  return (
    <>
      <Button onPress={() => setOpen(true)}>{t('export')}</Button>
      <Dialog title={t('export.title')} isOpen={isOpen} onClose={() => setOpen(false)}>
        <div className={styles.dialog}>
          <p>{t('export.about')}</p>
          <TextArea
            label={t('export.purpose')}
            description={t('export.purpose.description')}
            rows={2}
            value={purpose}
            onChange={setPurpose}
            error={isShort ? t('export.purpose.short') : undefined}
          />
          <FormButtons
            send={t(wanted === '' ? 'export.masked' : 'export.open')}
            onSend={submit}
            isPending={take.isPending}
            onCancel={() => setOpen(false)}
          />
        </div>
      </Dialog>
    </>
  );
}
