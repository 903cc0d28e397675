/** An outage or planned works that explain the call: what to read aloud, and the case linked to it in one act. */
import { useQuery } from '@tanstack/react-query';
import { useLater } from '../../app/later.js';
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import styles from './parts.module.css';
import { type KnownOutage, knownOutagesQuery } from './queries.js';
import { strings } from './strings.js';

interface KnownOutagesProps {
  readonly code: string;
  readonly place: string;
  readonly isBusy: boolean;
  readonly onReport: (outage: KnownOutage['outage']) => void;
}

const TYPING_MS = 400;

export function KnownOutages({ code, place, isBusy, onReport }: KnownOutagesProps) {
  const t = useStrings(strings);
  const known = useQuery(knownOutagesQuery(code, useLater(place.trim(), TYPING_MS))).data ?? [];
  const here = known.filter(({ why }) => why === 'place');
  const elsewhere = here.length > 0 ? [] : known;
  return (
    <div role="status" className={here.length === 0 ? undefined : `${styles.box} ${styles.warned}`}>
      {here.map(({ outage }) => (
        <div key={outage.id} className={styles.outage}>
          <p className={styles.name}>
            <Icon name="warning" /> {t(outage.planned ? 'outage.works' : 'outage.known', { title: outage.title })}
            {outage.endsAt !== null && (
              <>
                {' '}
                {t('outage.until')} <When at={outage.endsAt} />
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
      {elsewhere.length > 0 && (
        <p className={styles.small}>
          {t('outage.elsewhere', { streets: [...new Set(elsewhere.flatMap(({ outage }) => outage.streets))].join(', ') })}
        </p>
      )}
    </div>
  );
}
