/** Whether the server answers: told by every request, shown by the banner, and asked again by itself while it doesn't. */
import { useSyncExternalStore } from 'react';

const AGAIN_EVERY_MS = 2_000;

let reachable = true;
let asking: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

export function sayReachable(now: boolean): void {
  if (now === reachable) return;
  reachable = now;
  clearInterval(asking);
  asking = now ? undefined : setInterval(askAgain, AGAIN_EVERY_MS);
  for (const listener of listeners) listener();
}

async function askAgain(): Promise<void> {
  const answer = await fetch('/healthz', { cache: 'no-store' }).catch(() => undefined);
  if (answer?.ok === true) sayReachable(true);
}

export function onReachability(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

export function isReachable(): boolean {
  return reachable;
}

export function useReachable(): boolean {
  return useSyncExternalStore(onReachability, isReachable);
}
