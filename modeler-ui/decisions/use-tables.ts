/** The tables of a DMN file, read when its text changes. */
import { useEffect, useState } from 'react';
import { type DecisionFile, readTables } from './table.js';

export type Tables =
  | { readonly type: 'reading' }
  | { readonly type: 'read'; readonly file: DecisionFile; readonly xml: string }
  | { readonly type: 'unreadable'; readonly reason: string };

/** While a new text is read, the tables of the one before stay. */
export function useTables(xml: string): Tables {
  const [tables, setTables] = useState<Tables>({ type: 'reading' });
  useEffect(() => {
    let isGone = false;
    readTables(xml).then(
      (file) => !isGone && setTables({ type: 'read', file, xml }),
      (error: unknown) => !isGone && setTables({ type: 'unreadable', reason: error instanceof Error ? error.message : String(error) }),
    );
    return () => {
      isGone = true;
    };
  }, [xml]);
  return tables;
}
