/** One rehearsal as its page holds it: the setup and the acts, kept in this tab; the server plays them anew each time. */
import { useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useDraft } from '../../forms/draft.js';
import { useSession } from '../../session/session.js';
import { type Act, type Rehearsal, rehearsalQuery, type Setup } from './queries.js';

interface Kept {
  readonly setup: Setup;
  readonly acts: readonly Act[];
}

const NOTHING: Kept = { setup: {}, acts: [] };

export interface Playing {
  readonly view: Rehearsal | undefined;
  readonly acts: readonly Act[];
  readonly isPlaying: boolean;
  readonly error: Error | null;
  readonly act: (act: Act) => void;
  readonly stepBack: () => void;
  /** Without a setup: the same one. */
  readonly restart: (setup?: Setup) => void;
  readonly retry: () => void;
}

export function useRehearsal(id: string): Playing {
  const { person } = useSession();
  const [{ setup, acts }, keep] = useDraft<Kept>(`${person.login}.try.${id}`, NOTHING);
  const played = useQuery(rehearsalQuery(id, setup, acts));
  const { data, isPlaceholderData } = played;
  // What was there stays while the server is away.
  const last = useRef<Rehearsal>(undefined);
  last.current = data ?? last.current;
  const view = last.current;
  const count = view?.acts ?? acts.length;
  // From now on it begins at that moment, however long one tries.
  useEffect(() => {
    if (data === undefined || isPlaceholderData || setup.beginAt !== undefined) return;
    keep({ setup: data.setup });
  }, [data, isPlaceholderData, setup.beginAt, keep]);
  return {
    view,
    acts,
    isPlaying: played.isFetching,
    error: played.error,
    act: (act) => {
      // What didn't fit is left out, or it would stand in the way of everything after it.
      if (!played.isFetching) keep({ acts: [...acts.slice(0, count), act] });
    },
    stepBack: () => keep({ acts: acts.length > count ? acts.slice(0, count) : acts.slice(0, -1) }),
    restart: (next = { ...setup }) => {
      const { beginAt: _, ...rest } = next;
      keep({ setup: rest, acts: [] });
    },
    retry: () => void played.refetch(),
  };
}
