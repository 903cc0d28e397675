/** The key of an act as this person has it, beside the act's words; nothing when they switched it off. */
import styles from './KeyName.module.css';
import { useKeyName } from './shortcuts.js';

interface KeyNameProps {
  /** Of itself. */
  readonly of: string;
  /** Absent: as in a button, after its words. */
  readonly className?: string | undefined;
}

export function KeyName({ of, className = styles.key }: KeyNameProps) {
  const keys = useKeyName(of);
  return keys === '' ? null : <kbd className={className}>{keys}</kbd>;
}
