/** The same as the diagram shows, as a table: each step with its cases; choosing one lists them. */
import { useStrings } from '../../i18n/language.js';
import type { Place } from './queries.js';
import styles from './Running.module.css';
import { strings } from './strings.js';

interface PlaceTableProps {
  readonly places: readonly Place[];
  readonly selected: string | null;
  readonly onSelect: (element: string) => void;
}

export function PlaceTable({ places, selected, onSelect }: PlaceTableProps) {
  const t = useStrings(strings);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (2.1.1)
    <section className={styles.scroller} aria-label={t('places')} tabIndex={0}>
      <table className={styles.table}>
        <caption>{t('places')}</caption>
        <thead>
          <tr>
            <th scope="col">{t('column.step')}</th>
            <th scope="col">{t('column.cases')}</th>
            <th scope="col">{t('column.late')}</th>
            <th scope="col">{t('column.stuck')}</th>
            <th scope="col">{t('column.failed')}</th>
          </tr>
        </thead>
        <tbody>
          {places.map(({ element, elementName, cases, late, stuck, failed }) => (
            <tr key={element} className={selected === element ? styles.chosen : ''}>
              <th scope="row">
                <button
                  type="button"
                  className={styles.step}
                  title={element}
                  aria-pressed={selected === element}
                  onClick={() => onSelect(element)}
                >
                  {elementName}
                </button>
              </th>
              {[cases, late, stuck, failed].map((count, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a number is its column
                <td key={index}>{count}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
