/** Draws the fields of a form. The one accessible renderer of form schemas; form-js itself is only the owner's editor. */

import type { Field, InputField } from '../../forms/fields.js';
import { isInput } from '../../forms/fields.js';
import type { Fault, FormValue, FormValues } from '../../forms/values.js';
import { Banner } from '../components/Banner/Banner.js';
import { RadioChoice, SelectChoice } from '../components/ChoiceField/ChoiceField.js';
import { DateField } from '../components/DateField/DateField.js';
import { Checkbox, TextArea, TextField } from '../components/Field/Field.js';
import { useStrings } from '../i18n/language.js';
import styles from './forms.module.css';
import { strings } from './strings.js';

/** More options than this go into a list that opens. */
const MOST_RADIOS = 7;

interface FieldListProps {
  readonly fields: readonly Field[];
  readonly values: FormValues;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly onChange: (key: string, value: FormValue) => void;
}

export function FieldList({ fields, values, faults, onChange }: FieldListProps) {
  return fields.map((field) => (
    <FieldItem
      key={isInput(field) ? field.key : field.id}
      field={field}
      value={isInput(field) ? (values[field.key] ?? null) : null}
      fault={isInput(field) ? faults.get(field.key) : undefined}
      onChange={onChange}
    />
  ));
}

interface FieldItemProps {
  readonly field: Field;
  readonly value: FormValue;
  readonly fault: Fault | undefined;
  readonly onChange: (key: string, value: FormValue) => void;
}

function FieldItem({ field, value, fault, onChange }: FieldItemProps) {
  const t = useStrings(strings);
  switch (field.type) {
    case 'heading':
      return <h3>{field.text}</h3>;
    case 'paragraph':
      return <p className={styles.paragraph}>{field.text}</p>;
    case 'unsupported':
      return <Banner tone="warning">{t('unsupported', { component: field.component })}</Banner>;
    default:
      return (
        <div data-field={field.key}>
          <FieldInput
            field={field}
            value={value}
            error={fault === undefined ? undefined : t(`fault.${fault}`, { label: field.label })}
            onChange={(changed) => onChange(field.key, changed)}
          />
        </div>
      );
  }
}

interface FieldInputProps {
  readonly field: InputField;
  readonly value: FormValue;
  readonly error: string | undefined;
  readonly onChange: (value: FormValue) => void;
}

function FieldInput({ field, value, error, onChange }: FieldInputProps) {
  const about = { label: field.label, isRequired: field.isRequired, description: field.description, error, name: field.key };
  const written = value === null ? '' : String(value);
  switch (field.type) {
    case 'text':
      return <TextField {...about} value={written} onChange={onChange} />;
    case 'long-text':
      return <TextArea {...about} value={written} onChange={onChange} />;
    case 'number':
      return <TextField {...about} value={written} onChange={onChange} inputMode="decimal" />;
    case 'date':
      return <DateField {...about} value={written} onChange={onChange} />;
    case 'date-time':
      return <DateField {...about} value={written} onChange={onChange} to="minute" />;
    case 'checkbox':
      return (
        <Checkbox isSelected={value === true} onChange={onChange} isInvalid={error !== undefined}>
          {field.label}
        </Checkbox>
      );
    case 'radio':
    case 'select': {
      const Choice = field.options.length <= MOST_RADIOS && field.type === 'radio' ? RadioChoice : SelectChoice;
      return <Choice {...about} choices={field.options} value={value === null ? null : written} onChange={onChange} />;
    }
  }
}
