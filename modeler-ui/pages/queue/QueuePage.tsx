/** The queue: what waits for me and my tier, the most urgent first, and the way to the next one. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useLocation, useSearchParams } from 'wouter';
import { PHONE, useMedia } from '../../app/media.js';
import { Button } from '../../components/Button/Button.js';
import { Loading } from '../../components/Loading/Loading.js';
import { Page } from '../../components/Page/Page.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { questionsQuery } from '../../questions/queries.js';
import { useMay } from '../../session/session.js';
import { BulkBar } from './BulkBar.js';
import { type QueueFilters, readFilters, writeFilters } from './filters.js';
import { NothingWaits } from './NothingWaits.js';
import { QuestionsView } from './QuestionsView.js';
import { QueueFilterBar } from './QueueFilterBar.js';
import styles from './QueuePage.module.css';
import { countsQuery, takeNext } from './queries.js';
import { SavedFilters } from './SavedFilters.js';
import { strings } from './strings.js';
import { TaskCards } from './TaskCards.js';
import { TaskPreview } from './TaskPreview.js';
import { TaskTable } from './TaskTable.js';
import { useCalmTasks } from './use-calm-tasks.js';
import { ViewTabs } from './ViewTabs.js';

/** Number of the case that was opened from here: coming back, the focus goes to its row. */
let lastOpened: string | null = null;

export default function QueuePage() {
  const t = useStrings(strings);
  const [search, setSearch] = useSearchParams();
  const [, navigate] = useLocation();
  const client = useQueryClient();
  const isPhone = useMedia(PHONE);
  const filters = readFilters(search);
  const choose = (changes: Partial<QueueFilters>) => setSearch(writeFilters({ ...filters, ...changes }));
  const { query, list, showNews } = useCalmTasks(filters);
  const counts = useQuery(countsQuery).data;
  const [current, setCurrent] = useState<string | null>(null);
  const [isPreviewing, setPreviewing] = useState(false);
  const open = (number: string) => {
    lastOpened = number;
    navigate(`/cases/${encodeURIComponent(number)}`);
  };
  const isLead = useMay('task.distribute');
  const [picked, setPicked] = useState<ReadonlySet<string>>(new Set());
  const pickedTasks = list.rows.flatMap(({ item, isGone }) => (picked.has(item.key) && !isGone ? [item] : []));
  const picking = isLead
    ? {
        picked,
        onPick: (key: string, isPicked: boolean) =>
          setPicked(new Set(isPicked ? [...picked, key] : [...picked].filter((one) => one !== key))),
      }
    : {};
  const questions = useQuery(questionsQuery).data;
  const questionCount = (questions?.toAnswer.length ?? 0) + (questions?.asked.filter(({ state }) => state !== 'open').length ?? 0);
  const body = useReturnToRow(list.rows.length > 0);

  const take = useMutation({
    mutationFn: takeNext,
    onSuccess: ({ task }) => {
      void client.invalidateQueries({ queryKey: ['tasks'] });
      if (task === null) toasts.add({ message: t('took-none') }, { timeout: TOAST_MS });
      else open(task.caseNumber);
    },
    onError: (error) => toasts.add({ message: t('take-failed', { why: error.message }) }),
  });
  const takeIfIdle = () => {
    if (!take.isPending) take.mutate();
  };
  useShortcut('Ctrl+Enter', t('take-next'), takeIfIdle);

  const previewed = isPreviewing ? list.rows.find(({ item }) => item.key === current)?.item : undefined;
  const loadMore = () => {
    if (query.hasNextPage && !query.isFetchingNextPage) void query.fetchNextPage();
  };
  const bulkBar = pickedTasks.length > 0 && (
    <BulkBar
      tasks={pickedTasks}
      onDone={() => {
        setPicked(new Set());
        // What was pressed goes with the bar; from the rows the way to taking it back is short.
        body.current?.querySelector<HTMLElement>('[role="grid"]')?.focus();
      }}
    />
  );
  return (
    <Page
      title={t('title')}
      isWide
      actions={
        <Button kind="primary" onPress={takeIfIdle} isPending={take.isPending}>
          {t('take-next')}
        </Button>
      }
    >
      <ViewTabs
        view={filters.view}
        counts={counts === undefined ? undefined : { ...counts, questions: questionCount }}
        onChoose={(view) => choose({ view })}
        beside={filters.view !== 'questions' && <QueueFilterBar filters={filters} onChange={choose} />}
      >
        {filters.view === 'questions' ? (
          <QuestionsView />
        ) : (
          <>
            {/* There from the start, so that what appears inside is read out. */}
            <div role="status" className={list.isOutdated ? styles.news : 'only-heard'}>
              {list.isOutdated && (
                <>
                  {list.newCount > 0 ? t('news', { count: list.newCount }) : t('changed')} –{' '}
                  <Button kind="quiet" onPress={showNews}>
                    {t('show-news')}
                  </Button>
                </>
              )}
            </div>
            <SavedFilters filters={filters} onChoose={choose} />
            {isPhone && bulkBar}
            <div className={styles.body} ref={body}>
              {query.data === undefined ? (
                <Loading of={query} lines={10} />
              ) : list.rows.length === 0 ? (
                <NothingWaits filters={filters} counts={counts} onChange={choose} onTake={takeIfIdle} />
              ) : isPhone ? (
                <TaskCards
                  rows={list.rows}
                  {...picking}
                  hasMore={query.hasNextPage}
                  isLoadingMore={query.isFetchingNextPage}
                  onMore={loadMore}
                />
              ) : (
                <TaskTable
                  rows={list.rows}
                  current={current}
                  onCurrent={(key) => {
                    setCurrent(key);
                    // Escape: the next Space shows a row again.
                    if (key === null) setPreviewing(false);
                  }}
                  onOpen={open}
                  onPreview={() => setPreviewing((shown) => !shown)}
                  {...picking}
                  isOfWaiting={filters.view === 'waiting'}
                  isLoadingMore={query.isFetchingNextPage}
                  onMore={loadMore}
                />
              )}
              {!isPhone && previewed !== undefined && <TaskPreview task={previewed} onClose={() => setPreviewing(false)} />}
            </div>
            {/* Below the rows: what appears above them would move the next one from under the pointer. */}
            {!isPhone && bulkBar}
          </>
        )}
      </ViewTabs>
    </Page>
  );
}

/** Rows are drawn a few frames after the page. */
const MOST_FRAMES = 60;

function useReturnToRow(hasRows: boolean) {
  const body = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!hasRows || lastOpened === null) return;
    const number = lastOpened;
    lastOpened = null;
    let frames = 0;
    const look = () => {
      const rows = body.current?.querySelectorAll<HTMLElement>('[role="row"][data-key], a') ?? [];
      const row = [...rows].find((one) => one.textContent?.includes(number));
      if (row !== undefined) row.focus();
      else if (frames++ < MOST_FRAMES) requestAnimationFrame(look);
    };
    look();
  }, [hasRows]);
  return body;
}
