/** The waiting task's own form, filled with example values. It is sent by the page's one button, which stands outside and stays. */
import { type FormEvent, useRef, useState } from 'react';
import { type Evaluate, sentValues } from '../../../forms/values.js';
import { useNow } from '../../app/now.js';
import { ErrorSummary } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextArea } from '../../components/Field/Field.js';
import { FieldList } from '../../forms/FieldList.js';
import { useStrings } from '../../i18n/language.js';
import { strings as panelStrings } from '../case/panel-strings.js';
import { useTaskFields, useTaskForm } from '../case/use-task-form.js';
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
  const tPanel = useStrings(panelStrings);
  const now = useNow();
  const form = useRef<HTMLFormElement>(null);
  const fields = useTaskFields(task.form, task.actions);
  const [values, setValues] = useState(() => exampleValues(fields, { tier: task.tier, now, word: t('example') }));
  const [texts, setTexts] = useState(() => ({
    closingText: approvedAnswer === '' ? t('example.closing') : approvedAnswer,
    reason: t('example.reason'),
  }));
  const { shown, decision, kind, faults, errors, check } = useTaskForm({
    fields,
    actions: task.actions,
    values,
    evaluate,
    otherwise: plausible(task.actions, task.tier),
  });
  const isHandedOn = kind === 'hand-on' || kind === 'send-back';

  const submit = () => {
    if (!check() || decision === null) return;
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
