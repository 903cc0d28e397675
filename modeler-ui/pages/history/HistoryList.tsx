/** The list of what happened: arrow keys choose, the diagram follows. */
import { useState } from 'react';
import { ListBox, ListBoxItem } from 'react-aria-components';
import { Checkbox } from '../../components/Field/Field.js';
import { When } from '../../components/When/When.js';
import { useStrings } from '../../i18n/language.js';
import styles from './HistoryList.module.css';
import { KINDS, type Kind, type Row } from './rows.js';
import { strings } from './strings.js';
import { useRowWords } from './use-row-words.js';

interface HistoryListProps {
  readonly rows: readonly Row[];
  readonly hiddenCount: number;
  readonly selected: string | null;
  readonly onSelect: (row: Row) => void;
}

export function HistoryList({ rows, hiddenCount, selected, onSelect }: HistoryListProps) {
  const t = useStrings(strings);
  const [left, setLeft] = useState<ReadonlySet<Kind>>(new Set());
  const words = useRowWords();
  const chosen = rows.find(({ id }) => id === selected);
  // What is selected is seen, whatever was left out.
  const shown = rows.filter(({ kind, id }) => !left.has(kind) || id === chosen?.id);
  const choose = (kind: Kind, isShown: boolean) => setLeft(new Set(KINDS.filter((one) => (one === kind ? !isShown : left.has(one)))));
  return (
    <section aria-labelledby="history-list" className={styles.section}>
      <h2 id="history-list">{t('list')}</h2>
      <fieldset className={styles.kinds}>
        <legend className="only-heard">{t('kinds')}</legend>
        {KINDS.map((kind) => (
          <Checkbox key={kind} isSelected={!left.has(kind)} onChange={(isShown) => choose(kind, isShown)}>
            {t(`kind.${kind}`)}
          </Checkbox>
        ))}
      </fieldset>
      {shown.length === 0 ? (
        <p>{t('list.empty')}</p>
      ) : (
        <ListBox
          className={styles.list}
          aria-label={t('list')}
          aria-description={t('list.hint')}
          selectionMode="single"
          selectionBehavior="replace"
          disallowEmptySelection
          selectedKeys={selected === null ? [] : [selected]}
          onSelectionChange={(keys) => {
            const row = rows.find(({ id }) => keys !== 'all' && keys.has(id));
            if (row !== undefined) onSelect(row);
          }}
        >
          {shown.map((row) => {
            const { who, what, data, version, took } = words(row);
            return (
              <ListBoxItem key={row.id} id={row.id} textValue={what} className={`${styles.row} ${styles[row.kind]}`}>
                <span className={styles.what}>
                  <span className={styles.kind}>{t(`row.${row.kind}`)}</span> {what}
                </span>
                <span className={styles.about}>
                  <span className={styles.meta}>
                    <When at={row.at} />
                    {[who, version, took].filter((part) => part !== '').map((part) => ` · ${part}`)}
                  </span>
                  {data.map(({ name, before, after, code }) => (
                    <span key={name} className={styles.datum} title={code === undefined ? undefined : t('code.of', { code })}>
                      {name}: {before !== undefined && <del>{before}</del>} {before !== undefined && '→ '}
                      <ins>{after}</ins>
                    </span>
                  ))}
                </span>
              </ListBoxItem>
            );
          })}
        </ListBox>
      )}
      {hiddenCount > 0 && <p className={styles.meta}>{t('later.hidden', { count: hiddenCount })}</p>}
    </section>
  );
}
