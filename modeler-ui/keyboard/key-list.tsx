/** `Ctrl+/`: the keys that hold on this page. */
import { useState } from 'react';
import { Dialog } from '../components/Dialog/Dialog.js';
import { useStrings } from '../i18n/language.js';
import styles from './keyboard.module.css';
import { useActiveShortcuts, useShortcut } from './shortcuts.js';
import { strings } from './strings.js';

export function KeyList() {
  const t = useStrings(strings);
  const [isOpen, setOpen] = useState(false);
  const shortcuts = useActiveShortcuts();
  useShortcut('Ctrl+/', t('list'), () => setOpen((open) => !open));
  return (
    <Dialog title={t('title')} isOpen={isOpen} onClose={() => setOpen(false)}>
      <dl className={styles.keys}>
        {[...shortcuts, { keys: 'Esc', does: t('escape') }].map(({ keys, does }) => (
          <div key={keys} className={styles.row}>
            <dt>
              <kbd className={styles.key}>{keys}</kbd>
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
