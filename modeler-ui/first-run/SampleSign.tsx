/** Says on every page of a demo that nothing here is real. */
import { useQuery } from '@tanstack/react-query';
import { useStrings } from '../i18n/language.js';
import { demoPeopleQuery } from '../session/session.js';
import styles from './SampleSign.module.css';
import { strings } from './strings.js';

export function SampleSign() {
  const t = useStrings(strings);
  if ((useQuery(demoPeopleQuery).data ?? []).length === 0) return null;
  return (
    <p className={styles.sign}>
      <strong>{t('sample')}.</strong> <span className={styles.about}>{t('sample.about')}</span>
    </p>
  );
}
