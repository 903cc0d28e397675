/** The frame around every page: skip link, rail, top bar, banners, the page itself. Pages that the person may not open aren't there. */
import { Suspense, useEffect, useState } from 'react';
import { RouterProvider } from 'react-aria-components';
import { Link, Redirect, Route, Switch, useLocation } from 'wouter';
import { useReachable } from '../api/reachability.js';
import { Banner } from '../components/Banner/Banner.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { Toasts } from '../components/Toast/Toast.js';
import { FirstSteps } from '../first-run/FirstSteps.js';
import { SampleSign } from '../first-run/SampleSign.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { translator } from '../i18n/strings.js';
import { KeyList } from '../keyboard/key-list.js';
import { ShortcutListener } from '../keyboard/shortcuts.js';
import { LiveUpdates } from '../live/live-updates.js';
import { NoticeBell } from '../notices/NoticeBell.js';
import { PAGES } from '../pages/index.js';
import { NothingHere } from '../pages/nothing-here/NothingHere.js';
import type { AppPage } from '../pages/page.js';
import { GlobalSearch } from '../search/GlobalSearch.js';
import { useOwnSettings } from '../session/own-settings.js';
import { useSession } from '../session/session.js';
import { SessionEnd, SessionEndingBanner } from '../session/session-end.js';
import { NewContact } from './NewContact.js';
import { PageBoundary } from './PageBoundary.js';
import { PersonMenu } from './PersonMenu.js';
import { remember, remembered } from './preferences.js';
import { Rail } from './Rail.js';
import styles from './Shell.module.css';
import { SystemsAway } from './SystemsAway.js';
import { strings } from './strings.js';

export function Shell() {
  const t = useStrings(strings);
  const [path, navigate] = useLocation();
  const [isFolded, setFolded] = useState(() => remembered('rail') === 'folded');
  const pages = usePages();
  const { roles } = useSession().person;
  const entries = pages.flatMap(({ rail }) =>
    rail === undefined ||
    (rail.roles !== undefined && !rail.roles.some((role) => roles.includes(role))) ||
    pages.some(({ path: other }) => other === rail.insteadOf)
      ? []
      : [rail],
  );
  const { language } = useLanguage();
  const named = entries.map((entry) => ({ href: entry.href, name: translator(entry.strings, language)('rail') }));
  useDensity();
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
            <GlobalSearch pages={named} />
            <NewContact />
            <NoticeBell />
            <PersonMenu />
          </div>
        </header>
        {entries.length > 0 && <Rail entries={entries} pages={pages} isFolded={isFolded} onFold={fold} />}
        <main id="main" className={styles.main} tabIndex={-1}>
          <SampleSign />
          <OfflineBanner />
          <SystemsAway />
          <SessionEndingBanner />
          {path === entries[0]?.href && <FirstSteps />}
          <PageBoundary key={path}>
            <Suspense
              fallback={
                <div className={styles.coming}>
                  <Skeleton lines={6} />
                </div>
              }
            >
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
      <SessionEnd />
      <KeyList />
      <ShortcutListener />
      <Toasts />
    </RouterProvider>
  );
}

function usePages(): readonly AppPage[] {
  const { may, registers } = useSession();
  return PAGES.filter(
    ({ act, register }) => (act === undefined || may.includes(act)) && (register === undefined || registers.includes(register)),
  );
}

/** Rows are as high as the person wants them; of itself by the device (design/tokens.css). */
function useDensity(): void {
  const density = useOwnSettings()?.density ?? null;
  useEffect(() => {
    if (density === null) delete document.documentElement.dataset.density;
    else document.documentElement.dataset.density = density;
  }, [density]);
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
