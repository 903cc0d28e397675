/** What is looked for on a page: typed here, kept in its address as `q` once the typing has paused. */
import { useEffect, useState } from 'react';
import { useSearchParams } from 'wouter';
import { useLater } from './later.js';

const TYPING_MS = 300;

export interface SearchInAddress {
  readonly typed: string;
  readonly setTyped: (typed: string) => void;
  /** Trimmed; what to ask the server for. */
  readonly q: string;
}

export function useSearchInAddress(): SearchInAddress {
  const [search, setSearch] = useSearchParams();
  const [typed, setTyped] = useState(search.get('q') ?? '');
  const q = useLater(typed.trim(), TYPING_MS);
  useEffect(() => {
    setSearch(q === '' ? {} : { q }, { replace: true });
  }, [q, setSearch]);
  return { typed, setTyped, q };
}
