/** Where the time went, tier by tier: while somebody had the case, and while it waited for us. */
import { Card } from '../../components/Card/Card.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useDuration } from '../../i18n/use-duration.js';
import { strings as words } from '../../words/strings.js';
import styles from './HistoryPage.module.css';
import { strings } from './strings.js';
import { type TaskTime, tierTotals } from './times.js';

export function TierTimes({ times }: { readonly times: readonly TaskTime[] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const duration = useDuration();
  const totals = tierTotals(times);
  return (
    <Card title={t('totals.title')}>
      {totals.length === 0 ? (
        <p>{t('totals.none')}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{t('totals.tier')}</th>
              <th scope="col">{t('totals.working')}</th>
              <th scope="col">{t('totals.waiting')}</th>
            </tr>
          </thead>
          <tbody>
            {totals.map(({ tier, workingMs, waitingMs }) => (
              <tr key={tier}>
                <th scope="row">{knownText(words, tWords, 'tier', tier)}</th>
                <td className={styles.number}>{duration(workingMs)}</td>
                <td className={styles.number}>{duration(waitingMs)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p className={styles.note}>{t('totals.about')}</p>
    </Card>
  );
}
