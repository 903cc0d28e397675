/** What a check of the history found: the verdict, what was checked, what was wrong, and what could not be checked. See README.md. */
import type { Schemas } from '../../api/schema.js';
import { useStrings } from '../../i18n/language.js';
import { Chip } from '../Chip/Chip.js';
import { strings } from './strings.js';
import styles from './Verdict.module.css';

export function Verdict({ verdict }: { readonly verdict: Schemas['Verdict'] }) {
  const t = useStrings(strings);
  const { journal, engine, faults, faultCount, notChecked } = verdict;
  const isIntact = verdict.verdict === 'intact';
  return (
    <div className={styles.verdict}>
      <p role="status">
        <Chip tone={isIntact ? 'good' : 'late'} sign={isIntact ? '✓' : '▲'}>
          {t(verdict.verdict)}
        </Chip>
      </p>
      {faultCount > 0 && (
        <section>
          <h3>{t('faults.title', { count: faultCount })}</h3>
          <ul>
            {faults.map((fault) => (
              <li key={`${fault.in} ${fault.case} ${fault.stream} ${fault.entry} ${fault.position} ${fault.reason}`}>
                {[fault.case ?? fault.stream, fault.entry === null ? null : t('fault.entry', { entry: fault.entry }), fault.detail]
                  .filter((part) => part !== null)
                  .join(' · ')}
              </li>
            ))}
          </ul>
        </section>
      )}
      <section>
        <h3>{t('checked.title')}</h3>
        <p>{t('checked.journal', journal)}</p>
        <p>{engine === null ? t('checked.no-engine') : t('checked.engine', engine)}</p>
        <p>{t('unanchored', { journal: journal.unanchored, records: engine?.unanchored ?? 0 })}</p>
      </section>
      {notChecked.length > 0 && (
        <section>
          <h3>{t('not-checked.title')}</h3>
          <ul>
            {notChecked.map((what) => (
              <li key={what}>{what}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
