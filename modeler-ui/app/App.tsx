/** A page for residents, or signing in, or the shell with the page of the address. */
import { QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { Route, Switch } from 'wouter';
import { createQueryClient } from '../api/query-client.js';
import { ErrorState } from '../components/ErrorState/ErrorState.js';
import { Skeleton } from '../components/Skeleton/Skeleton.js';
import { LanguageProvider } from '../i18n/language.js';
import { lazyPage } from '../pages/lazy-page.js';
import { PUBLIC_PAGES } from '../pages/public.js';
import { SignInPage } from '../pages/sign-in/SignInPage.js';
import { changeSession, SessionProvider, sessionQuery } from '../session/session.js';
import { Shell } from './Shell.js';

export function App() {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      <LanguageProvider>
        <Suspense fallback={<Skeleton lines={6} />}>
          <Switch>
            {PUBLIC_PAGES.map(({ path, component }) => (
              <Route key={path} path={path} component={component} />
            ))}
            <Route>
              <SignedInOrNot />
            </Route>
          </Switch>
        </Suspense>
      </LanguageProvider>
    </QueryClientProvider>
  );
}

const FirstPasswordPage = lazyPage(() => import('../pages/password/FirstPasswordPage.js'));

function SignedInOrNot() {
  const client = useQueryClient();
  const session = useQuery(sessionQuery);
  if (session.isPending) return <Skeleton lines={3} />;
  if (session.isError) return <ErrorState error={session.error} onRetry={() => void session.refetch()} />;
  if (session.data === null) return <SignInPage onSignedIn={(signedIn) => changeSession(client, signedIn)} />;
  return (
    // Another person's page begins anew: nothing of the one before may stay on the screen.
    <SessionProvider key={session.data.person.login} session={session.data}>
      {session.data.passwordToChange ? <FirstPasswordPage /> : <Shell />}
    </SessionProvider>
  );
}
