/** The key of an act as this person has it, beside the act's words; nothing when they switched it off. */
import { useKeyName } from './shortcuts.js';

interface KeyNameProps {
  /** Of itself. */
  readonly of: string;
  readonly className: string | undefined;
}

export function KeyName({ of, className }: KeyNameProps) {
  const keys = useKeyName(of);
  return keys === '' ? null : <kbd className={className}>{keys}</kbd>;
}
