/** The caller's words sound like danger to life: the way to 112 first, the case after. */
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Desk.module.css';
import { soundsDangerous } from './danger.js';
import { strings } from './strings.js';
import type { Ways } from './tiers.js';

interface DangerPanelProps {
  readonly note: string;
  readonly ways: Ways;
  readonly onReport: () => void;
}

export function DangerPanel({ note, ways, onReport }: DangerPanelProps) {
  const t = useStrings(strings);
  const isDanger = soundsDangerous(note);
  return (
    // There from the start, so that what appears inside is read out.
    <div role="alert" className={isDanger ? styles.danger : 'only-heard'}>
      {isDanger && (
        <>
          <p className={styles.dangerTitle}>
            <Icon name="warning" /> {t('danger.title')}
          </p>
          <p>{t('danger.what')}</p>
          {ways.mayReportDanger && (
            <div>
              <Button onPress={onReport}>{t('danger.save')}</Button>
            </div>
          )}
        </>
      )}
    </div>
  );
}
