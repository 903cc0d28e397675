/** The tasks of the queue as they stand still on the page: new ones come in when the person asks, changes filters or scrolls on. */
import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { calmList } from './calm-list.js';
import type { QueueFilters } from './filters.js';
import { queueQuery, type Task } from './queries.js';

interface Shown {
  readonly filters: string;
  readonly pages: number;
  readonly tasks: readonly Task[];
  /** False while cached data from an earlier visit are on the page. */
  readonly isSettled: boolean;
}

const NOTHING: Shown = { filters: '', pages: 0, tasks: [], isSettled: false };

export function useCalmTasks(filters: QueueFilters) {
  const query = useInfiniteQuery({ ...queueQuery(filters), enabled: filters.view !== 'questions' });
  const fresh = useMemo(() => query.data?.pages.flat() ?? [], [query.data]);
  const pages = query.data?.pages.length ?? 0;
  const [shown, setShown] = useState(NOTHING);
  const name = JSON.stringify(filters);

  let now = shown;
  if (query.data !== undefined && (shown.filters !== name || !shown.isSettled)) {
    const isSettled = !query.isFetching;
    if (shown.filters !== name || isSettled || shown.tasks !== fresh) now = { filters: name, pages, tasks: fresh, isSettled };
  } else if (pages > shown.pages && shown.filters === name) {
    const known = new Set(shown.tasks.map(({ key }) => key));
    const added = query.data?.pages.slice(shown.pages).flat() ?? [];
    now = { ...shown, pages, tasks: [...shown.tasks, ...added.filter(({ key }) => !known.has(key))] };
  }
  // Derived during rendering, so that no frame shows what is already outdated (react.dev: storing information from previous renders).
  if (now !== shown && !(now.filters === shown.filters && now.tasks === shown.tasks && now.isSettled === shown.isSettled)) setShown(now);

  const list = useMemo(() => calmList(now.tasks, fresh, query.hasNextPage), [now.tasks, fresh, query.hasNextPage]);
  return {
    query,
    list,
    showNews: () => setShown({ filters: name, pages, tasks: fresh, isSettled: true }),
  };
}
