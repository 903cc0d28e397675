/** An outage or planned works that explain the call: above the answer, because that is what to read aloud; the case is linked in one act. */
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import styles from './parts.module.css';
import type { KnownOutage } from './queries.js';
import { strings } from './strings.js';

export interface KnownOutagesProps {
  readonly outages: readonly KnownOutage['outage'][];
  readonly isBusy: boolean;
  readonly onReport: (outage: KnownOutage['outage']) => void;
}

export function KnownOutages({ outages, isBusy, onReport }: KnownOutagesProps) {
  const t = useStrings(strings);
  return (
    // There from the start, so that what appears inside is read out.
    <div role="status" className={outages.length === 0 ? 'only-heard' : `${styles.box} ${styles.warned}`}>
      {outages.map((outage) => (
        <div key={outage.id} className={styles.outage}>
          <p className={styles.name}>
            <Icon name="warning" /> {t(outage.planned ? 'outage.works' : 'outage.known', { title: outage.title })}
            {outage.endsAt !== null && (
              <>
                , {t('outage.until')} <When at={outage.endsAt} />
              </>
            )}
          </p>
          <p>{outage.say}</p>
          <div>
            <Button onPress={() => onReport(outage)} isPending={isBusy}>
              {t('outage.report')}
            </Button>
          </div>
        </div>
      ))}
    </div>
  );
}
