/** A decision table to read; rules that fired stand out by a sign, a word and a tint. */
import { Icon } from '../components/Icon/Icon.js';
import { useStrings } from '../i18n/language.js';
import styles from './decisions.module.css';
import { strings } from './strings.js';
import type { Table } from './table.js';

export function TableView({ table, fired }: { readonly table: Table; readonly fired: readonly string[] }) {
  const t = useStrings(strings);
  return (
    <>
      <p className={styles.policy}>{t(`hit.${table.hitPolicy}`)}</p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard (2.1.1) */}
      <section className={styles.frame} aria-label={table.name} tabIndex={0}>
        <table className={styles.table}>
          <caption className="only-heard">{table.name}</caption>
          <thead>
            <tr>
              <th scope="col">{t('rule')}</th>
              {table.inputs.map(({ id, label, text }) => (
                <th scope="col" key={id}>
                  {label || text}
                </th>
              ))}
              {table.outputs.map(({ id, label, name }) => (
                <th scope="col" key={id} className={styles.output}>
                  {label || name}
                </th>
              ))}
              <th scope="col">{t('note')}</th>
            </tr>
          </thead>
          <tbody>
            {table.rules.map((rule, index) => (
              <tr key={rule.id} className={fired.includes(rule.id) ? styles.fired : undefined}>
                <th scope="row">
                  {index + 1}
                  {fired.includes(rule.id) && (
                    <span className={styles.sign}>
                      <Icon name="check" /> {t('fired')}
                    </span>
                  )}
                </th>
                {[...rule.inputs, ...rule.outputs].map((cell) => (
                  <td key={cell.id}>
                    <code>{cell.text}</code>
                  </td>
                ))}
                <td>{rule.note}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}
