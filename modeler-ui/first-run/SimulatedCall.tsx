/** "Zasymuluj telefon", in a demo: an invented caller rings, is answered, and says what a newcomer can write down. */
import { useEffect, useState } from 'react';
import { Button } from '../components/Button/Button.js';
import { Dialog, DialogButtons } from '../components/Dialog/Dialog.js';
import { Icon } from '../components/Icon/Icon.js';
import { useStrings } from '../i18n/language.js';
import { useIsDemo } from '../session/session.js';
import styles from './SimulatedCall.module.css';
import { strings } from './strings.js';

const CALLERS = [
  { id: '1', phone: '600 000 120' },
  { id: '2', phone: '600 000 041' },
  { id: '3', phone: '600 000 077' },
  { id: '4', phone: '600 000 015' },
] as const;
type Caller = (typeof CALLERS)[number];

interface SimulatedCallProps {
  /** Number of the case that was saved last: with it the conversation is over. */
  readonly lastSaved: string | null;
  /** Another conversation begins; of the caller the telephone knows this much. */
  readonly onAnswer: (caller: { readonly name: string; readonly phone: string }) => void;
}

export function SimulatedCall({ lastSaved, onAnswer }: SimulatedCallProps) {
  const t = useStrings(strings);
  const isDemo = useIsDemo();
  const [calls, setCalls] = useState(0);
  const [ringing, setRinging] = useState<Caller | null>(null);
  const [onLine, setOnLine] = useState<Caller | null>(null);
  useEffect(() => {
    if (lastSaved !== null) setOnLine(null);
  }, [lastSaved]);
  if (!isDemo) return null;
  const ring = () => {
    setRinging(CALLERS[calls % CALLERS.length] ?? CALLERS[0]);
    setCalls(calls + 1);
  };
  const answer = (caller: Caller) => {
    setRinging(null);
    setOnLine(caller);
    onAnswer({ name: t(`caller.${caller.id}.name`), phone: caller.phone });
  };
  return (
    <div className={styles.call}>
      {onLine === null ? (
        <Button onPress={ring}>
          <Icon name="phone" />
          {t('simulate')}
        </Button>
      ) : (
        <div className={styles.says} role="status">
          <p>
            <strong>{t('call.says')}</strong> <q>{t(`caller.${onLine.id}.says`)}</q>
          </p>
          <Button kind="quiet" onPress={() => setOnLine(null)} aria-label={t('call.end')}>
            <Icon name="close" />
          </Button>
        </div>
      )}
      <Dialog title={t('call.title')} isOpen={ringing !== null} onClose={() => setRinging(null)}>
        {ringing !== null && (
          <>
            <p className={styles.from}>{t('call.from', { name: t(`caller.${ringing.id}.name`), phone: ringing.phone })}</p>
            <DialogButtons>
              <Button kind="primary" autoFocus onPress={() => answer(ringing)}>
                {t('call.answer')}
              </Button>
              <Button onPress={() => setRinging(null)}>{t('call.refuse')}</Button>
            </DialogButtons>
          </>
        )}
      </Dialog>
    </div>
  );
}
