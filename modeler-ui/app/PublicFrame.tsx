/** The frame around pages for residents, who aren't signed in: the name, the language, and the accessibility statement at the end. */
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { usePageHeading } from '../components/Page/Page.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import styles from './PublicFrame.module.css';
import { strings } from './strings.js';

interface PublicFrameProps {
  readonly title: string;
  readonly children: ReactNode;
}

export function PublicFrame({ title, children }: PublicFrameProps) {
  const t = useStrings(strings);
  const { language, choose } = useLanguage();
  const heading = usePageHeading(title);
  const other = language === 'pl' ? 'en' : 'pl';
  return (
    <div className={styles.frame}>
      <header className={styles.top}>
        <Link href="/check" className={styles.brand}>
          {t('brand')}
        </Link>
        <button type="button" className={styles.language} lang={other} onClick={() => choose(other)}>
          {t('other-language')}
        </button>
      </header>
      <main className={styles.main}>
        <h1 ref={heading} tabIndex={-1}>
          {title}
        </h1>
        {children}
      </main>
      <footer className={styles.foot}>
        <Link href="/check">{t('check-case')}</Link>
        <Link href="/accessibility">{t('accessibility')}</Link>
      </footer>
    </div>
  );
}
