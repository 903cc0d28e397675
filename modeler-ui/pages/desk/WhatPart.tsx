/** What it is about: the caller's words, the classification, what to ask, and what is known already. */
import { useQuery } from '@tanstack/react-query';
import type { Fault } from '../../../forms/values.js';
import type { Classification } from '../../catalogue/classifications.js';
import { ComboBox } from '../../components/ComboBox/ComboBox.js';
import { DateField } from '../../components/DateField/DateField.js';
import { TextArea, TextField } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { AlikeCases } from './AlikeCases.js';
import { isWritten } from './draft.js';
import { KindQuestions } from './KindQuestions.js';
import type { PartProps } from './part.js';
import styles from './parts.module.css';
import { frequentQuery } from './queries.js';
import { strings } from './strings.js';
import type { Asked } from './use-questions.js';

interface WhatPartProps extends PartProps {
  readonly classifications: readonly Classification[];
  readonly classification: Classification | undefined;
  readonly questions: Asked;
  readonly faults: ReadonlyMap<string, Fault>;
  /** Where something of this kind is known to be broken. */
  readonly streets: readonly string[];
  readonly onAppend: (number: string, isSameKind: boolean) => void;
}

export function WhatPart({
  content,
  change,
  errorOf,
  classifications,
  classification,
  questions,
  faults,
  streets,
  onAppend,
}: WhatPartProps) {
  const t = useStrings(strings);
  const frequent = useQuery(frequentQuery(content.channel)).data ?? [];
  return (
    <section id="what" className={styles.part} aria-labelledby="what-title">
      <h2 id="what-title">{t('what.title')}</h2>
      <div data-field="note">
        <TextArea
          label={t('note')}
          value={content.note}
          onChange={(note) => change({ note })}
          rows={3}
          isRequired
          error={errorOf('note')}
        />
      </div>
      <div data-field="classification">
        <ComboBox
          label={t('classification')}
          choices={frequentFirst(classifications, frequent).map(({ code, name, keywords }) => ({ value: code, label: name, keywords }))}
          value={content.classification}
          // What the caller has heard stays heard.
          onChange={(code) => code !== content.classification && change({ classification: code, answers: {}, values: {}, outcome: null })}
          isRequired
          error={errorOf('classification')}
        />
      </div>
      {isWritten(content) && (
        <div data-field="receivedOn">
          <DateField
            label={t('received')}
            description={t('received.about')}
            value={content.receivedOn}
            onChange={(day) => change({ receivedOn: day })}
            error={errorOf('receivedOn')}
          />
        </div>
      )}
      <TextField
        label={t('place')}
        description={streets.length === 0 ? undefined : t('outage.elsewhere', { streets: streets.join(', ') })}
        value={content.place}
        onChange={(place) => change({ place })}
        autoComplete="off"
      />
      {classification !== undefined && (
        <>
          <AlikeCases content={content} code={classification.code} onAppend={onAppend} />
          <KindQuestions
            classification={classification}
            asked={questions}
            answers={content.answers}
            faults={faults}
            onAnswer={(key, value) => change({ answers: { ...content.answers, [key]: value } })}
          />
        </>
      )}
    </section>
  );
}

/** The most frequent of the channel above all others, so that with nothing typed they are what one sees. */
function frequentFirst(classifications: readonly Classification[], frequent: readonly string[]): readonly Classification[] {
  const active = classifications.filter((one) => one.active);
  const first = frequent.flatMap((code) => active.find((one) => one.code === code) ?? []);
  return [...first, ...active.filter(({ code }) => !frequent.includes(code))];
}
