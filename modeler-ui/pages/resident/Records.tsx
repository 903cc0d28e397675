/** What each system holds of a resident: CRM records and DMS files. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Card } from '../../components/Card/Card.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { recordsQuery } from './queries.js';
import styles from './ResidentPage.module.css';
import { strings } from './strings.js';

export function Records({ id }: { readonly id: string }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { registers } = useSession();
  const nameOf = (one: { readonly system: string; readonly number: string }) =>
    `${knownText(words, tWords, 'system', one.system)} ${one.number}`;
  const records = useQuery(recordsQuery(id)).data;
  if (records === undefined) return null;
  return (
    <Card title={t('records')}>
      {records.length === 0 ? (
        <p>{t('records.none')}</p>
      ) : (
        <ul className={styles.list} aria-label={t('records')}>
          {records.map((one) => (
            <li key={`${one.system} ${one.number}`} className={styles.one}>
              <span>
                {registers.includes(one.system) ? (
                  <Link href={`/registers/${one.system}?case=${encodeURIComponent(one.caseNumber)}`}>{nameOf(one)}</Link>
                ) : (
                  nameOf(one)
                )}{' '}
                · {knownText(strings, t, 'record', one.state)}
                {one.documents !== null && ` · ${t('records.documents', { count: one.documents })}`}
              </span>
              <span className={styles.hidden}>
                <span data-figures>{one.caseNumber}</span>, <When at={one.at} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
