/** Type-ahead: finds by the beginnings of words, whatever their diacritics and Polish endings (i18n/search.ts). See README.md. */
import { type KeyboardEvent, type ReactNode, useContext, useMemo, useState } from 'react';
import {
  Button as AriaButton,
  ComboBox as AriaComboBox,
  ComboBoxStateContext,
  Input,
  ListBox,
  ListBoxItem,
  Popover,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import { meansSame } from '../../i18n/search.js';
import type { Choice } from '../ChoiceField/ChoiceField.js';
import choiceStyles from '../ChoiceField/ChoiceField.module.css';
import { FieldLabel, FieldWords } from '../Field/Field.js';
import fieldStyles from '../Field/Field.module.css';
import { Icon } from '../Icon/Icon.js';
import styles from './ComboBox.module.css';
import { strings } from './strings.js';

export interface SearchedChoice extends Choice {
  /** Found by these words too, though they are not shown. */
  readonly keywords?: readonly string[];
}

interface ComboBoxProps {
  readonly label: string;
  readonly choices: readonly SearchedChoice[];
  readonly value: string | null;
  /** null: emptied. */
  readonly onChange: (value: string | null) => void;
  readonly isRequired?: boolean;
  /** Narrows a list: that it may stay empty goes without saying. */
  readonly isFilter?: boolean;
  readonly description?: string;
  readonly error?: string | undefined;
}

/** More than this nobody reads; typing on narrows it. */
const MOST_SHOWN = 50;

export function ComboBox({ label, choices, value, onChange, isRequired = false, isFilter = false, description, error }: ComboBoxProps) {
  const t = useStrings(strings);
  const chosen = choices.find((choice) => choice.value === value);
  const [typed, setTyped] = useState<string | null>(null);
  const found = useMemo(() => {
    const wanted = typed ?? '';
    return choices
      .filter((choice) => [choice.label, ...(choice.keywords ?? [])].some((words) => meansSame(words, wanted)))
      .slice(0, MOST_SHOWN);
  }, [choices, typed]);
  return (
    <AriaComboBox
      className={fieldStyles.field}
      items={found}
      inputValue={typed ?? chosen?.label ?? ''}
      onInputChange={(text) => {
        setTyped(text === chosen?.label ? null : text);
        if (text === '' && value !== null) onChange(null);
      }}
      value={value}
      onChange={(key) => {
        setTyped(null);
        if (key !== null) onChange(String(key));
      }}
      onBlur={() => setTyped(null)}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      menuTrigger="focus"
      allowsEmptyCollection
    >
      <FieldLabel label={label} optional={!isRequired && !isFilter} />
      <TypingBox first={typed === null || typed.trim() === '' ? undefined : found[0]?.value}>
        <Input className={`${fieldStyles.input} ${styles.input}`} />
        <AriaButton className={styles.open}>
          <Icon name="down" />
        </AriaButton>
      </TypingBox>
      <FieldWords description={description} error={error} />
      <Popover className={choiceStyles.popover}>
        <ListBox className={choiceStyles.list} renderEmptyState={() => <div className={choiceStyles.nothing}>{t('nothing')}</div>}>
          {(choice: SearchedChoice) => (
            <ListBoxItem id={choice.value} textValue={choice.label} className={choiceStyles.option}>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

/** Enter takes what was found `first`: whoever typed until it stood on top needn't go down to it. */
function TypingBox({ first, children }: { readonly first: string | undefined; readonly children: ReactNode }) {
  const state = useContext(ComboBoxStateContext);
  const takeFirst = ({ key, ctrlKey, shiftKey, altKey, metaKey }: KeyboardEvent) => {
    if (key !== 'Enter' || ctrlKey || shiftKey || altKey || metaKey) return;
    if (first !== undefined && state?.isOpen === true && state.selectionManager.focusedKey === null)
      state.selectionManager.setFocusedKey(first);
  };
  return (
    <div className={styles.box} onKeyDownCapture={takeFirst}>
      {children}
    </div>
  );
}
