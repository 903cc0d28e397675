/**
 * The conversations on the desk: one in hand, others parked. What is typed goes to the server every two seconds and when the page goes
 * away; until it has arrived it stays here, whatever becomes of the connection or the session.
 */
import { useCallback, useEffect, useRef, useState } from 'react';
import { type Channel, type Content, type Draft, isBlank, newDraft } from './draft.js';
import { dropDraft, keepDraft, keepWhileLeaving } from './queries.js';

const KEEP_EVERY_MS = 2_000;

export type Kept = 'kept' | 'unkept' | 'failing';

export function useDesk(stored: readonly Draft[], channel: Channel) {
  const [drafts, setDrafts] = useState<readonly Draft[]>(() => (stored.length > 0 ? stored : [newDraft(channel, new Date())]));
  const [chosen, setChosen] = useState(() => drafts.at(-1)?.id ?? '');
  const current = drafts.find(({ id }) => id === chosen) ?? drafts[0] ?? newDraft(channel, new Date());
  const forget = useCallback(
    (id: string) =>
      setDrafts((before) => {
        const left = before.filter((one) => one.id !== id);
        return left.length > 0 ? left : [newDraft(channel, new Date())];
      }),
    [channel],
  );
  const { kept, keepNow, leave } = useKeeping(drafts, stored, forget);

  return {
    drafts,
    current,
    kept,
    keepNow,
    choose: setChosen,
    change: (changes: Partial<Content>) =>
      setDrafts((before) => before.map((one) => (one.id === current.id ? { ...one, content: { ...one.content, ...changes } } : one))),
    /** Parks what is in hand, unless there is nothing to park. */
    startNew: (content: Partial<Content> = {}) => {
      const fresh = newDraft(channel, new Date());
      const started = { ...fresh, content: { ...fresh.content, ...content } };
      setDrafts((before) => [...before.filter((one) => one.id !== current.id || !isBlank(one)), started]);
      setChosen(started.id);
    },
    /** Registered: the server has made a case of it. The next conversation begins. */
    finish: (id: string) => {
      leave(id);
      const started = newDraft(channel, new Date());
      setDrafts((before) => [...before.filter((one) => one.id !== id), started]);
      setChosen(started.id);
    },
    throwAway: (id: string) => {
      leave(id);
      forget(id);
      void dropDraft(id).catch(() => undefined);
    },
  };
}

function useKeeping(drafts: readonly Draft[], stored: readonly Draft[], forget: (id: string) => void) {
  const latest = useRef(drafts);
  latest.current = drafts;
  const arrived = useRef(new Map(stored.map((one) => [one.id, JSON.stringify(one.content)])));
  const underWay = useRef(new Set<string>());
  const left = useRef(new Set<string>());
  const [isFailing, setFailing] = useState(false);
  const [, setRound] = useState(0);

  const unkept = useCallback(
    () =>
      latest.current.filter((one) => {
        const known = arrived.current.get(one.id);
        return known === undefined ? !isBlank(one) : known !== JSON.stringify(one.content);
      }),
    [],
  );

  const keepNow = useCallback(async (): Promise<void> => {
    const waiting = unkept().filter(({ id }) => !underWay.current.has(id) && !left.current.has(id));
    if (waiting.length === 0) return;
    const outcomes = await Promise.all(
      waiting.map(async (one) => {
        underWay.current.add(one.id);
        const content = JSON.stringify(one.content);
        try {
          const { caseNumber } = await keepDraft(one);
          if (caseNumber === null) arrived.current.set(one.id, content);
          // Registered in another tab.
          else if (!left.current.has(one.id)) forget(one.id);
          return true;
        } catch {
          return false;
        } finally {
          underWay.current.delete(one.id);
        }
      }),
    );
    setFailing(outcomes.includes(false));
    setRound((round) => round + 1);
  }, [unkept, forget]);

  useEffect(() => {
    const timer = setInterval(() => void keepNow(), KEEP_EVERY_MS);
    const leaving = () => {
      for (const one of unkept()) if (!left.current.has(one.id)) keepWhileLeaving(one);
    };
    window.addEventListener('pagehide', leaving);
    return () => {
      clearInterval(timer);
      window.removeEventListener('pagehide', leaving);
      leaving();
    };
  }, [keepNow, unkept]);

  const kept: Kept = unkept().length === 0 ? 'kept' : isFailing ? 'failing' : 'unkept';
  return { kept, keepNow, leave: (id: string) => void left.current.add(id) };
}
