/** What a draft changes against the running version, element by element. */
import { diff } from 'bpmn-js-differ';
import type { Diagram, ModelElement } from './diagram.js';

export interface Difference {
  readonly type: 'added' | 'removed' | 'changed';
  readonly elementId: string;
  /** Empty when the element has no name. */
  readonly name: string;
  readonly elementType: string;
  /** Of a changed one: what is different, as the panel calls it, each once. */
  readonly aspects: readonly Aspect[];
}

export type Aspect = 'name' | 'settings' | 'condition' | 'connections' | 'time' | 'text' | 'other';

const ASPECTS: readonly (readonly [RegExp, Aspect])[] = [
  [/^name$/, 'name'],
  [/^extensionElements/, 'settings'],
  [/^(conditionExpression|default)/, 'condition'],
  [/^(sourceRef|targetRef|incoming|outgoing|attachedToRef)/, 'connections'],
  [/^eventDefinitions/, 'time'],
  [/^(documentation|text)/, 'text'],
];
/** Things of the document that nobody draws. */
const DRAWN = /^bpmn:(?!Definitions|Message$|Error$|Signal$|Escalation$|ItemDefinition|Collaboration$|ExtensionElements)/;

export async function differencesTo(diagram: Diagram, publishedXml: string): Promise<readonly Difference[]> {
  const { rootElement: was } = await diagram.service('moddle').fromXML(publishedXml);
  // Read anew, so that what one draws isn't touched by the comparison.
  const { rootElement: is } = await diagram.service('moddle').fromXML(await diagram.xml());
  const { _added, _removed, _changed } = diff(was, is);
  const plain = (type: Difference['type'], elements: Readonly<Record<string, ModelElement>>): Difference[] =>
    Object.entries(elements)
      .filter(([, element]) => DRAWN.test(element.$type))
      .map(([elementId, element]) => ({ type, elementId, name: element.name?.trim() ?? '', elementType: element.$type, aspects: [] }));
  const changed = Object.entries(_changed)
    .map(([elementId, { model, attrs }]) => ({ elementId, model, aspects: aspectsOf(Object.keys(attrs)) }))
    .filter(({ model, aspects }) => DRAWN.test(model.$type) && aspects.length > 0)
    .map(
      ({ elementId, model, aspects }): Difference => ({
        type: 'changed',
        elementId,
        name: model.name?.trim() ?? '',
        elementType: model.$type,
        aspects,
      }),
    );
  return [...plain('added', _added), ...plain('removed', _removed), ...changed];
}

function aspectsOf(attributes: readonly string[]): readonly Aspect[] {
  return [...new Set(attributes.map((attribute) => ASPECTS.find(([pattern]) => pattern.test(attribute))?.[1] ?? 'other'))];
}
