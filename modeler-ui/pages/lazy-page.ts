/** A page's part of the application, loaded when it is first opened. What can't be fetched while the server is away comes once it is back. */
import { type ComponentType, type LazyExoticComponent, lazy } from 'react';
import { doubtReachable, isReachable, onReachability } from '../api/reachability.js';

interface Loaded {
  readonly default: ComponentType;
}

export function lazyPage(load: () => Promise<Loaded>): LazyExoticComponent<ComponentType> {
  return lazy(async () => {
    try {
      return await load();
    } catch (error) {
      // The server answers and still there is no such part: a newer version is published. The boundary offers to load anew.
      if (await doubtReachable()) throw error;
      await backAgain();
      // Browsers remember that a module could not be fetched, so the page itself is loaded anew at its address. Nothing is typed on it yet,
      // and what was typed on the page before was kept when it was left.
      location.reload();
      return new Promise(() => undefined);
    }
  });
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
