/** Says that the register is narrowed to one case, and how to widen it. */
import { Button } from '../../components/Button/Button.js';
import { useStrings } from '../../i18n/language.js';
import styles from './Registers.module.css';
import { strings } from './strings.js';

export function OneCase({ number, onClear }: { readonly number: string; readonly onClear: () => void }) {
  const t = useStrings(strings);
  return (
    <p className={styles.narrowed}>
      {t('filter.case', { number })}{' '}
      <Button kind="quiet" onPress={onClear}>
        {t('filter.clear')}
      </Button>
    </p>
  );
}
