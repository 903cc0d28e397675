/** The box over a list that is narrowed by what is typed. See README.md. */
import { TextField } from '../Field/Field.js';
import styles from './SearchField.module.css';

interface SearchFieldProps {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

export function SearchField(props: SearchFieldProps) {
  return (
    <div className={styles.search}>
      <TextField {...props} type="search" autoComplete="off" isRequired />
    </div>
  );
}
