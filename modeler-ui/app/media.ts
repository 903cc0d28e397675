/** Whether a media query holds now: for what CSS alone can't decide, such as drawing a list in place of a table. */
import { useSyncExternalStore } from 'react';

/** The width below which the application is a phone's; the same in the style sheets. */
export const PHONE = '(max-width: 767px)';

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const media = matchMedia(query);
      media.addEventListener('change', listener);
      return () => media.removeEventListener('change', listener);
    },
    () => matchMedia(query).matches,
  );
}
