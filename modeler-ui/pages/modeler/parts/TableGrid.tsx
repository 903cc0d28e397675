/** The rules of a table: cells are fields, a menu at each rule adds, moves and deletes, arrow keys go from rule to rule. */
import { type KeyboardEvent, memo, type RefObject, useEffect, useRef, useState } from 'react';
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
  // Rows are drawn anew only when they change, so they reach what is new by this.
  const acts = useRef({ act, write: onAct, move });
  acts.current = { act, write: onAct, move };
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
            <RuleRow
              key={rule.id}
              rule={rule}
              index={index}
              isLast={index === last}
              isFired={fired.includes(rule.id)}
              titles={titles.join('\n')}
              acts={acts}
            />
          ))}
        </tbody>
      </table>
      {table.rules.length === 0 && <Button onPress={() => act({ type: 'add-rule', after: -1 }, 0)}>{t('rule.add-first')}</Button>}
    </section>
  );
}

interface RuleRowProps {
  readonly rule: Rule;
  readonly index: number;
  readonly isLast: boolean;
  readonly isFired: boolean;
  /** Of the columns, a line each. */
  readonly titles: string;
  readonly acts: RefObject<{
    readonly act: (one: TableAct, focusOn: number) => void;
    readonly write: (one: TableAct) => Promise<void>;
    readonly move: (event: KeyboardEvent, rule: number, column: number) => void;
  }>;
}

/** Tables have hundreds of rules: only those that changed are drawn anew. */
const RuleRow = memo(
  function RuleRow({ rule, index, isLast, isFired, titles, acts }: RuleRowProps) {
    const t = useStrings(strings);
    const words = useStrings(tableStrings);
    const columns = titles.split('\n');
    const number = index + 1;
    const entry = (id: 'add' | 'up' | 'down' | 'remove', act: TableAct, focusOn: number) => ({
      id,
      label: t(`rule.${id}`),
      act: () => acts.current.act(act, focusOn),
    });
    const field = (column: number, title: string) => ({
      at: `${index} ${column}`,
      label: t('cell', { column: title, number }),
      onKeyDown: (event: KeyboardEvent) => acts.current.move(event, index, column),
    });
    return (
      <tr data-id={rule.id} className={isFired ? tableStyles.fired : undefined}>
        <th scope="row">
          <Menu
            label={t('rule.acts', { number })}
            button={String(number)}
            from="start"
            groups={[
              {
                title: t('rule.acts', { number }),
                entries: [
                  entry('add', { type: 'add-rule', after: index }, index + 1),
                  ...(index > 0 ? [entry('up', { type: 'move-rule', at: index, by: -1 }, index - 1)] : []),
                  ...(isLast ? [] : [entry('down', { type: 'move-rule', at: index, by: 1 }, index + 1)]),
                  entry('remove', { type: 'remove-rule', at: index }, isLast ? index - 1 : index),
                ],
              },
            ]}
          />
        </th>
        {[...rule.inputs, ...rule.outputs].map((cell, column) => (
          <td key={cell.id}>
            <CellField
              {...field(column, columns[column] ?? '')}
              id={cell.id}
              text={cell.text}
              onDone={(text) => void acts.current.write({ type: 'cell', id: cell.id, text })}
            />
          </td>
        ))}
        <td>
          <CellField
            {...field(columns.length, words('note'))}
            id={`${rule.id} note`}
            isWords
            text={rule.note}
            onDone={(text) => void acts.current.write({ type: 'note', ruleId: rule.id, text })}
          />
        </td>
      </tr>
    );
  },
  ({ rule: was, acts: _, ...before }, { rule: is, acts: __, ...after }) =>
    JSON.stringify(was) === JSON.stringify(is) && JSON.stringify(before) === JSON.stringify(after),
);

interface CellFieldProps {
  readonly id: string;
  readonly at: string;
  readonly label: string;
  readonly text: string;
  readonly onDone: (text: string) => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
  /** Not read by the engine. */
  readonly isWords?: boolean;
}

/** One act when the cell is left or confirmed, not one a letter. */
function CellField({ id, at, label, text, onDone, onKeyDown, isWords = false }: CellFieldProps) {
  const [typed, setTyped] = useState(text);
  useEffect(() => setTyped(text), [text]);
  const done = () => {
    if (typed !== text) onDone(typed);
  };
  return (
    <input
      className={`${styles.cell} ${isWords ? styles.words : ''}`}
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
