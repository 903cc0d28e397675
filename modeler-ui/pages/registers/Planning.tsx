/** When the department plans the work of a file: its word, of which the case hears by itself. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { DateField } from '../../components/DateField/DateField.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { type DmsFile, planFile } from './queries.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

export function Planning({ file }: { readonly file: DmsFile }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  /** As the field writes it, where the person sits. */
  const [at, setAt] = useState('');
  const [isAsked, setAsked] = useState(false);
  const isMissing = Number.isNaN(new Date(at).getTime());
  const plan = useMutation({
    mutationFn: () => planFile(file.id, new Date(at).toISOString()),
    onSuccess: () => {
      setAt('');
      setAsked(false);
      toasts.add({ message: t('plan.done', { number: file.caseNumber }) }, { timeout: TOAST_MS });
    },
    onSettled: () => client.invalidateQueries({ queryKey: ['tasks', 'registers'] }),
  });
  const submit = () => {
    setAsked(true);
    if (!isMissing && !plan.isPending) plan.mutate();
  };
  return (
    <div className={styles.close}>
      <DateField
        label={t('plan.at')}
        to="minute"
        value={at}
        onChange={setAt}
        error={isAsked && isMissing ? t('plan.at.missing') : undefined}
        isRequired
      />
      {plan.isError && <Banner tone="late">{plan.error.message}</Banner>}
      <Button onPress={submit} isPending={plan.isPending}>
        {t('plan.act')}
      </Button>
    </div>
  );
}
