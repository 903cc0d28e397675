/** The mailboxes that mail is taken from: each as a card beside the systems. */
import { useQuery } from '@tanstack/react-query';
import { Chip } from '../../components/Chip/Chip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { mailboxesQuery } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';

export function Mailboxes() {
  const t = useStrings(strings);
  const mailboxes = useQuery(mailboxesQuery).data ?? [];
  return mailboxes.map(({ name, readAt, downSince, lastError }) => (
    <li key={name} className={styles.system}>
      <h2 className={styles.message}>{t('mailbox', { name })}</h2>
      {downSince === null ? (
        <Chip tone="good" sign="✓">
          {t('mailbox.works')}
        </Chip>
      ) : (
        <Chip tone="late" sign="▲">
          {t('state.down')}
        </Chip>
      )}
      <Facts
        facts={[
          { name: t('down-since'), value: downSince === null ? null : <When at={downSince} /> },
          { name: t('last-error'), value: lastError },
          { name: t('mailbox.read'), value: readAt === null ? t('never') : <When at={readAt} /> },
        ]}
      />
    </li>
  ));
}
