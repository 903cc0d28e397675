/** How the case stands, in plain words: where it is, what comes next and by when, what is needed, the answer. Prints on one sheet. */
import type { Ref } from 'react';
import type { Schemas } from '../../api/schema.js';
import { useNow } from '../../app/now.js';
import { Button } from '../../components/Button/Button.js';
import { When } from '../../components/When/When.js';
import { shortDate } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import styles from './CheckCasePage.module.css';
import { nextOf, whenOf } from './next.js';
import { strings } from './strings.js';

interface StatusProps {
  readonly status: Schemas['CaseStatus'];
  readonly heading: Ref<HTMLHeadingElement>;
  readonly onAgain: () => void;
}

export function Status({ status, heading, onAgain }: StatusProps) {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const now = useNow();
  const by = whenOf(status);
  const isOpen = status.status === 'registered' || status.status === 'open';
  return (
    <article className={styles.status}>
      <div>
        <h2 ref={heading} tabIndex={-1} className={styles.number}>
          {t('result.title', { number: status.number })}
        </h2>
        <p className={styles.matter} lang="pl">
          {status.matter}
        </p>
      </div>
      <div className={styles.now}>
        <p className={styles.sentence}>{t(`status.${status.status}`)}</p>
        {isOpen && status.publicStatus !== '' && <p lang="pl">{status.publicStatus}.</p>}
        <p className={styles.meta}>
          {t('result.registered')}: <When at={status.registeredAt} dayOnly /> · {t('result.as-of')}: <When at={status.checkedAt} />
        </p>
      </div>
      {status.answer !== null && (
        <section aria-labelledby="answer-title">
          <h3 id="answer-title">{t('answer.title')}</h3>
          <p className={styles.answer} lang="pl">
            {status.answer}
          </p>
        </section>
      )}
      <section aria-labelledby="next-title">
        <h3 id="next-title">{t('next.title')}</h3>
        <p>{t(`next.${nextOf(status)}`)}</p>
        <p>{by.type === 'none' ? t('by.none') : t(`by.${by.type}`, { date: shortDate(language, new Date(by.at), now) })}</p>
        {isOpen && <p>{knownText(strings, t, 'reply', status.replyChannel)}</p>}
      </section>
      {isOpen && (
        <section aria-labelledby="needed-title">
          <h3 id="needed-title">{t('needed.title')}</h3>
          {status.asked !== null && (
            <div>
              <p>{t('asked', { date: status.answerBy === null ? '' : shortDate(language, new Date(status.answerBy), now) })}</p>
              <p className={styles.answer} lang="pl">
                {status.asked}
              </p>
              <p>{t('asked.how')}</p>
            </div>
          )}
          {status.needed.length === 0 ? (
            status.asked === null && <p>{t('needed.none')}</p>
          ) : (
            <>
              <p>{t('needed.about')}</p>
              <ul lang="pl">
                {status.needed.map((thing) => (
                  <li key={thing}>{thing}</li>
                ))}
              </ul>
            </>
          )}
        </section>
      )}
      <div className={styles.buttons}>
        <Button onPress={() => window.print()}>{t('print')}</Button>
        <Button kind="quiet" onPress={onAgain}>
          {t('another')}
        </Button>
      </div>
    </article>
  );
}
