/** Says on every page of a demo that nothing here is real. */
import { useStrings } from '../i18n/language.js';
import { useIsDemo } from '../session/session.js';
import styles from './SampleSign.module.css';
import { strings } from './strings.js';

export function SampleSign() {
  const t = useStrings(strings);
  if (!useIsDemo()) return null;
  return (
    <p className={styles.sign}>
      <strong>{t('sample')}.</strong> <span className={styles.about}>{t('sample.about')}</span>
    </p>
  );
}
