/** One of several: `RadioChoice` when there is room to see all, `SelectChoice` when there isn't. See README.md. */
import { Button as AriaButton, Label, ListBox, ListBoxItem, Popover, Radio, RadioGroup, Select, SelectValue } from 'react-aria-components';
import { FieldLabel, FieldWords } from '../Field/Field.js';
import fieldStyles from '../Field/Field.module.css';
import { Icon } from '../Icon/Icon.js';
import styles from './ChoiceField.module.css';

export interface Choice {
  readonly value: string;
  readonly label: string;
}

interface ChoiceProps {
  readonly label: string;
  readonly choices: readonly Choice[];
  readonly value: string | null;
  readonly onChange: (value: string) => void;
  readonly name?: string;
  readonly isRequired?: boolean;
  readonly description?: string | undefined;
  readonly error?: string | undefined;
}

export function RadioChoice({ label, choices, value, onChange, name, isRequired = false, description, error }: ChoiceProps) {
  return (
    <RadioGroup
      className={fieldStyles.field}
      value={value}
      onChange={onChange}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      {...(name === undefined ? {} : { name })}
    >
      <Label className={fieldStyles.label}>{label}</Label>
      <div className={styles.radios}>
        {choices.map((choice) => (
          <Radio key={choice.value} value={choice.value} className={styles.radio}>
            <span className={styles.dot} />
            {choice.label}
          </Radio>
        ))}
      </div>
      <FieldWords description={description} error={error} />
    </RadioGroup>
  );
}

export function SelectChoice({ label, choices, value, onChange, name, isRequired = false, description, error }: ChoiceProps) {
  return (
    <Select
      className={`${fieldStyles.field} ${styles.whole}`}
      value={value}
      onChange={(key) => key !== null && onChange(String(key))}
      isRequired={isRequired}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      placeholder={'\u00a0'}
      {...(name === undefined ? {} : { name })}
    >
      <FieldLabel label={label} optional={!isRequired} />
      <AriaButton className={`${fieldStyles.input} ${styles.select}`}>
        <SelectValue className={styles.value} />
        <Icon name="down" />
      </AriaButton>
      <FieldWords description={description} error={error} />
      <Popover className={styles.popover}>
        <ListBox items={choices} className={styles.list}>
          {(choice) => (
            <ListBoxItem id={choice.value} className={styles.option}>
              {choice.label}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </Select>
  );
}
