/** Cases that live in other systems, in a list: what each is called there, how it stands, and the way to it. */
import { Link } from 'wouter';
import type { Schemas } from '../api/schema.js';
import { Chip } from '../components/Chip/Chip.js';
import { When } from '../components/When/When.js';
import { useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { strings as words } from '../words/strings.js';
import styles from './ExternalCaseList.module.css';
import { strings } from './strings.js';

export type ExternalCase = Schemas['ExternalCase'];

interface ExternalCaseListProps {
  readonly cases: readonly ExternalCase[];
  /** The case on whose page it stands needs no link to itself. */
  readonly here?: string;
}

export function ExternalCaseList({ cases, here }: ExternalCaseListProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = ({ system, number, externalId }: ExternalCase) => `${knownText(words, tWords, 'system', system)} ${number ?? externalId}`;
  return (
    <ul className={styles.list} aria-label={t('title')}>
      {cases.map((one) => (
        <li key={`${one.system} ${one.externalId}`}>
          <span>
            <strong>{one.url === null ? nameOf(one) : <a href={one.url}>{nameOf(one)}</a>}</strong> {one.title}
          </span>
          <span className={styles.more}>
            <Chip tone={one.isClosed ? 'good' : 'neutral'} sign={one.isClosed ? '✓' : '●'}>
              {[one.status, one.outcome].filter((word) => word !== null).join(', ')}
            </Chip>
            <When at={one.changedAt} />
            {one.caseNumber !== null && one.caseNumber !== here && (
              <Link href={`/cases/${encodeURIComponent(one.caseNumber)}`}>{one.caseNumber}</Link>
            )}
          </span>
        </li>
      ))}
    </ul>
  );
}
