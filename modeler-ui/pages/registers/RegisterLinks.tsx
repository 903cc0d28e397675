/** From one register to the other. */
import { Link } from 'wouter';
import { useStrings } from '../../i18n/language.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

export function RegisterLinks({ here }: { readonly here: 'dms' | 'crm' }) {
  const t = useStrings(strings);
  return (
    <nav aria-label={t('registers')} className={styles.links}>
      {(['dms', 'crm'] as const).map((one) => (
        <Link key={one} href={`/registers/${one}`} aria-current={one === here ? 'page' : undefined} className={styles.link}>
          {t(`to.${one}`)}
        </Link>
      ))}
    </nav>
  );
}
