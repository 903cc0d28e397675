/** A state in a few words: sign, word and tint together, so that no colour speaks alone. See README.md. */
import styles from './Chip.module.css';

export type ChipTone = 'neutral' | 'good' | 'soon' | 'late' | 'paused' | 'action';

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
      {sign !== undefined && <span aria-hidden="true">{sign}</span>}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
