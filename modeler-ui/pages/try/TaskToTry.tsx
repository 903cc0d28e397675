/** The waiting task's own form, filled with example values. It is sent by the page's one button, which stands outside and stays. */
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { useNow } from '../../app/now.js';
import { ErrorSummary, type FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextArea } from '../../components/Field/Field.js';
import { FieldList } from '../../forms/FieldList.js';
import { isInput, readFields } from '../../forms/fields.js';
import { strings as formStrings } from '../../forms/strings.js';
import { type Evaluate, type Fault, type FormValue, faultOf, sentValues, visibleFields } from '../../forms/values.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as words } from '../../words/strings.js';
import { kindOf } from '../case/decision.js';
import { strings as panelStrings } from '../case/panel-strings.js';
import { plainForm } from '../case/plain-form.js';
import { strings as caseStrings } from '../case/strings.js';
import { exampleValues, plausible } from './examples.js';
import type { Act, TriedTask } from './queries.js';
import { strings } from './strings.js';
import styles from './TryPage.module.css';

interface TaskToTryProps {
  readonly task: TriedTask;
  readonly approvedAnswer: string;
  readonly evaluate: Evaluate;
  readonly formId: string;
  readonly onAct: (act: Act) => void;
}

export function TaskToTry({ task, approvedAnswer, evaluate, formId, onAct }: TaskToTryProps) {
  const t = useStrings(strings);
  const tCase = useStrings(caseStrings);
  const tPanel = useStrings(panelStrings);
  const tForm = useStrings(formStrings);
  const tWords = useStrings(words);
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const fields = useMemo(
    () =>
      task.form.length > 0
        ? readFields(task.form)
        : plainForm(
            task.actions.map((action) => ({ value: action, label: knownText(words, tWords, 'decision', action) })),
            tCase('form.decision'),
          ),
    [task, tCase, tWords],
  );
  const [values, setValues] = useState(() => exampleValues(fields, { tier: task.tier, now, word: t('example') }));
  const [texts, setTexts] = useState(() => ({
    closingText: approvedAnswer === '' ? t('example.closing') : approvedAnswer,
    reason: t('example.reason'),
  }));
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());
  const [errors, setErrors] = useState<readonly FormError[]>([]);

  const shown = visibleFields(fields, values, evaluate).map((field) =>
    isInput(field) && (field.key === 'outcome' || field.key === 'decision') ? { ...field, isRequired: true } : field,
  );
  const inputs = shown.filter(isInput);
  const decision = decisionOf(
    task,
    values,
    inputs.some(({ key }) => key === 'decision'),
  );
  const kind = kindOf(
    decision,
    inputs.some(({ key }) => key === 'outcome'),
  );
  const isHandedOn = kind === 'hand-on' || kind === 'send-back';

  const submit = () => {
    const wrong = new Map<string, Fault>();
    for (const field of inputs) {
      const fault = faultOf(field, values[field.key]);
      if (fault !== undefined) wrong.set(field.key, fault);
    }
    setFaults(wrong);
    setErrors(
      inputs.flatMap(({ key, label }) => {
        const fault = wrong.get(key);
        return fault === undefined ? [] : [{ field: key, message: tForm(`fault.${fault}`, { label }) }];
      }),
    );
    if (wrong.size > 0 || decision === null) return;
    const { decision: _, outcome = null, ...sent } = sentValues(fields, values, evaluate);
    const isClosing = kind === 'closing' && outcome !== null;
    const text = texts.closingText.trim();
    onAct({
      act: 'complete',
      element: task.element,
      decision,
      values: sent,
      outcomeCode: isClosing ? String(outcome) : null,
      closingText: isClosing && text !== '' ? text : null,
      reason: isHandedOn ? texts.reason : null,
    });
  };
  return (
    <form
      id={formId}
      ref={form}
      noValidate
      className={styles.form}
      aria-label={task.name}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary errors={errors} form={form} />
      <FieldList
        fields={shown}
        values={values}
        faults={faults}
        onChange={(key, value) => setValues((before) => ({ ...before, [key]: value }))}
      />
      {kind === 'closing' && (
        <TextArea
          label={tPanel('closing.text')}
          value={texts.closingText}
          onChange={(closingText) => setTexts((before) => ({ ...before, closingText }))}
        />
      )}
      {isHandedOn && (
        <TextArea label={tPanel('reason')} value={texts.reason} onChange={(reason) => setTexts((before) => ({ ...before, reason }))} />
      )}
    </form>
  );
}

/** As on the case page: a form without a field `decision` decides by the value that is one of the task's actions. */
function decisionOf({ actions, tier }: TriedTask, values: Readonly<Record<string, FormValue>>, hasField: boolean): string | null {
  if (hasField) return typeof values.decision === 'string' && values.decision !== '' ? values.decision : null;
  return (
    Object.values(values).find((value): value is string => typeof value === 'string' && actions.includes(value)) ?? plausible(actions, tier)
  );
}
