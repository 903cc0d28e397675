/** Inputs with a visible label, a description and an error that belong to them. See README.md. */
import { useState } from 'react';
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  type TextFieldProps as AriaTextFieldProps,
  type CheckboxProps,
  FieldError,
  Input,
  Label,
  Text,
} from 'react-aria-components';
import { useStrings } from '../../i18n/language.js';
import buttonStyles from '../Button/Button.module.css';
import { Icon } from '../Icon/Icon.js';
import checkStyles from './Checkbox.module.css';
import styles from './Field.module.css';
import { strings } from './strings.js';

interface Worded {
  readonly label: string;
  readonly description?: string | undefined;
  /** What is wrong and what to do; absent when nothing is. */
  readonly error?: string | undefined;
}

type TextFieldProps = Worded & Omit<AriaTextFieldProps, 'className' | 'style' | 'children' | 'isInvalid'>;

export function FieldLabel({ label, optional }: { readonly label: string; readonly optional: boolean }) {
  const t = useStrings(strings);
  return (
    <Label className={styles.label}>
      {label}
      {optional && <span className={styles.optional}> ({t('optional')})</span>}
    </Label>
  );
}

export function FieldWords({ description, error }: Omit<Worded, 'label'>) {
  return (
    <>
      {description !== undefined && (
        <Text slot="description" className={styles.description}>
          {description}
        </Text>
      )}
      {error !== undefined && (
        <FieldError className={styles.error}>
          <Icon name="warning" />
          {error}
        </FieldError>
      )}
    </>
  );
}

export function TextField({ label, description, error, ...props }: TextFieldProps) {
  return (
    <AriaTextField {...props} className={styles.field} isInvalid={error !== undefined} validationBehavior="aria">
      <FieldLabel label={label} optional={props.isRequired !== true} />
      <Input className={styles.input} />
      <FieldWords description={description} error={error} />
    </AriaTextField>
  );
}

export function TextArea({ label, description, error, rows = 4, ...props }: TextFieldProps & { readonly rows?: number }) {
  return (
    <AriaTextField {...props} className={styles.field} isInvalid={error !== undefined} validationBehavior="aria">
      <FieldLabel label={label} optional={props.isRequired !== true} />
      <AriaTextArea className={styles.input} rows={rows} />
      <FieldWords description={description} error={error} />
    </AriaTextField>
  );
}

/** Can be shown while it is typed, and pasted into. */
export function PasswordField({ label, description, error, ...props }: TextFieldProps) {
  const t = useStrings(strings);
  const [shown, setShown] = useState(false);
  return (
    <AriaTextField
      autoComplete="current-password"
      {...props}
      type={shown ? 'text' : 'password'}
      className={styles.field}
      isInvalid={error !== undefined}
      validationBehavior="aria"
    >
      <FieldLabel label={label} optional={false} />
      <div className={styles.together}>
        <Input className={styles.input} />
        <AriaButton
          className={`${buttonStyles.button} ${buttonStyles.secondary}`}
          onPress={() => setShown(!shown)}
          aria-label={t(shown ? 'hide' : 'show')}
        >
          <Icon name="eye" />
        </AriaButton>
      </div>
      <FieldWords description={description} error={error} />
    </AriaTextField>
  );
}

export function Checkbox({ children, ...props }: Omit<CheckboxProps, 'className' | 'children'> & { readonly children: string }) {
  return (
    <AriaCheckbox {...props} className={checkStyles.checkbox}>
      <span className={checkStyles.box}>
        <Icon name="check" />
      </span>
      {children}
    </AriaCheckbox>
  );
}
