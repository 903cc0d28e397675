/** What a log is narrowed to, kept in the address: a kind of entry and a person, each or none. */
import { useSearchParams } from 'wouter';

interface Chosen<Kind extends string> {
  readonly kind: Kind | null;
  readonly login: string | null;
}

export interface Narrowing<Kind extends string> extends Chosen<Kind> {
  readonly narrow: (to: Chosen<Kind>) => void;
}

export function useNarrowing<Kind extends string>(kinds: readonly Kind[]): Narrowing<Kind> {
  const [search, setSearch] = useSearchParams();
  return {
    kind: kinds.find((one) => one === search.get('kind')) ?? null,
    login: search.get('person'),
    narrow: ({ kind, login }) => setSearch({ ...(kind === null ? {} : { kind }), ...(login === null ? {} : { person: login }) }),
  };
}
