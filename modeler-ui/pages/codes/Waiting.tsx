/** What is held because of a code, and the one act that lets go what the table knows now. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CodesPage.module.css';
import { type CodeTable, sendHeld } from './queries.js';
import { strings } from './strings.js';

export function Waiting({ table }: { readonly table: CodeTable }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const send = useMutation({
    mutationFn: () => sendHeld(table),
    onSuccess: ({ replayed }) => toasts.add({ message: t('sent', { count: replayed }) }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: t('failed', { why: error.message }) }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['code-tables'] }),
  });
  if (table.waiting.length === 0) return null;
  return (
    <Card title={t('waiting')} tone="warned">
      <ul className={styles.sentences}>
        {table.waiting.map(({ kind, code, known, times, cases }) => (
          <li key={`${kind} ${code} ${known}`}>
            {t(known ? 'waiting.known' : 'waiting.unknown', { code, kind: t(`kind.${kind}`), count: times })}{' '}
            {t('cases', { cases: cases.join(', ') })}
          </li>
        ))}
      </ul>
      {table.waiting.some(({ known }) => known) && (
        <div className={styles.acts}>
          <Button onPress={() => send.mutate()} isPending={send.isPending}>
            {t('send')}
          </Button>
        </div>
      )}
    </Card>
  );
}
