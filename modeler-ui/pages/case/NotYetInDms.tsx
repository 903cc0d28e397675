/** A document that the DMS hasn't taken: it is safe in the case, and whoever works on that may try again once what hindered it there is mended. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { Chip } from '../../components/Chip/Chip.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import styles from './CaseDocuments.module.css';
import { strings } from './document-strings.js';
import { documentsQuery } from './queries.js';

interface NotYetInDmsProps {
  readonly number: string;
  readonly document: Schemas['Document'];
}

export function NotYetInDms({ number, document: { id, name, inFile } }: NotYetInDmsProps) {
  const t = useStrings(strings);
  const mayAct = useMay('case.write');
  const client = useQueryClient();
  const again = useMutation({
    mutationFn: () => call('POST /api/v1/cases/{number}/documents/{id}/send-again', { params: { number, id } }),
    onSuccess: () => toasts.add({ message: t('again.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }, { timeout: TOAST_MS }),
    onSettled: () => client.invalidateQueries({ queryKey: documentsQuery(number).queryKey }),
  });
  if (inFile !== 'failing' && inFile !== 'held') return null;
  return (
    <div className={styles.line}>
      <Chip tone={inFile === 'held' ? 'late' : 'soon'} sign={inFile === 'held' ? '▲' : '◐'} wraps>
        {t(`file.${inFile}`)}
      </Chip>
      {mayAct && (
        <Button isPending={again.isPending} onPress={() => again.mutate()} aria-label={t('again.named', { name })}>
          {t('again')}
        </Button>
      )}
    </div>
  );
}
