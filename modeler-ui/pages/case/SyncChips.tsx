/** What other systems have heard of this case: "CRM ✓ 10:41 · EOD czeka od 12 min". */
import { Link } from 'wouter';
import { useNow } from '../../app/now.js';
import { Chip } from '../../components/Chip/Chip.js';
import { timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useDuration } from '../../i18n/use-duration.js';
import { useMay, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './CaseFacts.module.css';
import { strings } from './panel-strings.js';
import type { Case } from './queries.js';

const TONES = { delivered: 'good', waiting: 'paused', failing: 'soon' } as const;
const MINUTE_MS = 60_000;
const SIGNS = { delivered: '●', waiting: '⏸', failing: '◐' } as const;

export function SyncChips({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const now = useNow();
  const duration = useDuration();
  const mayRead = useMay('register.read');
  const { registers } = useSession();
  if (theCase.sync.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('sync.title')}>
      {theCase.sync.map(({ system, state, at }) => {
        const since = at === null ? now : new Date(at);
        const waitedMs = state === 'delivered' ? 0 : now.getTime() - since.getTime();
        const chip = (
          <Chip tone={TONES[state]} sign={SIGNS[state]}>
            {t(state !== 'delivered' && waitedMs >= MINUTE_MS ? `sync.${state}-for` : `sync.${state}`, {
              system: knownText(words, tWords, 'system', system),
              time: state === 'delivered' ? timeOfDay(language, since) : duration(waitedMs),
            })}
          </Chip>
        );
        return (
          <li key={system}>
            {mayRead && registers.some((one) => one === system) ? (
              <Link href={`/registers/${system}?case=${encodeURIComponent(theCase.number)}`}>{chip}</Link>
            ) : (
              chip
            )}
          </li>
        );
      })}
    </ul>
  );
}
