/** Cases that belong to this one: the original, duplicates, the resident's others. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Card } from '../../components/Card/Card.js';
import { useStrings } from '../../i18n/language.js';
import styles from './CaseFacts.module.css';
import { strings } from './panel-strings.js';
import { relatedQuery } from './queries.js';

export function RelatedCases({ number }: { readonly number: string }) {
  const t = useStrings(strings);
  const related = useQuery(relatedQuery(number)).data ?? [];
  if (related.length === 0) return null;
  return (
    <Card title={t('related.title')}>
      <ul className={styles.systems}>
        {related.map((one) => (
          <li key={one.number}>
            <Link href={`/cases/${encodeURIComponent(one.number)}`}>{one.number}</Link> {one.classificationName} ({t(`related.${one.why}`)}
            {one.closedAt === null ? '' : ', ✓'})
          </li>
        ))}
      </ul>
    </Card>
  );
}
