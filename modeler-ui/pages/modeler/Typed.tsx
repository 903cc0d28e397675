/** A text that becomes one act when the field is left, not one a letter: undo takes back what a person thinks of as one change. */
import { useEffect, useState } from 'react';
import { TextArea, TextField } from '../../components/Field/Field.js';

interface TypedProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onDone: (value: string) => void;
  readonly isLong?: boolean;
}

export function Typed({ label, description, value, onDone, isLong = false }: TypedProps) {
  const [typed, setTyped] = useState(value);
  useEffect(() => setTyped(value), [value]);
  const done = () => {
    if (typed !== value) onDone(typed);
  };
  const props = { label, description, value: typed, onChange: setTyped, onBlur: done };
  if (isLong) return <TextArea {...props} rows={2} />;
  return <TextField {...props} onKeyDown={(event) => event.key === 'Enter' && done()} />;
}
