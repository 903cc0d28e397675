/** Which articles the caller has heard or got in this conversation: they go into the case with it. */
import type { Classification } from '../../catalogue/classifications.js';
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import { strings } from './strings.js';

interface HeardArticlesProps extends Pick<PartProps, 'content' | 'change'> {
  readonly classifications: readonly Classification[];
}

export function HeardArticles({ content: { articles, sent }, change, classifications }: HeardArticlesProps) {
  const t = useStrings(strings);
  const heard = classifications.filter(({ code }) => articles.includes(code));
  if (heard.length === 0 && sent.length === 0) return null;
  return (
    <section className={styles.box} aria-labelledby="heard-articles">
      <h3 id="heard-articles">{t('heard')}</h3>
      <ul className={styles.list}>
        {heard.map(({ code, name }) => (
          <li key={code} className={styles.line}>
            <span className={styles.name}>{name}</span>
            <Button
              kind="quiet"
              aria-label={t('heard.drop-one', { name })}
              onPress={() => change({ articles: articles.filter((one) => one !== code) })}
            >
              {t('heard.drop')}
            </Button>
          </li>
        ))}
        {sent.length > 0 && <li>{t('heard.sent', { count: sent.length })}</li>}
      </ul>
    </section>
  );
}
