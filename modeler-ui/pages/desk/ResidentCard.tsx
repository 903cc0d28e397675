/** Who is on the line, as far as we may say: until they are verified they hear no more than the status page shows. */
import { useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { Button } from '../../components/Button/Button.js';
import { Facts } from '../../components/Facts/Facts.js';
import { Loading } from '../../components/Loading/Loading.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { residentQuery } from '../../residents/residents.js';
import { strings as words } from '../../words/strings.js';
import type { Content } from './draft.js';
import styles from './parts.module.css';
import { strings } from './strings.js';

interface ResidentCardProps {
  readonly id: string;
  readonly verification: Content['verification'];
  readonly onAppend: (number: string, classification: string) => void;
}

const LAST_CONTACTS = 5;

export function ResidentCard({ id, verification, onAppend }: ResidentCardProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const isVerified = verification !== 'none';
  const resident = useQuery(residentQuery(id, isVerified ? 'contact' : null));
  if (resident.data === undefined) {
    return <Loading of={resident} lines={4} />;
  }
  const { name, phone, email, postalAddress, cases, contacts } = resident.data;
  const open = cases.filter(({ status }) => status === 'open' || status === 'registered');
  return (
    <div className={styles.box}>
      <p>
        <Link href={`/residents/${id}`} className={styles.name}>
          {name}
        </Link>
      </p>
      {isVerified ? (
        <Facts
          facts={[
            { name: t('new.phone'), value: phone },
            { name: t('new.email'), value: email },
            { name: t('new.address'), value: postalAddress },
          ]}
        />
      ) : (
        <p className={styles.said}>{t('who.unverified')}</p>
      )}
      <h3>{t('who.open', { count: open.length })}</h3>
      <ul className={styles.list}>
        {open.map(({ number, classification, classificationName, publicStatus, promiseAt }) => (
          <li key={number} className={styles.line}>
            <span>
              <Link href={`/cases/${encodeURIComponent(number)}`} data-figures>
                {number}
              </Link>{' '}
              {isVerified && <>· {classificationName} </>}· {publicStatus}
              {promiseAt !== null && (
                <>
                  {' '}
                  · {t('who.until')} <When at={promiseAt} dayOnly />
                </>
              )}
            </span>
            <Button onPress={() => onAppend(number, classification)}>{t('append')}</Button>
          </li>
        ))}
      </ul>
      {isVerified && contacts.length > 0 && (
        <>
          <h3>{t('who.contacts')}</h3>
          <ul className={styles.list}>
            {contacts.slice(0, LAST_CONTACTS).map(({ id: contact, at, channel, note }) => (
              <li key={contact}>
                <span className={styles.small}>
                  <When at={at} /> · {knownText(words, tWords, 'channel', channel)}
                </span>{' '}
                {note}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
