/** Moving the rehearsal's clock: an hour, a day, to what falls due next, to the promised date. */
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import type { Act, Rehearsal } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

const HOUR_MIN = 60;
const DAY_MIN = 24 * HOUR_MIN;

export function TimeActs({ view, onAct }: { readonly view: Rehearsal; readonly onAct: (act: Act) => void }) {
  const t = useStrings(strings);
  const promise = view.case?.promiseAt ?? null;
  return (
    <section className={styles.part} aria-labelledby="time-title">
      <h2 id="time-title">{t('time')}</h2>
      <div className={styles.buttons}>
        <Button onPress={() => onAct({ act: 'wait', minutes: HOUR_MIN })}>{t('time.hour')}</Button>
        <Button onPress={() => onAct({ act: 'wait', minutes: DAY_MIN })}>{t('time.day')}</Button>
        {view.nextDueAt !== null && <Button onPress={() => onAct({ act: 'advance', to: 'next-due' })}>{t('time.next')}</Button>}
        {promise !== null && promise > view.now && view.case?.closedAt === null && (
          <Button onPress={() => onAct({ act: 'advance', to: 'promise' })}>{t('time.promise')}</Button>
        )}
      </div>
    </section>
  );
}
