/** The mailboxes that mail is taken from: each as a card beside the systems. */
import { useQuery } from '@tanstack/react-query';
import { Chip } from '../../components/Chip/Chip.js';
import { Facts } from '../../components/Facts/Facts.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { mailboxesQuery, tellOfMailbox } from './queries.js';
import styles from './SystemsPage.module.css';
import { strings } from './strings.js';
import { strings as toldStrings } from './told-strings.js';
import { NameToldButton, ToldName } from './WhoIsTold.js';

export function Mailboxes() {
  const t = useStrings(strings);
  const tTold = useStrings(toldStrings);
  const mailboxes = useQuery(mailboxesQuery).data ?? [];
  return mailboxes.map(({ name, readAt, downSince, lastError, told }) => (
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
          { name: tTold('told.of'), value: <ToldName told={told} /> },
        ]}
      />
      <div className={styles.acts}>
        <NameToldButton told={told} name={t('mailbox', { name })} onName={tellOfMailbox(name)} />
      </div>
    </li>
  ));
}
