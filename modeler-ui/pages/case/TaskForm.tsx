/** The model's form with the texts that a decision needs, and one button that says what it will do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef, useState } from 'react';
import { ApiProblem } from '../../api/problem.js';
import type { Schemas } from '../../api/schema.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { strings as errorStrings } from '../../components/ErrorState/strings.js';
import { ErrorSummary, type FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { FieldList } from '../../forms/FieldList.js';
import { isInput, readFields } from '../../forms/fields.js';
import { strings as formStrings } from '../../forms/strings.js';
import { type Evaluate, type Fault, type FormValue, faultOf, sentValues, visibleFields } from '../../forms/values.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { usePeopleNames } from '../../session/session.js';
import { strings as words } from '../../words/strings.js';
import { ClosingPanel } from './ClosingPanel.js';
import { ConflictDialog } from './ConflictDialog.js';
import { isRequest, kindOf, toDecision, withoutRequests } from './decision.js';
import { HandOnPanel } from './HandOnPanel.js';
import { strings as panelStrings } from './panel-strings.js';
import { plainForm } from './plain-form.js';
import { type Case, decide, type Task, undoDecision } from './queries.js';
import type { FormTexts } from './shared-draft.js';
import { strings } from './strings.js';
import styles from './TaskForm.module.css';
import { useSharedDraft } from './use-shared-draft.js';

interface TaskFormProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly components: Schemas['TaskForm']['components'];
  readonly evaluate: Evaluate;
}

/** As long as the api waits with a closing. */
const UNDO_MS = 10_000;

export function TaskForm({ theCase, task, components, evaluate }: TaskFormProps) {
  const t = useStrings(strings);
  const tWords = useStrings(words);
  const tForm = useStrings(formStrings);
  const tError = useStrings(errorStrings);
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const tPanel = useStrings(panelStrings);
  const shared = useSharedDraft(theCase.number, task);
  const { draft, change } = shared;
  const [errors, setErrors] = useState<readonly FormError[]>([]);
  const [faults, setFaults] = useState<ReadonlyMap<string, Fault>>(new Map());

  const fields = useMemo(
    () =>
      components.length > 0
        ? readFields(components).map(withoutRequests)
        : plainForm(
            task.actions
              .filter((action) => !isRequest(action))
              .map((action) => ({ value: action, label: knownText(words, tWords, 'decision', action) })),
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
    mutationFn: (chosen: string) => decide(task.key, toDecision(chosen, sentValues(fields, draft.values, evaluate), draft, shared.base)),
    onSuccess: () => {
      shared.forget();
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
    onError: (error) => {
      if (!shared.meetConflict(error)) setErrors(serverErrors(error, tError('unreachable')));
    },
    onSettled: () =>
      Promise.all([client.invalidateQueries({ queryKey: ['case', theCase.number] }), client.invalidateQueries({ queryKey: ['tasks'] })]),
  });

  const submit = () => {
    if (send.isPending) return;
    if (shared.conflict !== null) {
      shared.setDeciding(true);
      return;
    }
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
  const saveDraft = () => {
    if (shared.conflict !== null) shared.setDeciding(true);
    else if (!shared.save.isPending) shared.saveNow();
  };
  useShortcut('Ctrl+S', tPanel('draft.save'), saveDraft);
  const labelOf = (field: string): string => {
    const input = inputs.find(({ key }) => `value.${key}` === field);
    if (input !== undefined) return input.label;
    return field in TEXT_LABELS ? tPanel(TEXT_LABELS[field as keyof typeof TEXT_LABELS]) : field;
  };
  const wordOf = (field: string, value: FormValue): string => {
    const input = inputs.find(({ key }) => `value.${key}` === field);
    const option = input !== undefined && 'options' in input ? input.options.find((one) => one.value === value) : undefined;
    if (option !== undefined) return option.label;
    if (field === 'replyChannel') return knownText(words, tWords, 'channel', String(value));
    return field === 'toPerson' ? nameOf(String(value)) : String(value);
  };
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
      {shared.conflict !== null && (
        <Banner tone="warning" isNews action={<Button onPress={() => shared.setDeciding(true)}>{tPanel('conflict.compare')}</Button>}>
          {tPanel('conflict.banner', { name: nameOf(shared.conflict.shared.savedBy) })}
        </Banner>
      )}
      {shared.conflict !== null && shared.isDeciding && (
        <ConflictDialog
          comparison={shared.conflict}
          theirs={shared.conflict.shared}
          labelOf={labelOf}
          wordOf={wordOf}
          onDecide={(taken) => {
            if (shared.conflict !== null) shared.decide(shared.conflict, shared.conflict.shared, taken);
          }}
          onClose={() => shared.setDeciding(false)}
        />
      )}
      <ErrorSummary errors={errors} form={form} />
      <FieldList
        fields={shown.map((field) => (isInput(field) && field.key === 'outcome' ? { ...field, isRequired: true } : field))}
        values={draft.values}
        faults={faults}
        onChange={(key, value) => change({ values: { ...draft.values, [key]: value } })}
      />
      {kind === 'closing' && (
        <ClosingPanel
          theCase={theCase}
          task={task}
          draft={draft}
          decision={decision ?? ''}
          values={sentValues(fields, draft.values, evaluate)}
          onChange={change}
        />
      )}
      {(kind === 'hand-on' || kind === 'send-back') && (
        <HandOnPanel
          key={decision}
          theCase={theCase}
          task={task}
          tier={kind === 'hand-on' ? decision : null}
          draft={draft}
          errorOf={errorOf}
          onChange={change}
        />
      )}
      <div className={styles.buttons}>
        <Button type="submit" kind="primary" isPending={send.isPending}>
          {label ?? t(decision === null && task.actions.length !== 1 ? 'form.choose-first' : 'form.send')}
        </Button>
        <Button onPress={saveDraft} isPending={shared.save.isPending} isDisabled={shared.isSaved}>
          {tPanel('draft.save')}
        </Button>
      </div>
    </form>
  );
}

/** The texts beside the model's own fields. */
const TEXT_LABELS = {
  reason: 'reason',
  closingText: 'closing.text',
  department: 'department',
  toPerson: 'to-person',
  replyChannel: 'closing.channel',
} as const;

/** Some forms name their decision otherwise (`callResult`): then a value that is one of the task's actions is it. */
function actionOf(task: Task, values: FormTexts['values']): string | null {
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
