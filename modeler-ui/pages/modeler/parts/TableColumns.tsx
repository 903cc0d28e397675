/** The columns of a table: what it asks for and what it answers. */
import { Button } from '../../../components/Button/Button.js';
import type { Table, TableAct } from '../../../decisions/table.js';
import { useStrings } from '../../../i18n/language.js';
import { Typed } from '../Typed.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';

interface TableColumnsProps {
  readonly table: Table;
  readonly onAct: (act: TableAct) => Promise<void>;
}

export function TableColumns({ table, onAct }: TableColumnsProps) {
  const t = useStrings(strings);
  const columns = [
    ...table.inputs.map(({ id, label, text, typeRef }) => ({ side: 'input' as const, id, label, meaning: text, typeRef })),
    ...table.outputs.map(({ id, label, name, typeRef }) => ({ side: 'output' as const, id, label, meaning: name, typeRef })),
  ];
  return (
    <section className={styles.columns} aria-labelledby="columns-title">
      <h2 id="columns-title" className={styles.title}>
        {t('columns')}
      </h2>
      {columns.map(({ side, id, label, meaning, typeRef }) => {
        const name = label || meaning;
        const change = (part: { readonly label?: string; readonly meaning?: string }) =>
          void onAct({ type: 'column', id, label, meaning, typeRef, ...part });
        return (
          <fieldset key={id} className={styles.option}>
            <legend>{t(`column.${side}`, { name })}</legend>
            <Typed label={t('column.label')} value={label} onDone={(next) => change({ label: next })} />
            <Typed
              label={t(side === 'input' ? 'column.expression' : 'column.name')}
              value={meaning}
              onDone={(next) => change({ meaning: next })}
            />
            <Button kind="quiet" onPress={() => void onAct({ type: 'remove-column', id })}>
              {t('column.remove', { name })}
            </Button>
          </fieldset>
        );
      })}
      <div className={styles.acts}>
        <Button onPress={() => void onAct({ type: 'add-column', side: 'input', label: t('column.new'), meaning: 'classification' })}>
          {t('column.add.input')}
        </Button>
        <Button
          onPress={() =>
            void onAct({ type: 'add-column', side: 'output', label: t('column.new'), meaning: `result${table.outputs.length + 1}` })
          }
        >
          {t('column.add.output')}
        </Button>
      </div>
    </section>
  );
}
