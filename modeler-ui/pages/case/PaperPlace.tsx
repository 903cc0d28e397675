/** Says where the paper of a document lies. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CaseDocuments.module.css';
import { strings } from './document-strings.js';
import { documentsQuery } from './queries.js';

/** Both are asked in the same way. */
const FIELDS = ['store', 'place'] as const;

interface PaperPlaceProps {
  readonly number: string;
  readonly document: Schemas['Document'];
}

export function PaperPlace({ number, document }: PaperPlaceProps) {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <Button kind="quiet" onPress={() => setOpen(true)} aria-label={t('paper.named', { name: document.name })}>
        {t('paper')}
      </Button>
      {isOpen && <PaperDialog number={number} document={document} onClose={() => setOpen(false)} />}
    </>
  );
}

function PaperDialog({ number, document: { id, name, paper }, onClose }: PaperPlaceProps & { readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [written, setWritten] = useState({ store: paper?.store ?? '', place: paper?.place ?? '' });
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const save = useMutation({
    mutationFn: (said: Schemas['PaperPlace'] | null) =>
      call('PUT /api/v1/cases/{number}/documents/{id}/paper', { params: { number, id }, body: { paper: said } }),
    onSuccess: (_, said) => {
      void client.invalidateQueries({ queryKey: documentsQuery(number).queryKey });
      toasts.add({ message: t(said === null ? 'paper.taken-back' : 'paper.done') }, { timeout: TOAST_MS });
      onClose();
    },
    onError: (error) => setErrors([{ message: t('paper.failed', { why: error.message }) }]),
  });
  const submit = () => {
    const said = { store: written.store.trim(), place: written.place.trim() };
    const missing = FIELDS.flatMap((field) => (said[field] === '' ? [{ field, message: t(`paper.${field}.missing`) }] : []));
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate(said);
  };
  return (
    <Dialog title={t('paper.named', { name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t('paper.means')}</p>
        {FIELDS.map((field) => (
          <CheckedTextField
            key={field}
            field={field}
            errors={errors}
            label={t(`paper.${field}`)}
            name={field}
            value={written[field]}
            onChange={(value) => setWritten({ ...written, [field]: value })}
            isRequired
            autoFocus={field === FIELDS[0]}
          />
        ))}
        {paper !== null && (
          <div>
            <Button kind="quiet" onPress={() => save.mutate(null)} isPending={save.isPending}>
              {t('paper.none')}
            </Button>
          </div>
        )}
        <FormButtons send={t('paper.save')} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
