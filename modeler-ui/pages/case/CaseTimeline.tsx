/** The journal as people read it; the system's own steps are folded until asked for. */
import { useState } from 'react';
import { Checkbox } from '../../components/Field/Field.js';
import { Timeline } from '../../components/Timeline/Timeline.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as acts } from './act-strings.js';
import type { TimelineEntry } from './queries.js';
import { strings } from './strings.js';
import { toItems } from './timeline-items.js';

interface CaseTimelineProps {
  readonly entries: readonly TimelineEntry[];
  /** By default what the directory says. */
  readonly nameOf?: (login: string | null) => string;
}

export function CaseTimeline({ entries, nameOf: ownNames }: CaseTimelineProps) {
  const t = useStrings(strings);
  const tActs = useStrings(acts);
  const tWords = useStrings(words);
  const names = usePeopleNames();
  const nameOf = ownNames ?? names;
  const [showsAll, setShowsAll] = useState(false);
  const items = toItems(entries, { acts, t: tActs, nameOf, word: (kind, code) => knownText(words, tWords, kind, code) });
  const shown = showsAll ? items : items.filter(({ isSystem }) => !isSystem);
  return (
    <>
      <Checkbox isSelected={showsAll} onChange={setShowsAll}>
        {t('timeline.all')}
      </Checkbox>
      {shown.length === 0 ? <p>{t('timeline.empty')}</p> : <Timeline label={t('timeline.title')} items={shown} />}
    </>
  );
}
