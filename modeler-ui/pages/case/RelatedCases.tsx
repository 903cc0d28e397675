/** Cases that belong to this one: what it is a part of, its parts, the original, duplicates, the resident's others. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Card } from '../../components/Card/Card.js';
import { Chip } from '../../components/Chip/Chip.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { useMay } from '../../session/session.js';
import styles from './CaseFacts.module.css';
import { JoinDialog } from './JoinDialog.js';
import { strings } from './panel-strings.js';
import { joinTo, relatedQuery } from './queries.js';

export function RelatedCases({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const client = useQueryClient();
  const mayJoin = useMay('case.write');
  const [isJoining, setJoining] = useState(false);
  const { data: related } = useQuery(relatedQuery(number));
  const separate = useMutation({
    mutationFn: () => joinTo(number, null),
    onError: (error) => toasts.add({ message: t('separate.failed', { why: error.message }) }, { timeout: TOAST_MS }),
    onSettled: () => void client.invalidateQueries({ queryKey: ['related'] }),
  });
  if (related === undefined || (related.length === 0 && !mayJoin)) return null;
  const parent = related.find(({ why }) => why === 'parent');
  const hasParts = related.some(({ why }) => why === 'part');
  return (
    <Card title={t('related.title')}>
      {related.length === 0 && <p className={styles.small}>{t('related.none')}</p>}
      <ul className={styles.systems}>
        {related.map((one) => (
          <li key={one.number}>
            <Link href={`/cases/${encodeURIComponent(one.number)}`}>{one.number}</Link> {one.classificationName} ({t(`related.${one.why}`)}
            {one.closedAt === null ? '' : ', ✓'}){' '}
            {one.late && (
              <Chip tone="late" sign="▲">
                {t('related.late')}
              </Chip>
            )}
          </li>
        ))}
      </ul>
      {mayJoin && (parent !== undefined || !hasParts) && (
        // One button, so that the focus stays where it was.
        <Button onPress={() => (parent === undefined ? setJoining(true) : separate.mutate())} isPending={separate.isPending}>
          {parent === undefined ? t('join.act') : t('separate.act', { number: parent.number })}
        </Button>
      )}
      {isJoining && <JoinDialog number={number} onClose={() => setJoining(false)} />}
    </Card>
  );
}
