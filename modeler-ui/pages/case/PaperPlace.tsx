/** Where the paper of a document lies, and the act that says so. */
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
import { useMay } from '../../session/session.js';
import styles from './CaseDocuments.module.css';
import { strings } from './document-strings.js';
import { documentsQuery } from './queries.js';

interface PaperPlaceProps {
  readonly number: string;
  readonly document: Schemas['Document'];
}

export function PaperPlace({ number, document }: PaperPlaceProps) {
  const t = useStrings(strings);
  const maySay = useMay('case.write');
  const [isOpen, setOpen] = useState(false);
  const { name, paper } = document;
  if (paper === null && !maySay) return null;
  return (
    <div className={styles.line}>
      {paper !== null && <span className={styles.meta}>{t('paper.lies', paper)}</span>}
      {maySay && (
        <Button kind="quiet" onPress={() => setOpen(true)} aria-label={t('paper.named', { name })}>
          {t('paper')}
        </Button>
      )}
      {isOpen && <PaperDialog number={number} document={document} onClose={() => setOpen(false)} />}
    </div>
  );
}

function PaperDialog({ number, document: { id, name, paper }, onClose }: PaperPlaceProps & { readonly onClose: () => void }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [store, setStore] = useState(paper?.store ?? '');
  const [place, setPlace] = useState(paper?.place ?? '');
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
    const said = { store: store.trim(), place: place.trim() };
    const missing = (['store', 'place'] as const).flatMap((field) =>
      said[field] === '' ? [{ field, message: t(`paper.${field}.missing`) }] : [],
    );
    setErrors(missing);
    if (missing.length === 0 && !save.isPending) save.mutate(said);
  };
  return (
    <Dialog title={t('paper.named', { name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <p>{t('paper.means')}</p>
        <CheckedTextField
          field="store"
          errors={errors}
          label={t('paper.store')}
          name="store"
          value={store}
          onChange={setStore}
          isRequired
        />
        <CheckedTextField
          field="place"
          errors={errors}
          label={t('paper.place')}
          name="place"
          value={place}
          onChange={setPlace}
          isRequired
        />
        {paper !== null && (
          <div>
            <Button kind="quiet" onPress={() => save.mutate(null)} isPending={save.isPending}>
              {t('paper.none')}
            </Button>
          </div>
        )}
        <FormButtons send={t('paper.save')} cancel={t('paper.cancel')} isPending={save.isPending} onCancel={onClose} />
      </CheckedForm>
    </Dialog>
  );
}
