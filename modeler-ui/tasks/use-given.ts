/** Tells that tasks went to somebody else, and takes them back while that is told: a choice acts at once, on many tasks. */
import { useQueryClient } from '@tanstack/react-query';
import { TOAST_MS, toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { usePeopleNames } from '../session/session.js';
import { assignTask, type HeldTask, type Outcome, onEach } from './many.js';
import { strings } from './strings.js';

/** There must be time to see that it was the wrong one. */
const TAKE_BACK_MS = 15_000;

interface Given {
  /** As they were before: each goes back to whoever had it. */
  readonly tasks: readonly HeldTask[];
  /** Login; `queue`: nobody; `several`: each to its own. */
  readonly to: { readonly type: 'person'; readonly login: string } | { readonly type: 'queue' | 'several' };
}

export function useGiven() {
  const t = useStrings(strings);
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const tellFailed = ([first, ...others]: Outcome['failed']) => {
    if (first !== undefined) toasts.add({ message: t('failed', { count: others.length + 1, number: first.caseNumber, why: first.why }) });
  };
  const takeBack = async (tasks: readonly HeldTask[]) => {
    const before = new Map(tasks.map(({ key, assignee }) => [key, assignee]));
    const { done, failed } = await onEach(tasks, (key) => assignTask(key, before.get(key) ?? null));
    if (done > 0) toasts.add({ message: t('taken-back', { count: done }) }, { timeout: TOAST_MS });
    tellFailed(failed);
    // The message with its button is gone; who pressed it by keyboard goes on from the page's heading.
    if (document.activeElement === document.body) document.querySelector('h1')?.focus();
    await client.invalidateQueries({ queryKey: ['tasks'] });
  };
  const tell = ({ tasks, to }: Given, { done, failed }: Outcome) => {
    const given = tasks.filter(({ caseNumber }) => failed.every((one) => one.caseNumber !== caseNumber));
    const messages = {
      person: () => t('given', { count: done, name: to.type === 'person' ? nameOf(to.login) : '' }),
      queue: () => t('given-back', { count: done }),
      several: () => t('spread', { count: done }),
    };
    if (done > 0) {
      const action = { label: t('take-back'), act: () => void takeBack(given), takesBack: true as const };
      toasts.add({ message: messages[to.type](), action }, { timeout: TAKE_BACK_MS });
    }
    tellFailed(failed);
  };
  return { tell, tellFailed };
}
