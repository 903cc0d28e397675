/** All that happened with a resident: their cases and contacts in one timeline. */
import { Link } from 'wouter';
import { Timeline, type TimelineItem } from '../../components/Timeline/Timeline.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import type { ResidentWithCases } from '../../residents/residents.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import styles from './ResidentPage.module.css';
import { strings } from './strings.js';

export function Life({ resident }: { readonly resident: ResidentWithCases }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const nameOf = usePeopleNames();
  const linkTo = (number: string) => (
    <Link href={`/cases/${encodeURIComponent(number)}`} data-figures>
      {number}
    </Link>
  );
  const items: TimelineItem[] = [
    ...resident.cases.map(({ number, classificationName, publicStatus, registeredAt }) => ({
      id: number,
      at: registeredAt,
      actor: t('resident'),
      what: t('item.case', { number, name: classificationName }),
      details: (
        <>
          {linkTo(number)} · {publicStatus}
        </>
      ),
      isSystem: false,
    })),
    ...resident.contacts.map(({ id, at, channel, direction, note, takenBy, caseNumber }) => ({
      id,
      at,
      actor: nameOf(takenBy),
      what: t(`item.contact-${direction}`, { channel: knownText(words, tWords, 'channel', channel) }),
      details: (
        <>
          {caseNumber !== null && <>{linkTo(caseNumber)} · </>}
          {note ?? <span className={styles.hidden}>{t('item.hidden')}</span>}
        </>
      ),
      isSystem: false,
    })),
  ].sort((one, other) => (one.at < other.at ? 1 : -1));
  return items.length === 0 ? <p>{t('timeline.empty')}</p> : <Timeline label={t('timeline')} items={items} />;
}
