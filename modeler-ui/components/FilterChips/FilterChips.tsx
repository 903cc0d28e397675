/** What a list is narrowed to, one switch for each kind: none on means everything. See README.md. */
import { ToggleButton, ToggleButtonGroup } from 'react-aria-components';
import styles from './FilterChips.module.css';

interface FilterChipsProps<Kind extends string> {
  readonly label: string;
  readonly chips: readonly { readonly kind: Kind; readonly word: string; readonly count: number }[];
  readonly chosen: ReadonlySet<Kind>;
  readonly onChoose: (chosen: ReadonlySet<Kind>) => void;
}

export function FilterChips<Kind extends string>({ label, chips, chosen, onChoose }: FilterChipsProps<Kind>) {
  return (
    <ToggleButtonGroup
      className={styles.chips}
      aria-label={label}
      selectionMode="multiple"
      selectedKeys={chosen}
      onSelectionChange={(keys) => onChoose(new Set(chips.map(({ kind }) => kind).filter((kind) => keys.has(kind))))}
    >
      {chips.map(({ kind, word, count }) => (
        <ToggleButton key={kind} id={kind} className={styles.chip}>
          {word}
          <span className={styles.count} data-figures>
            {count}
          </span>
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
