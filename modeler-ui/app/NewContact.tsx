/** "New contact" for whoever takes calls, from wherever they are: `Alt+N`. */
import { useLocation } from 'wouter';
import { Button } from '../components/Button/Button.js';
import { Icon } from '../components/Icon/Icon.js';
import { useStrings } from '../i18n/language.js';
import { useShortcut } from '../keyboard/shortcuts.js';
import { useMay } from '../session/session.js';
import styles from './NewContact.module.css';
import { strings } from './strings.js';

export function NewContact() {
  return useMay('desk.use') ? <NewContactButton /> : null;
}

function NewContactButton() {
  const t = useStrings(strings);
  const [, navigate] = useLocation();
  const begin = () => navigate('/desk?new=1');
  useShortcut('Alt+N', t('new-contact'), begin);
  return (
    <span className={styles.all}>
      <Button onPress={begin} aria-label={t('new-contact')}>
        <Icon name="phone" />
        <span className={styles.name}>{t('new-contact')}</span>
      </Button>
    </span>
  );
}
