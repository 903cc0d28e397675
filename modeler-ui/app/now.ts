/** The present minute, shared by everything on the page that tells time; one timer, not one a row. */
import { createContext, useContext, useSyncExternalStore } from 'react';

const EVERY_MS = 30_000;

let now = new Date();
let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function tick(): void {
  now = new Date();
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  if (listeners.size === 0) {
    now = new Date();
    timer = setInterval(tick, EVERY_MS);
  }
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) clearInterval(timer);
  };
}

const Pretended = createContext<Date | null>(null);
/** For a part of a page that lives in a time of its own. */
export const PretendedNow = Pretended.Provider;

export function useNow(): Date {
  const real = useSyncExternalStore(subscribe, () => now);
  return useContext(Pretended) ?? real;
}
