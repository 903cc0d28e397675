/** A state in a few words: sign, word and tint together, so that no colour speaks alone. See README.md. */
import { Icon } from '../Icon/Icon.js';
import styles from './Chip.module.css';

export type ChipTone = 'neutral' | 'good' | 'soon' | 'late' | 'paused' | 'action';

/** Drawn: many fonts lack it, and some show it in colours of their own. */
const PAUSED = '⏸';

interface ChipProps {
  readonly tone: ChipTone;
  readonly sign?: string;
  /** Takes another line rather than leave words out: for names, which nobody can guess. */
  readonly wraps?: boolean;
  readonly children: string;
}

export function Chip({ tone, sign, wraps = false, children }: ChipProps) {
  return (
    <span className={`${styles.chip} ${styles[tone]} ${wraps ? styles.wraps : ''}`}>
      {sign !== undefined && (
        <span className={styles.sign} aria-hidden="true">
          {sign === PAUSED ? <Icon name="pause" /> : sign}
        </span>
      )}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
