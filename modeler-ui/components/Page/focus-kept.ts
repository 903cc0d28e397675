/** Keeps the focus on a page that changes by itself: when what had it goes, because a colleague was quicker, one goes on from the heading above it. */
import { type RefObject, useEffect } from 'react';

export function useFocusKept(page: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const around = page.current;
    if (around === null) return;
    let last: Element | null = null;
    /** Innermost first. */
    let sections: readonly Element[] = [];
    const remember = ({ target }: FocusEvent) => {
      if (!(target instanceof Element)) return;
      last = target;
      sections = sectionsAround(target);
    };
    // A frame later, so that whoever knows better where to go on from has been there.
    const mend = () =>
      requestAnimationFrame(() => {
        if (last === null || last.isConnected || document.activeElement !== document.body) return;
        last = null;
        const [above] = sections.flatMap((one) => (one.isConnected ? [...one.querySelectorAll<HTMLElement>('h2[tabindex]')] : []));
        (above ?? around.querySelector<HTMLElement>('h1'))?.focus({ preventScroll: true });
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

function sectionsAround(element: Element): readonly Element[] {
  const section = element.parentElement?.closest('section') ?? null;
  return section === null ? [] : [section, ...sectionsAround(section)];
}
