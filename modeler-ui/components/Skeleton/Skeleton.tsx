/** Grey lines where something will be, after 300 ms only: what comes quickly must not flicker. See README.md. */
import { useEffect, useState } from 'react';
import { useStrings } from '../../i18n/language.js';
import styles from './Skeleton.module.css';
import { strings } from './strings.js';

const QUICK_MS = 300;

interface SkeletonProps {
  readonly lines: number;
}

export function Skeleton({ lines }: SkeletonProps) {
  const t = useStrings(strings);
  const [isSlow, setSlow] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setSlow(true), QUICK_MS);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div role="status" className={styles.skeleton} data-loading>
      {isSlow && (
        <>
          <span className="only-heard">{t('loading')}</span>
          {Array.from({ length: lines }, (_, line) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines have no other name
            <span key={line} className={styles.line} />
          ))}
        </>
      )}
    </div>
  );
}
