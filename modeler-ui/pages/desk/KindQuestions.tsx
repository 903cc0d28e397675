/** What the catalogue wants to know of this kind of matter; a list to ask from where nobody has drawn a form. */

import type { Fault, FormValue, FormValues } from '../../../forms/values.js';
import type { Classification } from '../../catalogue/classifications.js';
import { FieldList } from '../../forms/FieldList.js';
import { useStrings } from '../../i18n/language.js';
import styles from './parts.module.css';
import { strings } from './strings.js';
import type { Asked } from './use-questions.js';

interface KindQuestionsProps {
  readonly classification: Classification;
  readonly asked: Asked;
  readonly answers: FormValues;
  readonly faults: ReadonlyMap<string, Fault>;
  readonly onAnswer: (key: string, value: FormValue) => void;
}

export function KindQuestions({ classification, asked, answers, faults, onAnswer }: KindQuestionsProps) {
  const t = useStrings(strings);
  if (asked.shown.length > 0) {
    return (
      <section className={styles.box} aria-labelledby="ask-title">
        <h3 id="ask-title">{t('ask')}</h3>
        <div className={styles.questions}>
          <FieldList fields={asked.shown} values={answers} faults={faults} onChange={onAnswer} />
        </div>
      </section>
    );
  }
  if (classification.ask.length === 0) return null;
  return (
    <div className={styles.box}>
      <h3>{t('ask')}</h3>
      <ul className={styles.items}>
        {classification.ask.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
    </div>
  );
}
