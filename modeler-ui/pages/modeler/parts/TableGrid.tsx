/** The rules of a table: cells are fields, a menu at each rule adds, moves and deletes, arrow keys go from rule to rule. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Button } from '../../../components/Button/Button.js';
import { Menu } from '../../../components/Menu/Menu.js';
import tableStyles from '../../../decisions/decisions.module.css';
import { strings as tableStrings } from '../../../decisions/strings.js';
import type { Rule, Table, TableAct } from '../../../decisions/table.js';
import { useStrings } from '../../../i18n/language.js';
import type { Wanted } from './PartTab.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';

interface TableGridProps {
  readonly table: Table;
  readonly fired: readonly string[];
  readonly wanted: Wanted | undefined;
  readonly onAct: (act: TableAct) => Promise<void>;
}

export function TableGrid({ table, fired, wanted, onAct }: TableGridProps) {
  const t = useStrings(strings);
  const words = useStrings(tableStrings);
  const place = useRef<HTMLElement>(null);
  /** The rule that gets the focus once it is drawn. */
  const next = useRef<number | undefined>(undefined);
  const titles = [...table.inputs.map(({ label, text }) => label || text), ...table.outputs.map(({ label, name }) => label || name)];
  const focus = (rule: number, column: number) => place.current?.querySelector<HTMLElement>(`[data-at="${rule} ${column}"]`)?.focus();

  useEffect(() => {
    if (wanted === undefined) return;
    const found = place.current?.querySelector<HTMLElement>(`[data-id="${CSS.escape(wanted.elementId)}"]`);
    (found?.matches('tr') === true ? found.querySelector<HTMLElement>('input') : found)?.focus();
  }, [wanted]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: runs once the changed table is drawn
  useEffect(() => {
    if (next.current !== undefined) focus(next.current, 0);
    next.current = undefined;
  }, [table]);

  const act = (one: TableAct, focusOn: number) => {
    next.current = focusOn;
    void onAct(one);
  };
  const move = (event: KeyboardEvent, rule: number, column: number) => {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
    event.preventDefault();
    focus(rule + (event.key === 'ArrowDown' ? 1 : -1), column);
  };
  const last = table.rules.length - 1;
  return (
    <section ref={place} className={tableStyles.frame} aria-label={table.name}>
      <p className={styles.hint}>{t('grid.help')}</p>
      <table className={tableStyles.table}>
        <caption className="only-heard">{table.name}</caption>
        <thead>
          <tr>
            <th scope="col">{words('rule')}</th>
            {titles.map((title, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: columns may have the same name
              <th scope="col" key={index} className={index === table.inputs.length ? tableStyles.output : undefined}>
                {title}
              </th>
            ))}
            <th scope="col">{words('note')}</th>
          </tr>
        </thead>
        <tbody>
          {table.rules.map((rule, index) => (
            <tr key={rule.id} data-id={rule.id} className={fired.includes(rule.id) ? tableStyles.fired : undefined}>
              <th scope="row">
                <Menu
                  label={t('rule.acts', { number: index + 1 })}
                  button={String(index + 1)}
                  groups={[
                    {
                      title: t('rule.acts', { number: index + 1 }),
                      entries: [
                        { id: 'add', label: t('rule.add'), act: () => act({ type: 'add-rule', after: index }, index + 1) },
                        ...(index > 0
                          ? [{ id: 'up', label: t('rule.up'), act: () => act({ type: 'move-rule', at: index, by: -1 }, index - 1) }]
                          : []),
                        ...(index < last
                          ? [{ id: 'down', label: t('rule.down'), act: () => act({ type: 'move-rule', at: index, by: 1 }, index + 1) }]
                          : []),
                        {
                          id: 'remove',
                          label: t('rule.remove'),
                          act: () => act({ type: 'remove-rule', at: index }, Math.min(index, last - 1)),
                        },
                      ],
                    },
                  ]}
                />
              </th>
              {cellsOf(rule).map((cell, column) => (
                <td key={cell.id}>
                  <CellField
                    id={cell.id}
                    at={`${index} ${column}`}
                    label={t('cell', { column: titles[column] ?? '', number: index + 1 })}
                    text={cell.text}
                    onDone={(text) => void onAct({ type: 'cell', id: cell.id, text })}
                    onKeyDown={(event) => move(event, index, column)}
                  />
                </td>
              ))}
              <td>
                <CellField
                  id={`${rule.id} note`}
                  at={`${index} ${titles.length}`}
                  label={t('cell', { column: words('note'), number: index + 1 })}
                  text={rule.note}
                  onDone={(text) => void onAct({ type: 'note', ruleId: rule.id, text })}
                  onKeyDown={(event) => move(event, index, titles.length)}
                />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {table.rules.length === 0 && <Button onPress={() => act({ type: 'add-rule', after: -1 }, 0)}>{t('rule.add-first')}</Button>}
    </section>
  );
}

function cellsOf({ inputs, outputs }: Rule) {
  return [...inputs, ...outputs];
}

interface CellFieldProps {
  readonly id: string;
  readonly at: string;
  readonly label: string;
  readonly text: string;
  readonly onDone: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** One act when the cell is left or confirmed, not one a letter. */
function CellField({ id, at, label, text, onDone, onKeyDown }: CellFieldProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const done = () => {
    if (typed !== text) onDone(typed);
  };
  return (
    <input
      className={styles.cell}
      data-id={id}
      data-at={at}
      aria-label={label}
      value={typed}
      size={Math.min(Math.max(typed.length, 6), 40)}
      onChange={(event) => setTyped(event.target.value)}
      onBlur={done}
      onKeyDown={(event) => {
        if (event.key === 'Enter') done();
        onKeyDown(event);
      }}
    />
  );
}
