/** Cases that an entry of the inbox may belong to, each with why that is likely. */
import { useQuery } from '@tanstack/react-query';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { useStrings } from '../../i18n/language.js';
import styles from './InboxPage.module.css';
import { type Match, matchesQuery } from './queries.js';
import { strings } from './strings.js';

interface MatchesProps {
  readonly id: string;
  readonly onChoose: (caseNumber: string) => void;
}

export function Matches({ id, onChoose }: MatchesProps) {
  const t = useStrings(strings);
  const matches = useQuery(matchesQuery(id));
  const whyOf = ({ isSameResident, words, isNear, hasNone }: Match): string =>
    [
      isSameResident ? t('why.resident') : '',
      words.length > 0 ? t('why.words', { words: words.join(', ') }) : '',
      isNear ? t('why.near') : '',
      hasNone ? t('why.none') : '',
    ]
      .filter((why) => why !== '')
      .join(' · ');
  return (
    <section aria-labelledby="matches-title">
      <h3 id="matches-title">{t('matches.title')}</h3>
      {matches.data === undefined ? (
        <Loading of={matches} lines={2} />
      ) : matches.data.length === 0 ? (
        <p>{t('matches.none')}</p>
      ) : (
        <ul className={styles.matches}>
          {matches.data.map((match) => (
            <li key={match.caseNumber} className={styles.match}>
              <span>
                <span data-figures>{match.caseNumber}</span> {match.classification}
                <br />
                <small>{whyOf(match)}</small>
              </span>
              <Button
                kind="quiet"
                onPress={() => onChoose(match.caseNumber)}
                aria-label={t('match.choose.named', { number: match.caseNumber })}
              >
                {t('match.choose')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
