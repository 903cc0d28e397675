/** Moves a document to the case that it belongs to: which one and why, then what will happen, then done. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import type { Schemas } from '../../api/schema.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { CheckedTextArea, CheckedTextField } from '../../components/ErrorSummary/CheckedField.js';
import { CheckedForm } from '../../components/ErrorSummary/CheckedForm.js';
import type { FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { errorsOf } from '../../components/ErrorSummary/errors-of.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { strings } from './document-strings.js';
import styles from './Panel.module.css';
import { documentsQuery, moveDocument, previewMove } from './queries.js';

const LEAST_REASON = 3;

interface MoveDocumentDialogProps {
  readonly number: string;
  readonly document: Schemas['Document'];
  readonly onClose: () => void;
}

export function MoveDocumentDialog({ number, document: { id, name }, onClose }: MoveDocumentDialogProps) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const [to, setTo] = useState('');
  const [reason, setReason] = useState('');
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const onError = (error: Error) => setErrors(errorsOf(error));
  const look = useMutation({ mutationFn: () => previewMove(number, id, to.trim()), onError });
  const move = useMutation({
    mutationFn: (target: string) => moveDocument(number, id, { to: target, reason: reason.trim() }),
    onError,
    onSuccess: (_done, target) => {
      toasts.add({ message: t('move.done', { name, number: target }) }, { timeout: TOAST_MS });
      void client.invalidateQueries({ queryKey: documentsQuery(number).queryKey });
      onClose();
    },
  });
  const submit = () => {
    const missing = [
      ...(to.trim() === '' ? [{ field: 'to', message: t('move.to.missing') }] : []),
      ...(reason.trim().length < LEAST_REASON ? [{ field: 'reason', message: t('move.reason.missing') }] : []),
    ];
    setErrors(missing);
    if (missing.length > 0 || look.isPending || move.isPending) return;
    if (look.data === undefined) look.mutate();
    else move.mutate(look.data.to.number);
  };
  return (
    <Dialog title={t('move.title', { name })} isOpen onClose={onClose}>
      <CheckedForm errors={errors} onSubmit={submit} className={styles.form}>
        <CheckedTextField
          field="to"
          errors={errors}
          label={t('move.to')}
          value={to}
          onChange={(value) => {
            setTo(value);
            // What was said of another case says nothing of this one.
            look.reset();
          }}
          isRequired
          autoComplete="off"
          autoFocus
        />
        <CheckedTextArea field="reason" errors={errors} label={t('move.reason')} value={reason} onChange={setReason} isRequired />
        <div aria-live="polite">{look.data !== undefined && <Preview from={number} of={look.data} />}</div>
        <FormButtons
          send={look.data === undefined ? t('move.look') : t('move.act', { number: look.data.to.number })}
          isPending={look.isPending || move.isPending}
          onCancel={onClose}
        />
      </CheckedForm>
    </Dialog>
  );
}

function Preview({ from, of: { to, inDms, toFile } }: { readonly from: string; readonly of: Schemas['DocumentMovePreview'] }) {
  const t = useStrings(strings);
  return (
    <div className={styles.preview}>
      <p>
        <strong data-figures>{to.number}</strong> {to.classificationName} ({t(`move.status.${to.status}`)})
      </p>
      <ul>
        <li>{t('move.here', { from, to: to.number })}</li>
        <li>{t(`move.dms.${inDms}`, { file: toFile ?? '' })}</li>
        <li>{t('move.kept')}</li>
      </ul>
    </div>
  );
}
