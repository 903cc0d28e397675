/** A state in a few words: sign, word and tint together, so that no colour speaks alone. See README.md. */
import styles from './Chip.module.css';

export type ChipTone = 'neutral' | 'good' | 'soon' | 'late' | 'paused' | 'action';

interface ChipProps {
  readonly tone: ChipTone;
  readonly sign?: string;
  readonly children: string;
}

export function Chip({ tone, sign, children }: ChipProps) {
  return (
    <span className={`${styles.chip} ${styles[tone]}`}>
      {sign !== undefined && <span aria-hidden="true">{sign}</span>}
      <span className={styles.words}>{children}</span>
    </span>
  );
}
