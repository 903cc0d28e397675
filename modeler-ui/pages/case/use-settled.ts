/** A text once it has stood still for a moment: previews follow the typing at this distance. */
import { useEffect, useState } from 'react';

const FOLLOW_MS = 400;

export function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), FOLLOW_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
