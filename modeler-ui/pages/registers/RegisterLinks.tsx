/** From one register to the other. */
import { Link } from 'wouter';
import { useStrings } from '../../i18n/language.js';
import { useSession } from '../../session/session.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

export function RegisterLinks({ here }: { readonly here: 'dms' | 'crm' }) {
  const t = useStrings(strings);
  const { registers } = useSession();
  if (registers.length < 2) return null;
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
