/** Who is signed in and what they may do. Everything that depends on a right asks `useMay`. */
import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext } from 'react';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';
import { useStrings } from '../i18n/language.js';
import { peopleNamesQuery } from '../people/people.js';
import { strings as words } from '../words/strings.js';

export type Session = Schemas['Session'];
export type Act = Session['may'][number];
export type DemoPerson = Schemas['SignInOptions']['demoPeople'][number];

/** null: nobody is signed in. */
export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: async ({ signal }): Promise<Session | null> => (await call('GET /api/v1/session', { signal })) ?? null,
  staleTime: Number.POSITIVE_INFINITY,
  retry: true,
  refetchOnWindowFocus: false,
});

/** Somebody else is signed in now, or nobody: nothing that the person before has read may stay. */
export function changeSession(client: QueryClient, session: Session | null): void {
  client.setQueryData(sessionQuery.queryKey, session);
  client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionQuery.queryKey[0] });
}

/** Sample people who sign in by one click; empty unless this is a demo. */
export const demoPeopleQuery = queryOptions({
  queryKey: ['demo-people'],
  queryFn: async ({ signal }) => (await call('GET /api/v1/session/options', { signal })).demoPeople,
  staleTime: Number.POSITIVE_INFINITY,
});

export function useIsDemo(): boolean {
  return (useQuery(demoPeopleQuery).data ?? []).length > 0;
}

const SessionContext = createContext<Session | null>(null);

export function SessionProvider({ session, children }: { readonly session: Session; readonly children: ReactNode }) {
  return <SessionContext value={session}>{children}</SessionContext>;
}

/** Inside the shell somebody is always signed in. */
export function useSession(): Session {
  const session = useContext(SessionContext);
  if (session === null) throw new Error('Expected a page inside of the shell, but nobody is signed in');
  return session;
}

export function useMay(act: Act): boolean {
  return useSession().may.includes(act);
}

/** Whoever wrote by mail has no login of ours. */
const MAIL = 'system:mail';

/** Names of people by login, for whoever sees a login. */
export function usePeopleNames(): (login: string | null) => string {
  const { data } = useQuery(peopleNamesQuery);
  const t = useStrings(words);
  return (login) => (login === null ? '' : login === MAIL ? t('system.mail') : (data?.get(login) ?? login));
}
