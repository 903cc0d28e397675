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
  asking = now ? undefined : setInterval(() => void askAgain(), AGAIN_EVERY_MS);
  for (const listener of listeners) listener();
}

/** Something answered, but not Okienko: perhaps what stands before it, because it is away. Or something failed without a word why. */
export async function doubtReachable(): Promise<boolean> {
  const answers = await isHealthy();
  if (!answers) sayReachable(false);
  return answers;
}

async function askAgain(): Promise<void> {
  if (await isHealthy()) sayReachable(true);
}

async function isHealthy(): Promise<boolean> {
  const signal = AbortSignal.timeout(AGAIN_EVERY_MS);
  const answer = await fetch('/healthz', { cache: 'no-store', signal }).catch(() => undefined);
  return answer?.ok === true;
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
