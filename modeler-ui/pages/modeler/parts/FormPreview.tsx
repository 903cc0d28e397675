/** The form as a clerk will see it, drawn by the same renderer; what is typed here goes nowhere. */
import { useEffect, useState } from 'react';
import { FieldList } from '../../../forms/FieldList.js';
import { loadFeel } from '../../../forms/feel.js';
import { readFields } from '../../../forms/fields.js';
import { type Evaluate, type FormValues, visibleFields } from '../../../forms/values.js';
import { useStrings } from '../../../i18n/language.js';
import type { FormSchema } from './form-schema.js';
import { strings } from './part-strings.js';
import styles from './parts.module.css';

type Components = Parameters<typeof readFields>[0];

export function FormPreview({ form }: { readonly form: FormSchema }) {
  const t = useStrings(strings);
  const [evaluate, setEvaluate] = useState<Evaluate>();
  const [values, setValues] = useState<FormValues>({});
  useEffect(() => {
    let isGone = false;
    void loadFeel().then((loaded) => !isGone && setEvaluate(() => loaded));
    return () => {
      isGone = true;
    };
  }, []);
  const fields = readFields(form.components as Components);
  return (
    <section className={styles.preview} aria-labelledby="preview-title">
      <h2 id="preview-title" className={styles.title}>
        {t('preview')}
      </h2>
      <div className={styles.fields}>
        <FieldList
          fields={evaluate === undefined ? fields : visibleFields(fields, values, evaluate)}
          values={values}
          faults={new Map()}
          onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
        />
      </div>
    </section>
  );
}
