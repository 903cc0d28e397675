/** One matter in a box with its heading. See README.md. */
import { type ReactNode, useId } from 'react';
import styles from './Card.module.css';

interface CardProps {
  readonly title: string;
  /** `warned`: something here asks to be looked at. */
  readonly tone?: 'plain' | 'warned';
  readonly children: ReactNode;
}

export function Card({ title, tone = 'plain', children }: CardProps) {
  const id = useId();
  return (
    <section className={`${styles.card} ${styles[tone]}`} aria-labelledby={id}>
      <h2 id={id} tabIndex={-1} className={styles.title}>
        {title}
      </h2>
      {children}
    </section>
  );
}
