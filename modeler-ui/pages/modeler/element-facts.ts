/** What an element says, as names with values: so that a change can be told with what was and what is. */
import type { ModelElement } from './diagram.js';

/** `same`: two facts are the same when this is. A renamed neighbour is another element's change. */
interface Fact {
  readonly text: string;
  readonly same: string;
}

export interface ChangedFact {
  readonly fact: string;
  /** `''`: it wasn't said. */
  readonly was: string;
  /** `''`: it isn't said any more. */
  readonly is: string;
}

const many = (element: ModelElement | undefined, name: string): readonly ModelElement[] =>
  (element?.get(name) ?? []) as readonly ModelElement[];
const one = (element: ModelElement, name: string) => element.get(name) as ModelElement | undefined;
const title = (element: ModelElement | undefined): string => element?.name?.trim() || (element?.id ?? '');
const body = (element: ModelElement | undefined): string => String(element?.get('body') ?? '').trim();

/** `timeDate`, `zeebe:FormDefinition.formId`, `property.actions`, `input.x` … → what it says. What isn't said has no entry. */
function factsOf(element: ModelElement): ReadonlyMap<string, Fact> {
  const facts = new Map<string, Fact>();
  const say: Say = (fact, value) => {
    if (value !== undefined && value !== null && value !== '') facts.set(fact, { text: String(value), same: String(value) });
  };
  const refer = (fact: string, other: ModelElement | undefined) => {
    if (other !== undefined) facts.set(fact, { text: title(other), same: other.id });
  };
  say('name', element.name?.trim());
  for (const text of many(element, 'documentation')) say('documentation', text.get('text'));
  say('text', has(element, 'text') ? element.get('text') : undefined);
  say('condition', body(one(element, 'conditionExpression')).replace(/^=\s*/, ''));
  refer('default', one(element, 'default'));
  refer('from', one(element, 'sourceRef'));
  refer('to', one(element, 'targetRef'));
  refer('attached', one(element, 'attachedToRef'));
  if (one(element, 'attachedToRef') !== undefined) say('interrupts', element.get('cancelActivity'));
  for (const event of many(element, 'eventDefinitions')) eventFacts(event, say);
  for (const extension of many(one(element, 'extensionElements'), 'values')) extensionFacts(extension, say);
  return facts;
}

type Say = (fact: string, value: unknown) => void;

function eventFacts(event: ModelElement, say: Say): void {
  for (const kind of ['timeDuration', 'timeDate', 'timeCycle']) if (has(event, kind)) say(kind, body(one(event, kind)));
  for (const reference of ['messageRef', 'signalRef', 'errorRef', 'escalationRef']) {
    if (has(event, reference)) say(reference, title(one(event, reference)));
  }
}

function extensionFacts(extension: ModelElement, say: Say): void {
  switch (extension.$type) {
    case 'zeebe:Properties':
      for (const property of many(extension, 'properties')) say(`property.${property.get('name')}`, property.get('value'));
      return;
    case 'zeebe:IoMapping':
      for (const input of many(extension, 'inputParameters')) say(`input.${input.get('target')}`, input.get('source'));
      for (const output of many(extension, 'outputParameters')) say(`output.${output.get('target')}`, output.get('source'));
      return;
    case 'zeebe:TaskHeaders':
      for (const header of many(extension, 'values')) say(`header.${header.get('key')}`, header.get('value'));
      return;
    default:
      // Attributes of an extension that we know no better: under their own names.
      for (const [name, value] of Object.entries(extension)) {
        if (!name.startsWith('$') && typeof value !== 'object') say(`${extension.$type}.${name}`, value);
      }
  }
}

function has(element: ModelElement, name: string): boolean {
  return Object.hasOwn(element, name);
}

export function changedFacts(was: ModelElement, is: ModelElement): readonly ChangedFact[] {
  const [before, after] = [factsOf(was), factsOf(is)];
  return [...new Set([...before.keys(), ...after.keys()])]
    .filter((fact) => before.get(fact)?.same !== after.get(fact)?.same)
    .map((fact) => ({ fact, was: before.get(fact)?.text ?? '', is: after.get(fact)?.text ?? '' }));
}
