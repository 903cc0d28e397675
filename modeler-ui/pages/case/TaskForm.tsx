/** The model's form with the texts that a decision needs, and one button that says what it will do. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { type FormEvent, useMemo, useRef } from 'react';
import { type Evaluate, sentValues } from '../../../forms/values.js';
import { ApiProblem } from '../../api/problem.js';
import type { Schemas } from '../../api/schema.js';
import { Banner } from '../../components/Banner/Banner.js';
import { Button } from '../../components/Button/Button.js';
import { ErrorSummary, type FormError } from '../../components/ErrorSummary/ErrorSummary.js';
import { TextArea } from '../../components/Field/Field.js';
import { TOAST_MS, toasts } from '../../components/Toast/Toast.js';
import { FieldList } from '../../forms/FieldList.js';
import { useStrings } from '../../i18n/language.js';
import { useShortcut } from '../../keyboard/shortcuts.js';
import { usePeopleNames, useSession } from '../../session/session.js';
import { ClosingPanel } from './ClosingPanel.js';
import { ConflictDialog } from './ConflictDialog.js';
import { isRequest, mayExplain, toDecision, withoutRequests } from './decision.js';
import { useDraftWords } from './draft-words.js';
import { HandOnPanel } from './HandOnPanel.js';
import { PLANNED_AT, PlannedLate } from './PlannedLate.js';
import { strings as panelStrings } from './panel-strings.js';
import { type Case, decide, type Task } from './queries.js';
import { strings } from './strings.js';
import styles from './TaskForm.module.css';
import { useSharedDraft } from './use-shared-draft.js';
import { useTaskFields, useTaskForm } from './use-task-form.js';
import { useUndoClosing } from './use-undo-closing.js';

interface TaskFormProps {
  readonly theCase: Case;
  readonly task: Task;
  readonly components: Schemas['TaskForm']['components'];
  readonly evaluate: Evaluate;
  /** Something was decided, or taken back: what was pressed is about to go. */
  readonly onActed: () => void;
}

export function TaskForm({ theCase, task, components, evaluate, onActed }: TaskFormProps) {
  const t = useStrings(strings);
  const { person } = useSession();
  const nameOf = usePeopleNames();
  const client = useQueryClient();
  const form = useRef<HTMLFormElement>(null);
  const tPanel = useStrings(panelStrings);
  const shared = useSharedDraft(theCase.number, task);
  const { draft, change } = shared;
  const actions = useMemo(() => task.actions.filter((action) => !isRequest(action)), [task.actions]);
  const offered = useTaskFields(components, actions);
  const fields = useMemo(() => offered.map(withoutRequests), [offered]);
  const draftWords = useDraftWords(fields);
  const { shown, inputs, decisionField, decision, kind, faults, errors, setErrors, check } = useTaskForm({
    fields,
    actions,
    values: draft.values,
    evaluate,
  });
  const label =
    decisionField !== undefined && 'options' in decisionField
      ? decisionField.options.find(({ value }) => value === decision)?.label
      : undefined;

  const undo = useUndoClosing(theCase.number, onActed);
  const send = useMutation({
    mutationFn: (chosen: string) => decide(task.key, toDecision(chosen, sentValues(fields, draft.values, evaluate), draft, shared.base)),
    onSuccess: () => {
      if (kind === 'closing') undo.tell({ taskKey: task.key, texts: draft });
      else toasts.add({ message: t(`decided.${kind}`) }, { timeout: TOAST_MS });
      shared.forget();
      onActed();
    },
    onError: (error) => {
      if (!shared.meetConflict(error)) setErrors(serverErrors(error));
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
    const needsReason = kind === 'hand-on' || kind === 'send-back';
    const missing: FormError[] = [];
    if (decision === 'department' && kind === 'hand-on' && theCase.department === null && draft.department === null)
      missing.push({ field: '_department', message: t('form.department.missing') });
    if (needsReason && draft.reason.trim() === '') missing.push({ field: '_reason', message: t('form.reason.missing') });
    if (check(missing) && decision !== null) send.mutate(decision);
  };
  useShortcut('Ctrl+Enter', label ?? t('form.send'), submit);
  const saveDraft = () => {
    if (shared.conflict !== null) shared.setDeciding(true);
    else if (!shared.save.isPending) shared.saveNow();
  };
  useShortcut('Ctrl+S', tPanel('draft.save'), saveDraft);
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
          {shared.conflict.shared.savedBy === person.login
            ? tPanel('conflict.own.banner')
            : tPanel('conflict.banner', { name: nameOf(shared.conflict.shared.savedBy) })}
        </Banner>
      )}
      {shared.conflict !== null && shared.isDeciding && (
        <ConflictDialog
          comparison={shared.conflict}
          theirs={shared.conflict.shared}
          {...draftWords}
          onDecide={(taken) => {
            if (shared.conflict !== null) shared.decide(shared.conflict, shared.conflict.shared, taken);
          }}
          onClose={() => shared.setDeciding(false)}
        />
      )}
      <ErrorSummary errors={errors} form={form} />
      <FieldList
        fields={shown}
        values={draft.values}
        faults={faults}
        onChange={(key, value) => change({ values: { ...draft.values, [key]: value } })}
      />
      {inputs.some(({ key }) => key === PLANNED_AT) && <PlannedLate theCase={theCase} plannedAt={String(draft.values[PLANNED_AT] ?? '')} />}
      {kind === 'complete' && mayExplain(decision) && (
        <TextArea
          label={tPanel('reason')}
          description={tPanel('reason.description')}
          value={draft.reason}
          onChange={(reason) => change({ reason })}
          rows={3}
        />
      )}
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
          {label ?? t(decision === null && actions.length !== 1 ? 'form.choose-first' : 'form.send')}
        </Button>
        <Button onPress={saveDraft} isPending={shared.save.isPending} isDisabled={shared.isSaved}>
          {tPanel('draft.save')}
        </Button>
      </div>
    </form>
  );
}

function serverErrors(error: Error): readonly FormError[] {
  const fields = error instanceof ApiProblem ? (error.body.errors ?? []) : [];
  return [{ message: error.message }, ...fields.map(({ message }) => ({ message }))];
}
