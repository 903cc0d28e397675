/** Keeps the focus on a page that changes by itself: when what had it goes, because a colleague was quicker, one goes on from the page's heading. */
import { type RefObject, useEffect } from 'react';

export function useFocusKept(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const around = page.current;
    if (around === null) return;
    let last: EventTarget | null = null;
    const remember = ({ target }: FocusEvent) => {
      last = target;
    };
    // A frame later, so that whoever knows better where to go on from has been there.
    const mend = () =>
      requestAnimationFrame(() => {
        if (!(last instanceof Element) || last.isConnected || document.activeElement !== document.body) return;
        last = null;
        around.querySelector<HTMLElement>('h1')?.focus({ preventScroll: true });
      });
    const watching = new MutationObserver(mend);
    watching.observe(around, { childList: true, subtree: true });
    around.addEventListener('focusin', remember);
    return () => {
      watching.disconnect();
      around.removeEventListener('focusin', remember);
    };
  }, [page]);
}
