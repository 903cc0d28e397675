/** Turns what happens elsewhere into fresh data here: the cases and tasks that an event touches are read anew, gathered over a moment. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noticesQuery } from '../notices/queries.js';
import { followStream } from './stream.js';

/** A case page shows news within 2 s; a rush of events costs one reading. */
const GATHER_MS = 400;
/** Lists and counts: many more events concern them. */
const GATHER_LISTS_MS = 2_000;

/** Parts of a case page that few acts touch, by the beginning of the act; all else is read anew with the case. */
const PARTS: Readonly<Record<string, string>> = {
  note: 'case-notes',
  question: 'case-questions',
  document: 'case-documents',
  dms: 'case-documents',
};

export function LiveUpdates() {
  const client = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    const touched = new Set<string>();
    const parts = new Map<string, readonly [part: string, number: string]>();
    let cases: ReturnType<typeof setTimeout> | undefined;
    let isTold = false;
    let lists: ReturnType<typeof setTimeout> | undefined;
    const readCases = () => {
      cases = undefined;
      for (const number of touched) void client.invalidateQueries({ queryKey: ['case', number] });
      for (const queryKey of parts.values()) void client.invalidateQueries({ queryKey });
      touched.clear();
      parts.clear();
      if (isTold) void client.invalidateQueries({ queryKey: noticesQuery.queryKey });
      isTold = false;
    };
    const readLists = () => {
      lists = undefined;
      void client.invalidateQueries({ queryKey: ['tasks'] });
      void client.invalidateQueries({ queryKey: ['first-steps'] });
    };
    void followStream(
      (event) => {
        touched.add(event.caseNumber);
        const part = PARTS[event.type.split('.')[0] ?? ''];
        if (part !== undefined) parts.set(`${part} ${event.caseNumber}`, [part, event.caseNumber]);
        isTold ||= event.concerns;
        cases ??= setTimeout(readCases, GATHER_MS);
        lists ??= setTimeout(readLists, GATHER_LISTS_MS);
      },
      () => {
        for (const part of new Set(['case', ...Object.values(PARTS)])) void client.invalidateQueries({ queryKey: [part] });
        void client.invalidateQueries({ queryKey: noticesQuery.queryKey });
        readLists();
      },
      ending.signal,
    );
    return () => {
      ending.abort();
      clearTimeout(cases);
      clearTimeout(lists);
    };
  }, [client]);
  return null;
}
