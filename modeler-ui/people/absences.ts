/** Who is away now, as whoever gives work out must see it beside each name. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { call } from '../api/call.js';
import type { Schemas } from '../api/schema.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { usePeopleNames } from '../session/session.js';
import { dayText } from './days.js';
import { strings } from './strings.js';

export const absencesQuery = queryOptions({
  queryKey: ['absences'],
  queryFn: ({ signal }) => call('GET /api/v1/absences', { signal }),
  staleTime: 60_000,
});

/** The absence that has begun, by login. */
export function useAway(): (login: string) => Schemas['Absence'] | undefined {
  const absences = useQuery(absencesQuery).data ?? [];
  return (login) => absences.find((one) => one.login === login && one.isNow);
}

/** A name to choose, with until when that person is away and who stands in. */
export function useNameToChoose(): (login: string, name: string) => string {
  const t = useStrings(strings);
  const { language } = useLanguage();
  const nameOf = usePeopleNames();
  const awayOf = useAway();
  return (login, name) => {
    const away = awayOf(login);
    if (away === undefined) return name;
    const until = t('away', { day: dayText(language, away.lastDay) });
    return `${name} – ${until}${away.substitute === null ? '' : `, ${t('substitute', { name: nameOf(away.substitute) })}`}`;
  };
}
