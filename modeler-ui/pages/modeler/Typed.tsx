/**
 * A text that becomes an act when the field is left or the person stops to think, not one a letter: undo takes back what a person thinks
 * of as one change, and a page that goes away while a long sentence is typed takes no more with it than the last words.
 */
import { useEffect, useRef, useState } from 'react';
import { TextArea, TextField } from '../../components/Field/Field.js';
import { joinHalfTyped } from './half-typed.js';

interface TypedProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onDone: (value: string) => void;
  readonly isLong?: boolean;
}

const PAUSE_MS = 1_500;

export function Typed({ label, description, value, onDone, isLong = false }: TypedProps) {
  const [typed, setTyped] = useState(value);
  const isTyping = useRef(false);
  /** What became an act before the field was left. */
  const given = useRef<string>(undefined);
  const done = () => {
    if (typed === value || typed === given.current) return;
    given.current = typed;
    onDone(typed);
  };
  const doneNow = useRef(done);
  doneNow.current = done;
  // What becomes of a pause's text (without the blank at its end, say) must not change the field under the person's hands.
  useEffect(() => {
    if (!isTyping.current) setTyped(value);
  }, [value]);
  useEffect(() => {
    // An emptied field is about to be filled anew: what it stands for isn't given up before it is left.
    if (!isTyping.current || typed.trim() === '') return;
    const pause = setTimeout(() => doneNow.current(), PAUSE_MS);
    return () => clearTimeout(pause);
  }, [typed]);
  useEffect(() => joinHalfTyped(() => doneNow.current()), []);
  const type = (text: string) => {
    isTyping.current = true;
    setTyped(text);
  };
  const leave = () => {
    isTyping.current = false;
    if (typed === given.current) setTyped(value);
    else done();
    given.current = undefined;
  };
  const props = { label, description, value: typed, onChange: type, onBlur: leave };
  if (isLong) return <TextArea {...props} rows={2} />;
  return <TextField {...props} onKeyDown={(event) => event.key === 'Enter' && done()} />;
}
