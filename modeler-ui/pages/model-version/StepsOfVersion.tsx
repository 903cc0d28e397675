/** The steps of a version as a table: an equal of its diagram. */
import { useQuery } from '@tanstack/react-query';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import styles from './ModelVersion.module.css';
import { elementsQuery } from './queries.js';
import { strings } from './strings.js';

interface StepsOfVersionProps {
  readonly of: { readonly processId: string; readonly version: number };
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
}

export function StepsOfVersion({ of, selected, onSelect }: StepsOfVersionProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const steps = (useQuery(elementsQuery(of.processId, of.version)).data ?? []).filter(({ type }) => type !== 'process');
  if (steps.length === 0) return null;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (2.1.1)
    <section className={styles.scroller} aria-label={t('steps')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('steps')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.step')}</th>
            <th scope="col">{t('column.tier')}</th>
            <th scope="col">{t('column.form')}</th>
            <th scope="col">{t('column.status')}</th>
          </tr>
        </thead>
        <tbody>
          {steps.map(({ id, name, tier, formId, publicStatus }) => (
            <tr key={id} className={selected === id ? styles.chosen : ''}>
              <th scope="row">
                <button type="button" className={styles.link} title={id} aria-pressed={selected === id} onClick={() => onSelect(id)}>
                  {name}
                </button>
              </th>
              <td>{tier === null ? '' : knownText(words, tWords, 'tier', tier)}</td>
              <td>{formId ?? ''}</td>
              <td>{publicStatus ?? ''}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
