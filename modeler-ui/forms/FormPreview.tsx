/** A form as a clerk will see it, drawn by the same renderer; what is typed here goes nowhere. */
import { useEffect, useId, useState } from 'react';
import { FieldList } from './FieldList.js';
import { loadFeel } from './feel.js';
import { readFields } from './fields.js';
import styles from './forms.module.css';
import { type Evaluate, type FormValues, visibleFields } from './values.js';

interface FormPreviewProps {
  readonly title: string;
  readonly components: Parameters<typeof readFields>[0];
}

export function FormPreview({ title, components }: FormPreviewProps) {
  const titleId = useId();
  const [evaluate, setEvaluate] = useState<Evaluate>();
  const [values, setValues] = useState<FormValues>({});
  useEffect(() => {
    let isGone = false;
    void loadFeel().then((loaded) => !isGone && setEvaluate(() => loaded));
    return () => {
      isGone = true;
    };
  }, []);
  const fields = readFields(components);
  return (
    <section className={styles.preview} aria-labelledby={titleId}>
      <h2 id={titleId} className={styles.previewTitle}>
        {title}
      </h2>
      <FieldList
        fields={evaluate === undefined ? fields : visibleFields(fields, values, evaluate)}
        values={values}
        faults={new Map()}
        onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
      />
    </section>
  );
}
