/** The key that takes back what has just been done, in its button: it acts as long as the button is there, which by Tab may be far away. */
import { KeyName } from './KeyName.js';
import { useShortcut } from './shortcuts.js';

const UNDO = 'Ctrl+Z';

interface UndoKeyProps {
  /** What it does, for the list of keys. */
  readonly label: string;
  readonly onKey: () => void;
}

export function UndoKey({ label, onKey }: UndoKeyProps) {
  useShortcut(UNDO, label, onKey);
  return <KeyName of={UNDO} />;
}
