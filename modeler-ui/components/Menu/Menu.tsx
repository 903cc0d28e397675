/** A button that opens a list of acts or choices. See README.md. */
import type { ReactNode } from 'react';
import { Button as AriaButton, Menu as AriaMenu, Header, MenuItem, MenuSection, MenuTrigger, Popover } from 'react-aria-components';
import choiceStyles from '../ChoiceField/ChoiceField.module.css';
import { Icon } from '../Icon/Icon.js';
import styles from './Menu.module.css';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly act: () => void;
  readonly isChosen?: boolean;
}

export interface MenuGroup {
  readonly title: string;
  readonly entries: readonly MenuEntry[];
}

interface MenuProps {
  /** What the menu is about; heard before the button's own words, which may be too short to understand. */
  readonly label: string;
  readonly button: ReactNode;
  readonly groups: readonly MenuGroup[];
  /** Which edge of the button it hangs from; `end` for those at the right of a page. */
  readonly from?: 'start' | 'end';
}

export function Menu({ label, button, groups, from = 'end' }: MenuProps) {
  return (
    <MenuTrigger>
      <AriaButton className={styles.button}>
        <span className="only-heard">{label}: </span>
        {button}
        <Icon name="down" />
      </AriaButton>
      <Popover className={choiceStyles.popover} placement={`bottom ${from}`}>
        <AriaMenu className={`${choiceStyles.list} ${styles.list}`} aria-label={label}>
          {groups.map((group) => (
            <MenuSection key={group.title} aria-label={group.title}>
              <Header className={styles.title}>{group.title}</Header>
              {group.entries.map((entry) => (
                <MenuItem key={entry.id} id={entry.id} className={choiceStyles.option} textValue={entry.label} onAction={entry.act}>
                  <span className={styles.mark}>{entry.isChosen === true && <Icon name="check" />}</span>
                  {entry.label}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </AriaMenu>
      </Popover>
    </MenuTrigger>
  );
}
