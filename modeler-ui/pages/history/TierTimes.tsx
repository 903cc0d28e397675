/** Where the time went, tier by tier: while somebody had the case, and while it waited for us. */
import { Card } from '../../components/Card/Card.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useDuration } from '../../i18n/use-duration.js';
import { strings as words } from '../../words/strings.js';
import styles from './HistoryPage.module.css';
import { strings } from './strings.js';
import { type Pause, type TaskTime, tierTotals } from './times.js';

export function TierTimes({ times, pauses }: { readonly times: readonly TaskTime[]; readonly pauses: readonly Pause[] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const duration = useDuration();
  const totals = tierTotals(times, pauses);
  const waitedElsewhere = totals.some(({ elsewhereMs }) => elsewhereMs > 0);
  return (
    <Card title={t('totals.title')}>
      {totals.length === 0 ? (
        <p>{t('totals.none')}</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
        <section className={styles.scroller} aria-label={t('totals.table')} tabIndex={0}>
          <table className={`${styles.table} ${styles.totals}`}>
            <thead>
              <tr>
                <th scope="col">{t('totals.tier')}</th>
                <th scope="col">{t('totals.working')}</th>
                <th scope="col">{t('totals.resident')}</th>
                <th scope="col">{t('totals.waiting')}</th>
                {waitedElsewhere && <th scope="col">{t('totals.elsewhere')}</th>}
              </tr>
            </thead>
            <tbody>
              {totals.map(({ tier, workingMs, waitingMs, residentMs, elsewhereMs }) => (
                <tr key={tier}>
                  <th scope="row" title={tier}>
                    {knownText(words, tWords, 'tier', tier)}
                  </th>
                  <td className={styles.number}>{duration(workingMs)}</td>
                  <td className={styles.number}>{duration(residentMs)}</td>
                  <td className={styles.number}>{duration(waitingMs)}</td>
                  {waitedElsewhere && <td className={styles.number}>{duration(elsewhereMs)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      <p className={styles.note}>{t('totals.about')}</p>
    </Card>
  );
}
