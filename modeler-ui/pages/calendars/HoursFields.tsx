/** Opening hours of one day: from–to, as many as there are; none is closed. */
import { Button } from '../../components/Button/Button.js';
import { Icon } from '../../components/Icon/Icon.js';
import { TimeField } from '../../components/TimeField/TimeField.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Calendars.module.css';
import type { Hours } from './queries.js';
import { strings } from './strings.js';

/** A day's end is midnight, which a time field shows as 00:00. */
const closingIn = (to: string): string => (to === '24:00' ? '00:00' : to);
const closingOut = (to: string): string => (to === '00:00' ? '24:00' : to);
const FIRST = { from: '08:00', to: '16:00' };

interface HoursFieldsProps {
  /** Names the group. */
  readonly legend: string;
  /** Where an error of these leads. */
  readonly field: string;
  readonly hours: Hours;
  readonly onChange: (hours: Hours) => void;
  readonly error?: string | undefined;
}

export function HoursFields({ legend, field, hours, onChange, error }: HoursFieldsProps) {
  const t = useStrings(strings);
  const put = (at: number, part: Partial<Hours[number]>) => onChange(hours.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const next = () => {
    const last = hours.at(-1);
    onChange([...hours, last === undefined ? FIRST : { from: last.to, to: '24:00' }]);
  };
  return (
    <fieldset className={styles.hours} data-field={field} aria-describedby={error === undefined ? undefined : `${field}-error`}>
      <legend>{legend}</legend>
      {hours.length === 0 && <span className={styles.hint}>{t('closed')}</span>}
      {hours.map(({ from, to }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: intervals have no name of their own, and none is ever moved
        <div key={index} className={styles.interval}>
          <TimeField label={t('opens')} value={from} onChange={(value) => put(index, { from: value })} />
          <TimeField label={t('closes')} value={closingIn(to)} onChange={(value) => put(index, { to: closingOut(value) })} />
          <Button
            kind="quiet"
            onPress={() => onChange(hours.filter((_, at) => at !== index))}
            aria-label={t('hours.remove', { day: legend, from, to })}
          >
            <Icon name="close" />
          </Button>
        </div>
      ))}
      <Button kind="quiet" onPress={next} aria-label={t('hours.add', { day: legend })}>
        {t('hours.add.short')}
      </Button>
      {error !== undefined && (
        <p id={`${field}-error`} className={styles.error}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
