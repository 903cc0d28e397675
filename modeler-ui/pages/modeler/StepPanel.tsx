/** The right panel: what the chosen step does, in plain words, each change an act of the diagram that can be undone. */
import { useQuery } from '@tanstack/react-query';
import { SelectChoice } from '../../components/ChoiceField/ChoiceField.js';
import { Checkbox } from '../../components/Field/Field.js';
import { useStrings } from '../../i18n/language.js';
import { knownText } from '../../i18n/strings.js';
import { strings as wordStrings } from '../../words/strings.js';
import { TIERS } from '../../words/tiers.js';
import { caseTypesQuery } from '../case-types/queries.js';
import type { Diagram, DrawnElement } from './diagram.js';
import styles from './ModelerPage.module.css';
import { strings } from './panel-strings.js';
import { StepPart } from './parts/StepPart.js';
import { strings as partStrings } from './parts/step-part-strings.js';
import { choicesQuery } from './queries.js';
import {
  actionsOf,
  attributeOf,
  conditionOf,
  extensionOf,
  givenText,
  isChoice,
  isDefault,
  propertyOf,
  rename,
  tierOf,
  timerOf,
  writeAttribute,
  writeCondition,
  writeDefault,
  writeProperty,
  writeText,
  writeTier,
  writeTimer,
} from './step-facts.js';
import { kindOf } from './step-kind.js';
import { Typed } from './Typed.js';

interface OfStep {
  readonly diagram: Diagram;
  readonly drawn: DrawnElement;
}

export function StepPanel({ diagram, drawn }: { readonly diagram: Diagram; readonly drawn: DrawnElement | undefined }) {
  const t = useStrings(strings);
  if (drawn === undefined) return <p className={styles.hint}>{t('nothing')}</p>;
  const element = drawn.businessObject;
  const of = { diagram, drawn };
  const isTask = drawn.type === 'bpmn:UserTask';
  return (
    // Another step begins with its own fields: nothing half typed moves over.
    <div className={styles.fields} key={drawn.id}>
      <p className={styles.kind}>{t(`kind.${kindOf(drawn)}`)}</p>
      <Typed label={t('name')} value={element.name ?? ''} onDone={(name) => rename(diagram, drawn, name)} isLong />
      {isTask && <TaskFields {...of} />}
      {(isTask || drawn.type === 'bpmn:StartEvent') && (
        <Typed
          label={t('public')}
          description={t('public.help')}
          value={propertyOf(element, 'publicStatus')}
          onDone={(value) => writeProperty(diagram, drawn, 'publicStatus', value)}
          isLong
        />
      )}
      {(drawn.type === 'bpmn:ServiceTask' || drawn.type === 'bpmn:SendTask') && <WorkField {...of} />}
      {drawn.type === 'bpmn:BusinessRuleTask' && <StepPart {...of} kind="decisions" />}
      {drawn.type === 'bpmn:BusinessRuleTask' && <ResultField {...of} />}
      {drawn.type === 'bpmn:CallActivity' && <CallField {...of} />}
      {timerOf(element) !== undefined && <TimerFields {...of} />}
      {isChoice(drawn) && <FlowFields {...of} />}
    </div>
  );
}

function TaskFields({ diagram, drawn }: OfStep) {
  const t = useStrings(strings);
  const words = useStrings(wordStrings);
  const { data: choices } = useQuery(choicesQuery);
  const element = drawn.businessObject;
  const actions = actionsOf(element);
  const offered = [...new Set([...(choices?.actions ?? []), ...actions])];
  const choose = (action: string, isChosen: boolean) => {
    const next = isChosen ? [...actions, action] : actions.filter((one) => one !== action);
    writeProperty(diagram, drawn, 'actions', next.join(','));
  };
  return (
    <>
      <SelectChoice
        label={t('tier')}
        isRequired
        value={tierOf(element) || null}
        choices={TIERS.map((tier) => ({ value: tier, label: knownText(wordStrings, words, 'tier', tier) }))}
        onChange={(tier) => writeTier(diagram, drawn, tier)}
      />
      <StepPart diagram={diagram} drawn={drawn} kind="form" />
      <Typed
        label={t('due')}
        description={t('due.help')}
        value={attributeOf(element, 'zeebe:TaskSchedule', 'dueDate')}
        onDone={(date) => writeAttribute(diagram, drawn, 'zeebe:TaskSchedule', 'dueDate', date, ['dueDate', 'followUpDate'])}
      />
      <fieldset className={styles.choices}>
        <legend>{t('actions')}</legend>
        {offered.map((action) => (
          <Checkbox key={action} isSelected={actions.includes(action)} onChange={(isChosen) => choose(action, isChosen)}>
            {knownText(wordStrings, words, 'decision', action)}
          </Checkbox>
        ))}
      </fieldset>
    </>
  );
}

function WorkField({ diagram, drawn }: OfStep) {
  const t = useStrings(strings);
  const type = attributeOf(drawn.businessObject, 'zeebe:TaskDefinition', 'type');
  const known = Object.keys(strings.pl)
    .filter((key) => key.startsWith('work.') && !['work.other', 'work.none'].includes(key))
    .map((key) => key.slice('work.'.length));
  const types = type === '' || known.includes(type) ? known : [...known, type];
  const label = (one: string) => (known.includes(one) ? knownText(strings, t, 'work', one) : t('work.other', { type: one }));
  const message = MESSAGES.has(type) ? givenText(drawn.businessObject, MESSAGE) : undefined;
  return (
    <>
      <SelectChoice
        label={t('work')}
        isRequired
        value={type || null}
        choices={types.map((one) => ({ value: one, label: label(one) }))}
        onChange={(one) => writeAttribute(diagram, drawn, 'zeebe:TaskDefinition', 'type', one, ['type', 'retries'])}
      />
      {message !== undefined && (
        <Typed
          label={t('message')}
          description={t('message.help')}
          value={message}
          onDone={(text) => writeText(diagram, drawn, MESSAGE, text)}
          isLong
        />
      )}
    </>
  );
}
/** Steps that write to the resident, and where they find what. */
const MESSAGES: ReadonlySet<string> = new Set(['notify.mail', 'notify.sms']);
const MESSAGE = 'closing.residentText';

function ResultField({ diagram, drawn }: OfStep) {
  const t = useStrings(partStrings);
  const write = (name: string) =>
    writeAttribute(diagram, drawn, 'zeebe:CalledDecision', 'resultVariable', name, [
      'decisionId',
      'resultVariable',
      'bindingType',
      'versionTag',
    ]);
  const value = attributeOf(drawn.businessObject, 'zeebe:CalledDecision', 'resultVariable');
  return <Typed label={t('result')} description={t('result.help')} value={value} onDone={write} />;
}

function CallField({ diagram, drawn }: OfStep) {
  const t = useStrings(strings);
  const { data: choices } = useQuery(choicesQuery);
  const called = attributeOf(drawn.businessObject, 'zeebe:CalledElement', 'processId');
  const types = useQuery(caseTypesQuery).data ?? [];
  const nameOf = (id: string) => types.find((type) => type.id === id)?.name ?? id;
  const processes = [...new Set([...(choices?.processes ?? []), ...(called === '' ? [] : [called])])];
  const kept = extensionOf(drawn.businessObject, 'zeebe:CalledElement') === undefined ? [] : CALL_ATTRIBUTES;
  return (
    <SelectChoice
      label={t('call')}
      isRequired
      value={called || null}
      choices={processes.map((id) => ({ value: id, label: nameOf(id) }))}
      onChange={(id) => writeAttribute(diagram, drawn, 'zeebe:CalledElement', 'processId', id, ['processId', ...kept])}
    />
  );
}
const CALL_ATTRIBUTES = ['propagateAllChildVariables', 'propagateAllParentVariables', 'bindingType', 'versionTag'];

function TimerFields({ diagram, drawn }: OfStep) {
  const t = useStrings(strings);
  const timer = timerOf(drawn.businessObject);
  const kinds = ['timeDuration', 'timeDate', 'timeCycle'] as const;
  return (
    <>
      <SelectChoice
        label={t('timer')}
        isRequired
        value={timer?.kind ?? null}
        choices={kinds.map((kind) => ({ value: kind, label: t(`timer.${kind}`) }))}
        onChange={(kind) => writeTimer(diagram, drawn, kind, timer?.text ?? '')}
      />
      <Typed
        label={t('timer.text')}
        description={t('timer.help')}
        value={timer?.text ?? ''}
        onDone={(text) => writeTimer(diagram, drawn, timer?.kind ?? 'timeDuration', text)}
      />
    </>
  );
}

function FlowFields({ diagram, drawn }: OfStep) {
  const t = useStrings(strings);
  const isOtherwise = isDefault(drawn);
  return (
    <>
      <Checkbox isSelected={isOtherwise} onChange={(chosen) => writeDefault(diagram, drawn, chosen)}>
        {t('otherwise')}
      </Checkbox>
      {!isOtherwise && (
        <Typed
          label={t('condition')}
          description={t('condition.help')}
          value={conditionOf(drawn.businessObject)}
          onDone={(condition) => writeCondition(diagram, drawn, condition)}
          isLong
        />
      )}
    </>
  );
}
