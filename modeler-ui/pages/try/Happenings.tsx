/** What may come from elsewhere: events that the case waits for, and automatic steps that another system does. */
import { useState } from 'react';
import { Button } from '../../components/Button/Button.js';
import { TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import type { Act, Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

interface HappeningsProps {
  readonly view: Rehearsal;
  readonly onAct: (act: Act) => void;
}

export function Happenings({ view, onAct }: HappeningsProps) {
  const t = useStrings(strings);
  if (view.messages.length === 0 && view.outside.length === 0) return null;
  return (
    <section className={styles.part} aria-labelledby="happenings-title">
      <h2 id="happenings-title">{t('happenings')}</h2>
      <ul className={styles.list}>
        {view.outside.map(({ element, name }) => (
          <li key={element} className={styles.happening}>
            <span>{t('outside', { name })}</span>
            <Button onPress={() => onAct({ act: 'outside', element })} aria-label={t('outside.done.label', { name })}>
              {t('outside.done')}
            </Button>
          </li>
        ))}
        {view.messages.map((message) => (
          <Message key={`${message.processId} ${message.element}`} message={message} onAct={onAct} />
        ))}
      </ul>
    </section>
  );
}

/** As our document system says that a file ended well. */
const EXAMPLES: Readonly<Record<string, string>> = { dmsCode: 'ZAL' };

function Message({ message, onAct }: { readonly message: Rehearsal['messages'][number]; readonly onAct: (act: Act) => void }) {
  const t = useStrings(strings);
  const { element, name, asks } = message;
  const [values, setValues] = useState<Readonly<Record<string, string>>>(() =>
    Object.fromEntries(asks.map((ask) => [ask, EXAMPLES[ask] ?? ''])),
  );
  const sent = Object.fromEntries(Object.entries(values).filter(([, value]) => value.trim() !== ''));
  return (
    <li className={styles.happening}>
      <span>{name}</span>
      {asks.map((ask) => (
        <TextField
          key={ask}
          label={knownText(strings, t, 'ask', ask)}
          value={values[ask] ?? ''}
          onChange={(value) => setValues((before) => ({ ...before, [ask]: value }))}
        />
      ))}
      <Button onPress={() => onAct({ act: 'message', element, values: sent })} aria-label={t('happened.label', { name })}>
        {t('happened')}
      </Button>
    </li>
  );
}
