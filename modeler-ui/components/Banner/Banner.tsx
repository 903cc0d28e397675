/** A sentence across the page that stays until its reason is gone. See README.md. */
import type { ReactNode } from 'react';
import { Icon } from '../Icon/Icon.js';
import styles from './Banner.module.css';

interface BannerProps {
  readonly tone: 'info' | 'warning' | 'late';
  readonly children: ReactNode;
  readonly action?: ReactNode;
  /** Read out when it appears; not for what is there from the start. */
  readonly isNews?: boolean;
}

export function Banner({ tone, children, action, isNews = false }: BannerProps) {
  return (
    <div className={`${styles.banner} ${styles[tone]}`} {...(isNews ? { role: 'status' } : {})}>
      <Icon name={tone === 'info' ? 'info' : 'warning'} />
      <div className={styles.words}>{children}</div>
      {action}
    </div>
  );
}
