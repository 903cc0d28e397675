/** How much new there is to say aloud: at most once in ten seconds, and nothing that was there when the page was opened. */
import { useEffect, useRef, useState } from 'react';
import type { Notice } from './queries.js';

const QUIET_MS = 10_000;

/** New since the last time that something was said; 0 while there is nothing to say. */
export function useNews(notices: readonly Notice[] | undefined): number {
  const heard = useRef<Set<string> | undefined>(undefined);
  const saidAtMs = useRef(0);
  const [count, setCount] = useState(0);
  useEffect(() => {
    if (notices === undefined) return undefined;
    if (heard.current === undefined) {
      heard.current = new Set(notices.map(({ id }) => id));
      return undefined;
    }
    const known = heard.current;
    const fresh = notices.filter(({ id, read }) => !read && !known.has(id));
    if (fresh.length === 0) return undefined;
    const say = () => {
      saidAtMs.current = Date.now();
      for (const { id } of fresh) known.add(id);
      setCount(fresh.length);
    };
    const timer = setTimeout(say, Math.max(0, saidAtMs.current + QUIET_MS - Date.now()));
    return () => clearTimeout(timer);
  }, [notices]);
  useEffect(() => {
    if (count === 0) return undefined;
    // Emptied, so that the same number is heard again when it comes again.
    const timer = setTimeout(() => setCount(0), QUIET_MS / 2);
    return () => clearTimeout(timer);
  }, [count]);
  return count;
}
