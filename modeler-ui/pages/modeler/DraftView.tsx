/** A draft that somebody else edits: to look at, as a diagram that can't be changed. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePageHeading } from '../../components/Page/Page.js';
import { useStrings } from '../../i18n/language.js';
import { Canvas } from './Canvas.js';
import styles from './ModelerPage.module.css';
import type { Draft } from './queries.js';
import { strings } from './strings.js';

export function DraftView({ draft, children }: { readonly draft: Draft; readonly children: ReactNode }) {
  const t = useStrings(strings);
  const title = t('title', { name: draft.name });
  const heading = usePageHeading(title);
  return (
    <div className={styles.page}>
      <div className={styles.head}>
        <Link href="/case-types" className={styles.back}>
          {t('back')}
        </Link>
        <h1 ref={heading} tabIndex={-1} className={styles.title}>
          {title}
        </h1>
      </div>
      <div className={styles.notes}>{children}</div>
      <div className={`${styles.body} ${styles.readOnly}`}>
        <Canvas xml={draft.xml} isReadOnly onOpen={() => undefined} />
      </div>
    </div>
  );
}
