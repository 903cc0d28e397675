/** The frame of every page: one h1 that takes the focus when the page opens, the document's title, room for the content. See README.md. */
import { type ReactNode, useEffect, useRef } from 'react';
import { useFocusKept } from './focus-kept.js';
import styles from './Page.module.css';

interface PageProps {
  readonly title: string;
  /** Beside the heading: the page's buttons. */
  readonly actions?: ReactNode;
  /** Tables use the whole width. */
  readonly isWide?: boolean;
  readonly children: ReactNode;
}

/** The very first page keeps the focus where browsers put it. */
let isFirstPage = true;

export function Page({ title, actions, isWide = false, children }: PageProps) {
  const heading = usePageHeading(title);
  const page = useRef<HTMLDivElement>(null);
  useFocusKept(page);
  return (
    <div ref={page} className={`${styles.page} ${isWide ? '' : styles.bounded}`}>
      <div className={styles.head}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {actions !== undefined && <div className={styles.actions}>{actions}</div>}
      </div>
      {children}
    </div>
  );
}

/** For a page that draws its own heading: the same title and, unless a field of the page has it, the same focus. */
export function usePageHeading(title: string, { takesFocus = true }: { readonly takesFocus?: boolean } = {}) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${title} – Okienko`;
  }, [title]);
  useEffect(() => {
    if (!isFirstPage && takesFocus) heading.current?.focus();
    isFirstPage = false;
  }, [takesFocus]);
  return heading;
}
