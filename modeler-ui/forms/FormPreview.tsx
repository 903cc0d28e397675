/** A form as a clerk will see it, drawn by the same renderer; what is typed here goes nowhere. */
import { useId, useState } from 'react';
import { readFields } from '../../forms/fields.js';
import { type FormValues, visibleFields } from '../../forms/values.js';
import { FieldList } from './FieldList.js';
import styles from './forms.module.css';
import { useEvaluate } from './use-evaluate.js';

interface FormPreviewProps {
  readonly title: string;
  readonly components: Parameters<typeof readFields>[0];
}

export function FormPreview({ title, components }: FormPreviewProps) {
  const titleId = useId();
  const [values, setValues] = useState<FormValues>({});
  const fields = readFields(components);
  const evaluate = useEvaluate(fields);
  return (
    <section className={styles.preview} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.previewTitle}>
        {title}
      </h2>
      <FieldList
        fields={visibleFields(fields, values, evaluate)}
        values={values}
        faults={new Map()}
        onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
      />
    </section>
  );
}
