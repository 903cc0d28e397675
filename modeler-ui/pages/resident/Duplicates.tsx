/** Likely the same person: what the two have in common, merging them, saying that they are two, and taking a merge back. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Dialog } from '../../components/Dialog/Dialog.js';
import { FormButtons } from '../../components/Dialog/FormButtons.js';
import { Facts } from '../../components/Facts/Facts.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import type { ResidentWithCases } from '../../residents/residents.js';
import { usePeopleNames } from '../../session/session.js';
import { type Duplicate, duplicatesQuery, mergeResident, sayDistinct, splitResident } from './queries.js';
import styles from './ResidentPage.module.css';
import { strings } from './strings.js';

export function Duplicates({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const found = useQuery(duplicatesQuery(resident.id)).data ?? [];
  const [merging, setMerging] = useState<Duplicate | null>(null);
  const read = () => Promise.all([client.invalidateQueries({ queryKey: ['resident'] }), client.invalidateQueries({ queryKey: ['case'] })]);
  const distinct = useMutation({
    mutationFn: (other: string) => sayDistinct(resident.id, other),
    onSuccess: () => toasts.add({ message: t('distinct.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: read,
  });
  if (found.length === 0) return null;
  return (
    <Card title={t('duplicates')} tone="warned">
      <ul className={styles.list} aria-label={t('duplicates')}>
        {found.map((one) => (
          <li key={one.id} className={styles.one}>
            <span>
              <Link href={`/residents/${one.id}`}>{one.name}</Link> · {t('duplicates.cases', { count: one.caseCount })}
            </span>
            <span>{t('duplicates.alike', { what: one.alike.map((what) => t(`alike.${what}`)).join(', ') })}</span>
            <span className={styles.acts}>
              <Button onPress={() => setMerging(one)}>{t('merge')}</Button>
              <Button kind="quiet" onPress={() => distinct.mutate(one.id)} isPending={distinct.isPending}>
                {t('distinct')}
              </Button>
            </span>
          </li>
        ))}
      </ul>
      {merging !== null && <MergeDialog resident={resident} other={merging} onClose={() => setMerging(null)} onMerged={read} />}
    </Card>
  );
}

interface MergeDialogProps {
  readonly resident: ResidentWithCases;
  readonly other: Duplicate;
  readonly onClose: () => void;
  readonly onMerged: () => unknown;
}

function MergeDialog({ resident, other, onClose, onMerged }: MergeDialogProps) {
  const t = useStrings(strings);
  const merge = useMutation({
    mutationFn: () => mergeResident(resident.id, other.id),
    onSuccess: () => {
      toasts.add({ message: t('merge.done') }, { timeout: TOAST_MS });
      onClose();
      return onMerged();
    },
  });
  const factsOf = (one: Pick<Duplicate, 'name' | 'phone' | 'email' | 'postalAddress'>, cases: number) => [
    { name: t('merge.name'), value: one.name },
    { name: t('phone'), value: one.phone },
    { name: t('email'), value: one.email },
    { name: t('address'), value: one.postalAddress },
    { name: t('merge.cases'), value: String(cases) },
  ];
  return (
    <Dialog title={t('merge.title')} isOpen onClose={onClose}>
      <p>{t('merge.about')}</p>
      <h3>{t('merge.kept')}</h3>
      <Facts facts={factsOf(resident, resident.cases.length)} />
      <h3>{t('merge.merged')}</h3>
      <Facts facts={factsOf(other, other.caseCount)} />
      {merge.isError && <p role="alert">{merge.error.message}</p>}
      <FormButtons
        send={t('merge.act')}
        onSend={() => merge.mutate()}
        isPending={merge.isPending}
        cancel={t('merge.cancel')}
        onCancel={onClose}
      />
    </Dialog>
  );
}

export function Merges({ resident, maySplit }: { readonly resident: ResidentWithCases; readonly maySplit: boolean }) {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const split = useMutation({
    mutationFn: (merge: string) => splitResident(resident.id, merge),
    onSuccess: () => toasts.add({ message: t('split.done') }, { timeout: TOAST_MS }),
    onError: (error) => toasts.add({ message: error.message }),
    onSettled: () => Promise.all([client.invalidateQueries({ queryKey: ['resident'] }), client.invalidateQueries({ queryKey: ['case'] })]),
  });
  if (resident.merges.length === 0) return null;
  return (
    <Card title={t('merges')}>
      <ul className={styles.list} aria-label={t('merges')}>
        {resident.merges.map((one) => (
          <li key={one.id} className={styles.one}>
            <span>
              {one.mergedName}, {nameOf(one.mergedBy)}, <When at={one.mergedAt} />
            </span>
            <span className={styles.hidden}>
              {t('merges.cases', { numbers: one.cases.length === 0 ? t('merges.none') : one.cases.join(', ') })}
            </span>
            {maySplit && (
              <span>
                <Button kind="quiet" onPress={() => split.mutate(one.id)} isPending={split.isPending}>
                  {t('split')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </Card>
  );
}
