/** Turns what happens elsewhere into fresh data here: the cases and tasks that an event touches are read anew, gathered over a moment. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { noticesQuery } from '../notices/queries.js';
import { followStream } from './stream.js';

/** A case page shows news within 2 s; a rush of events costs one reading. */
const GATHER_MS = 400;
/** Lists and counts: many more events concern them. */
const GATHER_LISTS_MS = 2_000;

export function LiveUpdates() {
  const client = useQueryClient();
  useEffect(() => {
    const ending = new AbortController();
    const touched = new Set<string>();
    let cases: ReturnType<typeof setTimeout> | undefined;
    let isTold = false;
    let lists: ReturnType<typeof setTimeout> | undefined;
    const readCases = () => {
      cases = undefined;
      for (const number of touched) void client.invalidateQueries({ queryKey: ['case', number] });
      touched.clear();
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
        isTold ||= event.concerns;
        cases ??= setTimeout(readCases, GATHER_MS);
        lists ??= setTimeout(readLists, GATHER_LISTS_MS);
      },
      () => {
        void client.invalidateQueries({ queryKey: ['case'] });
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
