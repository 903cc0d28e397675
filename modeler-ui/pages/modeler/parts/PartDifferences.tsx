/** What publishing changes in forms and tables: each by name, its differences to the published version, and whom else it touches. */
import { useQuery } from '@tanstack/react-query';
import { Loading } from '../../../components/Loading/Loading.js';
import { useStrings } from '../../../i18n/language.js';
import { knownText } from '../../../i18n/strings.js';
import styles from '../ModelerPage.module.css';
import { publishedPart } from '../queries.js';
import { strings } from './part-difference-strings.js';
import { type PartDifference, partDifferences } from './part-differences.js';
import { strings as partStrings } from './part-strings.js';
import type { Part, Parts } from './use-parts.js';

interface Found {
  readonly part: Part;
  readonly differences: readonly PartDifference[];
  /** Published by somebody since this draft began. */
  readonly newer: number | undefined;
  readonly others: readonly string[];
}

/** Of the draft's parts against what is published now, not against what this page once read. */
async function find(parts: Parts, draftId: string): Promise<readonly Found[]> {
  const stored = new Set(parts.stored().map(({ resourceName }) => resourceName));
  const changed = parts.list.filter(({ resourceName }) => stored.has(resourceName));
  return Promise.all(
    changed.map(async (part) => {
      const is = await publishedPart(part.kind, part.ids[0] ?? '');
      const differences = await partDifferences(part.kind, is?.content ?? null, part.content);
      const others = (is?.usedIn ?? []).filter(({ processId }) => processId !== draftId).map(({ processName }) => processName);
      const isNewer = is !== null && part.baseVersion !== null && is.version > part.baseVersion;
      return { part, differences, newer: isNewer ? is.version : undefined, others: [...new Set(others)] };
    }),
  );
}

export function usePartDifferences(parts: Parts, draftId: string) {
  return useQuery({ queryKey: ['draft-part-differences', draftId], queryFn: () => find(parts, draftId), staleTime: 0, gcTime: 0 });
}

export function PartDifferences({ found }: { readonly found: ReturnType<typeof usePartDifferences> }) {
  const t = useStrings(strings);
  const parts = useStrings(partStrings);
  if (found.data === undefined) return <Loading of={found} lines={2} />;
  return found.data.map(({ part, differences, newer, others }) => (
    <div key={part.resourceName} className={styles.partChange}>
      <h4 className={styles.sectionTitle}>{t(`title.${part.kind}`, { name: part.title })}</h4>
      {newer !== undefined && <p role="alert">{t('meanwhile', { version: newer, base: part.baseVersion ?? 1 })}</p>}
      <ul className={styles.losses}>
        {differences.map((difference) => (
          <li key={JSON.stringify(difference)}>
            <Sentence difference={difference} />
          </li>
        ))}
      </ul>
      {others.length > 0 && <p className={styles.kind}>{parts('shared', { names: others.join(', ') })}</p>}
    </div>
  ));
}

function Sentence({ difference }: { readonly difference: PartDifference }) {
  const t = useStrings(strings);
  const parts = useStrings(partStrings);
  const { type } = difference;
  const [place = '', column = ''] = type === 'cell' ? difference.place.split('|') : [difference.place];
  const value = (text: string | undefined) => {
    if (text === undefined || text === '') return t('none');
    return type === 'field.type' ? knownText(partStrings, parts, 'type', text) : text;
  };
  return t(type, { place, column, was: value(difference.was), is: value(difference.is) });
}
