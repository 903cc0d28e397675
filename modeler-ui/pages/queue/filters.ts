/** The queue's view and filters live in the address, so that it can be shared and the back button works. */
export const TASK_VIEWS = ['mine', 'tier', 'waiting', 'late'] as const;
/** Beside tasks: questions to and from colleagues. */
export const VIEWS = [...TASK_VIEWS, 'questions'] as const;
export type QueueView = (typeof VIEWS)[number];

export interface QueueFilters {
  readonly view: QueueView;
  readonly isFree: boolean;
  /** Code. */
  readonly classification: string | null;
}

export function readFilters(search: URLSearchParams): QueueFilters {
  const view = VIEWS.find((one) => one === search.get('view')) ?? 'mine';
  return { view, isFree: search.get('free') === '1', classification: search.get('classification') };
}

export function writeFilters({ view, isFree, classification }: QueueFilters): URLSearchParams {
  return new URLSearchParams({
    ...(view === 'mine' ? {} : { view }),
    ...(isFree ? { free: '1' } : {}),
    ...(classification === null ? {} : { classification }),
  });
}

export function isNarrowed({ isFree, classification }: QueueFilters): boolean {
  return isFree || classification !== null;
}
