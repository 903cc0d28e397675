/** Brings whoever asks for a record to its heading, for on a phone that is above the list and out of sight, and back to where they were. */
import { useEffect, useRef } from 'react';

/** `record`: the id of the one that is shown. */
export function useRecordFocus(record: string | undefined) {
  const title = useRef<HTMLHeadingElement>(null);
  const opener = useRef<Element | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another record is the reason
  useEffect(() => {
    if (opener.current !== null) title.current?.focus();
  }, [record]);
  return {
    title,
    /** Before a record is asked for. */
    leave: () => {
      opener.current = document.activeElement;
    },
    /** Before the record goes. */
    comeBack: () => {
      if (opener.current instanceof HTMLElement) opener.current.focus();
      opener.current = null;
    },
  };
}
