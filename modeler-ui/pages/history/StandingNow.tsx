/** How the case stood at the moment that the page shows. */
import { Facts } from '../../components/Facts/Facts.js';
import { useStrings } from '../../i18n/language.js';
import { FIELDS, type Standing } from './changes.js';
import styles from './HistoryPage.module.css';
import { strings } from './strings.js';
import { useValueWords } from './use-row-words.js';

export function StandingNow({ standing }: { readonly standing: Standing }) {
  const t = useStrings(strings);
  const wordsFor = useValueWords();
  return (
    <section className={styles.card} aria-labelledby="standing-title">
      <h2 id="standing-title">{t('standing.title')}</h2>
      <Facts
        facts={FIELDS.map((field) => ({
          name: t(`field.${field}`),
          value: standing[field] === null ? null : wordsFor(field, standing[field]),
        }))}
      />
    </section>
  );
}
