/** The frame around every page: skip link, rail, top bar, banners, the page itself. Pages that the person may not open aren't there. */
import { Suspense, useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { useReachable } from '../api/reachability.js';
import { Banner } from '../components/Banner/Banner.js';
import { Icon } from '../components/Icon/Icon.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Toasts } from '../components/Toast/Toast.js';
import { useStrings } from '../i18n/language.js';
import { KeyList } from '../keyboard/key-list.js';
import { ShortcutListener } from '../keyboard/shortcuts.js';
import { LiveUpdates } from '../live/live-updates.js';
import { PAGES } from '../pages/index.js';
import { NothingHere } from '../pages/nothing-here/NothingHere.js';
import type { AppPage } from '../pages/page.js';
import { QuestionNews } from '../questions/QuestionNews.js';
import { useSession } from '../session/session.js';
import { SessionEnd, SessionEndingBanner } from '../session/session-end.js';
import { NewContact } from './NewContact.js';
import { PageBoundary } from './PageBoundary.js';
import { PersonMenu } from './PersonMenu.js';
import { remember, remembered } from './preferences.js';
import styles from './Shell.module.css';
import { strings } from './strings.js';

export function Shell() {
  const t = useStrings(strings);
  const [path, navigate] = useLocation();
  const [isFolded, setFolded] = useState(() => remembered('rail') === 'folded');
  const pages = usePages();
  const { roles } = useSession().person;
  const entries = pages.flatMap(({ rail }) =>
    rail === undefined || (rail.roles !== undefined && !rail.roles.some((role) => roles.includes(role))) ? [] : [rail],
  );
  const fold = () => {
    remember('rail', isFolded ? 'open' : 'folded');
    setFolded(!isFolded);
  };
  return (
    <RouterProvider navigate={navigate}>
      <a href="#main" className={styles.skip}>
        {t('skip')}
      </a>
      <div className={`${styles.shell} ${isFolded ? styles.folded : ''} ${entries.length === 0 ? styles.bare : ''}`}>
        <header className={styles.top}>
          <Link href="/" className={styles.brand}>
            {t('brand')}
          </Link>
          <div className={styles.beside}>
            <NewContact />
            <PersonMenu />
          </div>
        </header>
        {entries.length > 0 && (
          <nav className={styles.rail} aria-label={t('rail')}>
            <ul className={styles.entries}>
              {entries.map((entry) => (
                <RailEntry key={entry.href} entry={entry} isFolded={isFolded} />
              ))}
            </ul>
            <button
              type="button"
              className={styles.fold}
              onClick={fold}
              aria-expanded={!isFolded}
              aria-label={t(isFolded ? 'unfold' : 'fold')}
            >
              <Icon name={isFolded ? 'unfold' : 'fold'} />
            </button>
          </nav>
        )}
        <main id="main" className={styles.main} tabIndex={-1}>
          <OfflineBanner />
          <SessionEndingBanner />
          <PageBoundary key={path}>
            <Suspense fallback={<Skeleton lines={6} />}>
              <Switch>
                {pages.map((page) => (
                  <Route key={page.path} path={page.path} component={page.component} />
                ))}
                <Route path="/">
                  {entries[0] === undefined ? <NothingHere reason="no-page" /> : <Redirect to={entries[0].href} replace />}
                </Route>
                <Route>
                  <NothingHere reason="not-found" />
                </Route>
              </Switch>
            </Suspense>
          </PageBoundary>
        </main>
      </div>
      <LiveUpdates />
      <QuestionNews />
      <SessionEnd />
      <KeyList />
      <ShortcutListener />
      <Toasts />
    </RouterProvider>
  );
}

function usePages(): readonly AppPage[] {
  const { may } = useSession();
  return PAGES.filter(({ act }) => act === undefined || may.includes(act));
}

function RailEntry({ entry, isFolded }: { readonly entry: NonNullable<AppPage['rail']>; readonly isFolded: boolean }) {
  const t = useStrings(entry.strings);
  const [path] = useLocation();
  const isHere = path === entry.href || path.startsWith(`${entry.href}/`);
  return (
    <li>
      <Link href={entry.href} className={styles.entry} aria-current={isHere ? 'page' : undefined} title={isFolded ? t('rail') : undefined}>
        <Icon name={entry.icon} />
        <span className={styles.name}>{t('rail')}</span>
      </Link>
    </li>
  );
}

function OfflineBanner() {
  const t = useStrings(strings);
  if (useReachable()) return null;
  return (
    <Banner tone="warning" isNews>
      {t('offline')}
    </Banner>
  );
}
