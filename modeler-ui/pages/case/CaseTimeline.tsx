/** The journal as people read it: narrowed to kinds of things, in the address; the system's own steps are folded until asked for. */
import { useState } from 'react';
import { useSearchParams } from 'wouter';
import { Checkbox } from '../../components/Field/Field.js';
import { FilterChips } from '../../components/FilterChips/FilterChips.js';
import { Timeline } from '../../components/Timeline/Timeline.js';
import { strings as failureStrings } from '../../failures/failure-strings.js';
import { failureText } from '../../failures/failure-words.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as acts } from './act-strings.js';
import styles from './CaseTimeline.module.css';
import type { TimelineEntry } from './queries.js';
import { strings } from './strings.js';
import { toItems } from './timeline-items.js';
import { kindsOf, readKinds, TIMELINE_KINDS } from './timeline-kinds.js';

/** In the address. */
const ONLY = 'only';

interface CaseTimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** By default what the directory says. */
  readonly nameOf?: (login: string | null) => string;
}

export function CaseTimeline({ entries, nameOf: ownNames }: CaseTimelineProps) {
  const t = useStrings(strings);
  const tActs = useStrings(acts);
  const tWords = useStrings(words);
  const tFailure = useStrings(failureStrings);
  const names = usePeopleNames();
  const nameOf = ownNames ?? names;
  const [showsAll, setShowsAll] = useState(false);
  const [search, setSearch] = useSearchParams();
  const chosen = readKinds(search.get(ONLY));
  const kinds = new Map(entries.map((entry) => [String(entry.seq), kindsOf(entry)]));
  const items = toItems(entries, {
    acts,
    t: tActs,
    nameOf,
    word: (kind, code) => knownText(words, tWords, kind, code),
    failure: (message) => failureText(message, tFailure),
  });
  const told = showsAll ? items : items.filter(({ isSystem }) => !isSystem);
  const shown = chosen.size === 0 ? told : told.filter(({ id }) => kinds.get(id)?.some((kind) => chosen.has(kind)));
  const chips = TIMELINE_KINDS.map((kind) => ({
    kind,
    word: t(`timeline.${kind}`),
    count: told.filter(({ id }) => kinds.get(id)?.includes(kind)).length,
  }));
  return (
    <>
      <div className={styles.filters}>
        <FilterChips
          label={t('timeline.only')}
          // What there is none of is no choice, unless it is chosen and wants to be taken back.
          chips={chips.filter(({ kind, count }) => count > 0 || chosen.has(kind))}
          chosen={chosen}
          onChoose={(now) =>
            setSearch(
              (before) => {
                const after = new URLSearchParams(before);
                after.delete(ONLY);
                if (now.size > 0) after.set(ONLY, [...now].join(','));
                return after;
              },
              { replace: true },
            )
          }
        />
        <Checkbox isSelected={showsAll} onChange={setShowsAll}>
          {t('timeline.all')}
        </Checkbox>
      </div>
      {shown.length === 0 ? (
        <p>{t(chosen.size === 0 ? 'timeline.empty' : 'timeline.none')}</p>
      ) : (
        <Timeline label={t('timeline.title')} items={shown} />
      )}
    </>
  );
}
