/** From how many days without an event on a case stands still. */
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { useStrings } from '../../i18n/language.js';
import { STUCK_CHOICES } from './queries.js';
import styles from './Running.module.css';
import { strings } from './strings.js';

export function StuckChoice({ stuckDays, onChange }: { readonly stuckDays: number; readonly onChange: (days: number) => void }) {
  const t = useStrings(strings);
  return (
    <div className={styles.filter}>
      <SelectChoice
        label={t('stuck.days')}
        isRequired
        choices={STUCK_CHOICES.map((days) => ({ value: String(days), label: t('stuck.choice', { count: days }) }))}
        value={String(stuckDays)}
        onChange={(value) => onChange(Number(value))}
      />
    </div>
  );
}
