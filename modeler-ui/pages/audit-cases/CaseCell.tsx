/** One datum of a case in the auditor's list, in people's words. */
import { Chip } from '../../components/Chip/Chip.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { strings as history } from '../history/strings.js';
import type { Column } from './filters.js';
import type { CaseRow } from './queries.js';
import { strings } from './strings.js';

export function CaseCell({ column, row }: { readonly column: Column; readonly row: CaseRow }) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const tHistory = useStrings(history);
  const nameOf = usePeopleNames();
  const when = (at: string | null) => (at === null ? '' : <When at={at} />);
  switch (column) {
    case 'number':
      return <span data-figures>{row.number}</span>;
    case 'classification':
      return row.classificationName;
    case 'status':
      return knownText(history, tHistory, 'status', row.status);
    case 'tier':
      return row.tier === null ? '' : knownText(words, tWords, 'tier', row.tier);
    case 'assignee':
      return nameOf(row.assignee);
    case 'registered':
      return when(row.registeredAt);
    case 'promise-first':
      return when(row.promiseFirstAt);
    case 'promise':
      return when(row.promiseAt);
    case 'closed':
      return row.late ? (
        <>
          {when(row.closedAt)}{' '}
          <Chip tone="late" sign="▲">
            {t('late')}
          </Chip>
        </>
      ) : (
        when(row.closedAt)
      );
    case 'hand-ons':
      return row.handOns;
    case 'runs':
      return row.runCount;
    case 'version':
      return row.typeVersion ?? '';
    case 'outcome':
      return row.outcomeCode === null ? '' : <span title={row.outcomeCode}>{knownText(words, tWords, 'outcome', row.outcomeCode)}</span>;
  }
}
