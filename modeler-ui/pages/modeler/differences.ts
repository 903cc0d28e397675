/** What a draft changes against the running version, element by element. */
import { diff } from 'bpmn-js-differ';
import type { Diagram, ModelElement } from './diagram.js';
import { type ChangedFact, changedFacts } from './element-facts.js';

export interface Difference {
  readonly type: 'added' | 'removed' | 'changed';
  readonly elementId: string;
  /** Empty when the element has no name. */
  readonly name: string;
  readonly elementType: string;
  /** Of a changed one: what it says otherwise. */
  readonly facts: readonly ChangedFact[];
  /** Of a changed one: what is different beside its facts, each once. */
  readonly aspects: readonly Aspect[];
}

type Aspect = 'connections' | 'other';

const ASPECTS: readonly (readonly [RegExp, Aspect | 'fact'])[] = [
  [/^(incoming|outgoing)/, 'connections'],
  [
    /^(name|extensionElements|conditionExpression|default|sourceRef|targetRef|attachedToRef|cancelActivity|eventDefinitions|documentation|text)/,
    'fact',
  ],
];
/** Things of the document that nobody draws. */
const DRAWN = /^bpmn:(?!Definitions|Message$|Error$|Signal$|Escalation$|ItemDefinition|Collaboration$|ExtensionElements)/;

type Read = { readonly rootElement: ModelElement; readonly elementsById: Readonly<Record<string, ModelElement>> };

export async function differencesTo(diagram: Diagram, publishedXml: string): Promise<readonly Difference[]> {
  // Read anew, so that what one draws isn't touched by the comparison.
  const moddle = diagram.service('moddle');
  return differencesBetween(await moddle.fromXML(publishedXml), await moddle.fromXML(await diagram.xml()));
}

export function differencesBetween(was: Read, is: Read): readonly Difference[] {
  const { _added, _removed, _changed } = diff(was.rootElement, is.rootElement);
  const plain = (type: Difference['type'], elements: Readonly<Record<string, ModelElement>>): Difference[] =>
    Object.entries(elements)
      .filter(([, element]) => DRAWN.test(element.$type))
      .map(([elementId, element]) => ({ ...titled(elementId, element), type, facts: [], aspects: [] }));
  const changed = Object.entries(_changed)
    .filter(([, { model }]) => DRAWN.test(model.$type))
    .map(([elementId, { model, attrs }]): Difference => {
      const [before, after] = [was.elementsById[elementId], is.elementsById[elementId]];
      const facts = before === undefined || after === undefined ? [] : changedFacts(before, after);
      const aspects = aspectsOf(Object.keys(attrs)).filter((aspect) => aspect !== 'fact');
      return {
        ...titled(elementId, after ?? model),
        type: 'changed',
        facts,
        aspects: facts.length + aspects.length === 0 ? ['other'] : aspects,
      };
    });
  return [...plain('added', _added), ...plain('removed', _removed), ...changed];
}

function titled(elementId: string, element: ModelElement): Pick<Difference, 'elementId' | 'name' | 'elementType'> {
  return { elementId, name: element.name?.trim() ?? '', elementType: element.$type };
}

function aspectsOf(attributes: readonly string[]): readonly (Aspect | 'fact')[] {
  return [...new Set(attributes.map((attribute) => ASPECTS.find(([pattern]) => pattern.test(attribute))?.[1] ?? 'other'))];
}
