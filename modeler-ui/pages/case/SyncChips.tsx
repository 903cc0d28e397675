/** What other systems have heard of this case: "CRM ✓ 10:41 · EOD czeka". */
import { Link } from 'wouter';
import { Chip } from '../../components/Chip/Chip.js';
import { timeOfDay } from '../../i18n/dates.js';
import { useLanguage, useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useMay, useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './CaseFacts.module.css';
import { strings } from './panel-strings.js';
import type { Case } from './queries.js';

const TONES = { delivered: 'good', waiting: 'paused', failing: 'soon' } as const;
const SIGNS = { delivered: '●', waiting: '⏸', failing: '◐' } as const;

export function SyncChips({ theCase }: { readonly theCase: Case }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const { language } = useLanguage();
  const mayRead = useMay('register.read');
  const { registers } = useSession();
  if (theCase.sync.length === 0) return null;
  return (
    <ul className={styles.chips} aria-label={t('sync.title')}>
      {theCase.sync.map(({ system, state, at }) => {
        const chip = (
          <Chip tone={TONES[state]} sign={SIGNS[state]}>
            {t(`sync.${state}`, {
              system: knownText(words, tWords, 'system', system),
              time: at === null ? '' : timeOfDay(language, new Date(at)),
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
