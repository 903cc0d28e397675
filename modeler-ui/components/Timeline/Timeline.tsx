/** What happened, newest first: who, when, what. See README.md. */
import type { ReactNode } from 'react';
import { When } from '../When/When.js';
import styles from './Timeline.module.css';

export interface TimelineItem {
  readonly id: string;
  readonly at: string;
  /** Who or what did it, as people call them. */
  readonly actor: string;
  readonly what: string;
  readonly details?: ReactNode;
  readonly isSystem: boolean;
}

interface TimelineProps {
  readonly label: string;
  readonly items: readonly TimelineItem[];
}

export function Timeline({ label, items }: TimelineProps) {
  return (
    <ol className={styles.timeline} aria-label={label}>
      {items.map((item) => (
        <li key={item.id} className={`${styles.item} ${item.isSystem ? styles.system : ''}`}>
          <div className={styles.meta}>
            <When at={item.at} /> · {item.actor}
          </div>
          <div className={styles.what}>{item.what}</div>
          {item.details !== undefined && <div className={styles.details}>{item.details}</div>}
        </li>
      ))}
    </ol>
  );
}
