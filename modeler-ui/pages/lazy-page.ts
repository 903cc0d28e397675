/** A page's part of the application, loaded when it is first opened. What can't be fetched while the server is away is fetched once it is back. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { doubtReachable, isReachable, onReachability } from '../api/reachability.js';

const AGAIN_MS = 500;

interface Loaded {
  readonly default: ComponentType;
}

export function lazyPage(load: () => Promise<Loaded>): LazyExoticComponent<ComponentType> {
  return lazy(() => untilReachable(load));
}

async function untilReachable(load: () => Promise<Loaded>): Promise<Loaded> {
  for (;;) {
    try {
      return await load();
    } catch {
      if (await doubtReachable()) {
        // The server answers: once more, and if there still is no such part, a newer version is published. The boundary says so.
        await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
        return load();
      }
      await backAgain();
    }
  }
}

function backAgain(): Promise<void> {
  return new Promise((resolve) => {
    const stop = onReachability(() => {
      if (!isReachable()) return;
      stop();
      resolve();
    });
  });
}
