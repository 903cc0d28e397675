/** How each group that the lead has is doing, as a whole; nobody is ranked. */
import { useQuery } from '@tanstack/react-query';
import { call } from '../../api/call.js';
import { FigureTable } from '../../figures/FigureTable.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { strings } from './group-strings.js';
import styles from './Team.module.css';

export function GroupFigures() {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const groups = useQuery({
    queryKey: ['tasks', 'group-figures'],
    queryFn: ({ signal }) => call('GET /api/v1/team/figures', { signal }),
    staleTime: 60_000,
  }).data;
  if (groups === undefined) return null;
  return (
    <section className={styles.section} aria-labelledby="groups-title">
      <h2 id="groups-title">{t('title')}</h2>
      <p>{t('about')}</p>
      {groups.map(({ tier, people, figures }) => {
        const name = t('group', { tier: knownText(words, tWords, 'tier', tier), count: people });
        return figures === null ? (
          <p key={tier}>{t('small', { group: name })}</p>
        ) : (
          <details key={tier}>
            <summary>{name}</summary>
            <FigureTable label={name} figures={figures} />
          </details>
        );
      })}
    </section>
  );
}
