/** The form or the decision table of a step: which one, open it, make a new one. */
import { Button } from '../../../components/Button/Button.js';
import { SelectChoice } from '../../../components/ChoiceField/ChoiceField.js';
import { useStrings } from '../../../i18n/language.js';
import type { Diagram, DrawnElement } from '../diagram.js';
import styles from '../ModelerPage.module.css';
import { attributeOf, extensionOf, writeAttribute } from '../step-facts.js';
import { type PartKind, usePartActs } from './part-acts.js';
import partStyles from './parts.module.css';
import { strings } from './step-part-strings.js';

const NONE = 'none';

interface StepPartProps {
  readonly diagram: Diagram;
  readonly drawn: DrawnElement;
  readonly kind: PartKind;
}

export function StepPart({ diagram, drawn, kind }: StepPartProps) {
  const t = useStrings(strings);
  const acts = usePartActs();
  const chosen = partIdOf(drawn, kind);
  const offered = acts?.offered(kind) ?? [];
  const known = offered.some(({ id }) => id === chosen) || chosen === '' ? offered : [...offered, { id: chosen, name: chosen }];
  const choices = known.map(({ id, name }) => ({ value: id, label: name === id ? id : t('choice', { name, id }) }));
  return (
    <div className={partStyles.stepPart}>
      <SelectChoice
        label={t(kind)}
        value={chosen || NONE}
        choices={[{ value: NONE, label: t(`${kind}.none`) }, ...choices]}
        onChange={(id) => writePartId(diagram, drawn, kind, id === NONE ? '' : id)}
      />
      {acts !== undefined && (
        <div className={styles.tools}>
          {chosen !== '' && !chosen.startsWith('=') && <Button onPress={() => acts.open(kind, chosen)}>{t(`${kind}.open`)}</Button>}
          <Button onPress={() => acts.begin(kind, drawn)}>{t(`${kind}.new`)}</Button>
        </div>
      )}
    </div>
  );
}

export function partIdOf({ businessObject }: Pick<DrawnElement, 'businessObject'>, kind: PartKind): string {
  return kind === 'form'
    ? attributeOf(businessObject, 'zeebe:FormDefinition', 'formId')
    : attributeOf(businessObject, 'zeebe:CalledDecision', 'decisionId');
}

/** A decision's answer needs a name under which the steps behind it read it. */
export function writePartId(diagram: Diagram, drawn: DrawnElement, kind: PartKind, id: string): void {
  if (kind === 'form') {
    writeAttribute(diagram, drawn, 'zeebe:FormDefinition', 'formId', id);
    return;
  }
  const isNew = extensionOf(drawn.businessObject, 'zeebe:CalledDecision') === undefined;
  writeAttribute(diagram, drawn, 'zeebe:CalledDecision', 'decisionId', id, ['decisionId', 'resultVariable', 'bindingType', 'versionTag']);
  if (isNew && id !== '')
    writeAttribute(diagram, drawn, 'zeebe:CalledDecision', 'resultVariable', 'decided', ['decisionId', 'resultVariable']);
}
