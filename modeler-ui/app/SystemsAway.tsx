/** One line while another system can't be reached: cases are taken as ever, and nothing is lost. */
import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from 'wouter';
import { call } from '../api/call.js';
import { Banner } from '../components/Banner/Banner.js';
import { daysUntil, shortDateTime, timeOfDay } from '../i18n/dates.js';
import { useLanguage, useStrings } from '../i18n/language.js';
import { knownText } from '../i18n/strings.js';
import { useMay } from '../session/session.js';
import { strings as words } from '../words/strings.js';
import { useNow } from './now.js';
import { strings } from './strings.js';

const LOOK_EVERY_MS = 10_000;

const awayQuery = queryOptions({
  queryKey: ['systems-away'],
  queryFn: ({ signal }) => call('GET /api/v1/systems/away', { signal }),
  refetchInterval: LOOK_EVERY_MS,
});

export function SystemsAway() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const now = useNow();
  const away = useQuery({ ...awayQuery, enabled: useMay('system.read') }).data ?? [];
  const looksAfterThem = useMay('step.retry');
  const when = (said: string): string => {
    const at = new Date(said);
    return daysUntil(at, now) === 0 ? timeOfDay(language, at) : shortDateTime(language, at, now);
  };
  return away.map(({ system, why, since, until }) => (
    <Banner key={system} tone="info" isNews action={looksAfterThem && <Link href="/systems">{t('away.look')}</Link>}>
      {t(why === 'resting' && until !== null ? 'away.resting-until' : `away.${why}`, {
        system: knownText(words, tWords, 'system', system),
        since: when(since),
        until: until === null ? '' : when(until),
      })}
    </Banner>
  ));
}
