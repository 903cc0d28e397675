/** The model's form with the texts that a decision needs, and one button that says what it will do. */
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import type { Schemas } from '../../api/schema.js';
import { Button } from '../../components/Button/Button.js';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { strings as errorStrings } from '../../components/ErrorState/strings.js';
import { ErrorSummary, type FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextArea } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { useDraft } from '../../forms/draft.js';
import { FieldList } from '../../forms/FieldList.js';
import { isInput, readFields } from '../../forms/fields.js';
import { strings as formStrings } from '../../forms/strings.js';
import { type Evaluate, type Fault, type FormValue, faultOf, sentValues, visibleFields } from '../../forms/values.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { useSession } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { kindOf, toDecision } from './decision.js';
import { plainForm } from './plain-form.js';
import { approvedAnswerQuery, type Case, decide, departmentsQuery, type Task, undoDecision } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskForm.module.css';

interface TaskFormProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly components: Schemas['TaskForm']['components'];
  readonly evaluate: Evaluate;
}

interface Draft {
  readonly values: Readonly<Record<string, FormValue>>;
  readonly reason: string;
  readonly closingText: string;
  readonly department: string | null;
}

const EMPTY: Draft = { values: {}, reason: '', closingText: '', department: null };
/** As long as the api waits with a closing. */
const UNDO_MS = 10_000;

export function TaskForm({ theCase, task, components, evaluate }: TaskFormProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const tForm = useStrings(formStrings);
  const tError = useStrings(errorStrings);
  const { person } = useSession();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const [draft, change, forget] = useDraft(`${person.login}.${task.key}`, EMPTY);
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());

  const fields = useMemo(
    () =>
      components.length > 0
        ? readFields(components)
        : plainForm(
            task.actions.map((action) => ({ value: action, label: knownText(words, tWords, 'decision', action) })),
            t('form.decision'),
          ),
    [components, task.actions, t, tWords],
  );
  const shown = visibleFields(fields, draft.values, evaluate);
  const inputs = shown.filter(isInput);
  const decisionField = inputs.find(({ key }) => key === 'decision');
  const [onlyAction] = task.actions;
  // A form that leaves no choice needs no question.
  const decision =
    decisionField === undefined
      ? task.actions.length === 1
        ? (onlyAction ?? null)
        : actionOf(task, draft.values)
      : textOf(draft.values.decision);
  const hasOutcome = inputs.some(({ key }) => key === 'outcome');
  const kind = kindOf(decision, hasOutcome);
  const label =
    decisionField !== undefined && 'options' in decisionField
      ? decisionField.options.find(({ value }) => value === decision)?.label
      : undefined;

  const send = useMutation({
    mutationFn: (chosen: string) => decide(task.key, toDecision(chosen, sentValues(fields, draft.values, evaluate), draft)),
    onSuccess: () => {
      forget();
      if (kind === 'closing') {
        const undo = () =>
          void undoDecision(theCase.number)
            .then(() => toasts.add({ message: t('closing.undone') }, { timeout: TOAST_MS }))
            .catch((error: Error) => toasts.add({ message: error.message }))
            .finally(() => client.invalidateQueries({ queryKey: ['case', theCase.number] }));
        toasts.add({ message: t('decided.closing'), action: { label: t('closing.undo-short'), act: undo } }, { timeout: UNDO_MS });
      } else {
        toasts.add({ message: t(`decided.${kind}`) }, { timeout: TOAST_MS });
      }
    },
    onError: (error) => setErrors(serverErrors(error, tError('unreachable'))),
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['case', theCase.number] }), client.invalidateQueries({ queryKey: ['tasks'] })]),
  });

  const submit = () => {
    if (send.isPending) return;
    const wrong = new Map<string, Fault>();
    for (const field of inputs) {
      const required = field.key === 'outcome' || field.key === 'decision' ? { ...field, isRequired: true } : field;
      const fault = faultOf(required, draft.values[field.key]);
      if (fault !== undefined) wrong.set(field.key, fault);
    }
    const found: FormError[] = inputs.flatMap(({ key, label: name }) => {
      const fault = wrong.get(key);
      return fault === undefined ? [] : [{ field: key, message: tForm(`fault.${fault}`, { label: name }) }];
    });
    const needsReason = kind === 'hand-on' || kind === 'send-back';
    if (decision === 'department' && kind === 'hand-on' && theCase.department === null && draft.department === null)
      found.push({ field: '_department', message: t('form.department.missing') });
    if (needsReason && draft.reason.trim() === '') found.push({ field: '_reason', message: t('form.reason.missing') });
    setFaults(wrong);
    setErrors(found);
    if (found.length === 0 && decision !== null) send.mutate(decision);
  };
  useShortcut('Ctrl+Enter', label ?? t('form.send'), submit);
  const errorOf = (field: string) => errors.find((error) => error.field === field)?.message;

  return (
    <form
      ref={form}
      noValidate
      className={styles.form}
      onSubmit={(event: FormEvent) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary errors={errors} form={form} />
      <FieldList
        fields={shown.map((field) => (isInput(field) && field.key === 'outcome' ? { ...field, isRequired: true } : field))}
        values={draft.values}
        faults={faults}
        onChange={(key, value) => change({ values: { ...draft.values, [key]: value } })}
      />
      {kind === 'hand-on' && decision === 'department' && (
        <Department
          value={draft.department ?? theCase.department}
          error={errorOf('_department')}
          onChange={(department) => change({ department })}
        />
      )}
      {kind === 'closing' && (
        <ClosingText theCase={theCase} value={draft.closingText} onChange={(closingText) => change({ closingText })} />
      )}
      {(kind === 'hand-on' || kind === 'send-back') && (
        <div data-field="_reason">
          <TextArea
            label={t('form.reason')}
            description={t('form.reason.description')}
            value={draft.reason}
            onChange={(reason) => change({ reason })}
            isRequired
            error={errorOf('_reason')}
            rows={3}
          />
        </div>
      )}
      <div>
        <Button type="submit" kind="primary" isPending={send.isPending}>
          {label ?? t(decision === null ? 'form.choose-first' : 'form.send')}
        </Button>
      </div>
    </form>
  );
}

/** Some forms name their decision otherwise (`callResult`): then a value that is one of the task's actions is it. */
function actionOf(task: Task, values: Draft['values']): string | null {
  return (
    Object.values(values)
      .map(textOf)
      .find((value) => value !== null && task.actions.includes(value)) ?? null
  );
}

function textOf(value: FormValue | undefined): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

function serverErrors(error: Error, unreachable: string): readonly FormError[] {
  if (!(error instanceof ApiProblem)) return [{ message: unreachable }];
  return [{ message: error.message }, ...(error.body.errors ?? []).map(({ message }) => ({ message }))];
}

function Department({
  value,
  error,
  onChange,
}: {
  readonly value: string | null;
  readonly error: string | undefined;
  readonly onChange: (id: string) => void;
}) {
  const t = useStrings(strings);
  const departments = useQuery(departmentsQuery).data ?? [];
  return (
    <div data-field="_department">
      <SelectChoice
        label={t('form.department')}
        choices={departments.map(({ id, name }) => ({ value: id, label: name }))}
        value={value}
        onChange={onChange}
        isRequired
        error={error}
      />
    </div>
  );
}

function ClosingText({
  theCase,
  value,
  onChange,
}: {
  readonly theCase: Case;
  readonly value: string;
  readonly onChange: (text: string) => void;
}) {
  const t = useStrings(strings);
  const approved = useQuery(approvedAnswerQuery(theCase.classification)).data ?? '';
  return (
    <div className={styles.closing}>
      <TextArea
        label={t('form.closing-text')}
        description={t('form.closing-text.description')}
        value={value}
        onChange={onChange}
        rows={5}
      />
      {approved !== '' && value.trim() === '' && (
        <Button kind="quiet" onPress={() => onChange(approved)}>
          {t('form.insert-approved')}
        </Button>
      )}
    </div>
  );
}
