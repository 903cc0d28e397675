/** What would have been sent, newest first: to the resident and colleagues as it reads, to other systems in a line. */
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import type { Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

export function Unsent({ sent }: { readonly sent: Rehearsal['unsent'] }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  return (
    <section className={styles.part} aria-labelledby="unsent-title">
      <h2 id="unsent-title">{t('unsent')}</h2>
      {sent.length === 0 && <p className={styles.hint}>{t('unsent.none')}</p>}
      <ol className={styles.list}>
        {sent
          .map((one, place) => ({ ...one, id: place }))
          .reverse()
          .map(({ id, at, system, action, to, subject, text }) => (
            <li key={id} className={styles.message}>
              <span className={styles.hint}>
                <When at={at} /> ·{' '}
                {action === 'message' ? knownText(words, tWords, 'channel', system) : knownText(words, tWords, 'system', system)}
              </span>
              {action === 'message' ? (
                <>
                  <strong>{subject}</strong>
                  <span>{t('unsent.to', { to: to ?? '' })}</span>
                  <span className={styles.written}>{text}</span>
                </>
              ) : (
                <span>{t(`unsent.${action}`, { subject: subject ?? '' })}</span>
              )}
            </li>
          ))}
      </ol>
    </section>
  );
}
