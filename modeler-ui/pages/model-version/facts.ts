/** What a model says of each of its elements, as names and values, and what differs between two versions. Reads the XML alone. */

export interface ElementFacts {
  readonly id: string;
  /** '' = it has none. */
  readonly name: string;
  readonly kind: 'process' | 'flow' | 'step';
  /** `@name`, `conditionExpression`, `property:tier`, `input:promiseAmount` … → value. */
  readonly facts: ReadonlyMap<string, string>;
}

export interface ValueChange {
  readonly fact: string;
  readonly before: string | null;
  readonly after: string | null;
}

export interface VersionDifference {
  readonly type: 'added' | 'removed' | 'changed';
  readonly element: ElementFacts;
  readonly values: readonly ValueChange[];
}

/** What is drawn as something of its own. */
const ELEMENTS =
  /(Task|Event|Gateway|^task|^subProcess|^adHocSubProcess|^transaction|^callActivity|^sequenceFlow|^process|^textAnnotation)$/;
/** They repeat what the flows say; places and colours aren't what a version is about. */
const REPEATED = new Set(['incoming', 'outgoing', 'laneSet']);
/** What names a child among its like. */
const NAMING = ['target', 'key', 'name'] as const;

export function elementsOf(xml: string): ReadonlyMap<string, ElementFacts> {
  const found = new Map<string, ElementFacts>();
  for (const element of new DOMParser().parseFromString(xml, 'application/xml').querySelectorAll('[id]')) {
    if (!ELEMENTS.test(element.localName) || element.namespaceURI?.includes('/BPMN/') !== true) continue;
    const id = element.getAttribute('id') ?? '';
    const facts = new Map<string, string>();
    gather(element, '', facts);
    const kind = element.localName === 'process' ? 'process' : element.localName === 'sequenceFlow' ? 'flow' : 'step';
    found.set(id, { id, name: element.getAttribute('name')?.trim() ?? '', kind, facts });
  }
  return found;
}

function gather(element: Element, path: string, facts: Map<string, string>): void {
  const isNamed = NAMING.find((name) => path !== '' && element.hasAttribute(name));
  for (const { name, value } of element.attributes) {
    if (name === 'id' || name.startsWith('xmlns') || name === isNamed || name.endsWith(':type')) continue;
    facts.set(isNamed !== undefined && element.attributes.length === 2 ? path : `${path}@${name}`, value);
  }
  for (const child of element.children) {
    if (REPEATED.has(child.localName) || ELEMENTS.test(child.localName)) continue;
    const naming = NAMING.map((name) => child.getAttribute(name)).find((value) => value !== null);
    const own = naming === undefined ? child.localName : `${child.localName}:${naming}`;
    // What only holds others says nothing itself.
    const isHolder = /^(extensionElements|ioMapping|properties|taskHeaders)$/.test(child.localName);
    gather(child, isHolder ? path : path === '' ? own : `${path}/${own}`, facts);
  }
  const text = element.children.length === 0 ? (element.textContent ?? '').trim() : '';
  if (text !== '' && path !== '') facts.set(path, text);
}

export function differencesBetween(
  before: ReadonlyMap<string, ElementFacts>,
  after: ReadonlyMap<string, ElementFacts>,
): readonly VersionDifference[] {
  const gone = [...before.values()]
    .filter(({ id }) => !after.has(id))
    .map((element): VersionDifference => ({ type: 'removed', element, values: [] }));
  const rest = [...after.values()].flatMap((element): VersionDifference[] => {
    const was = before.get(element.id);
    if (was === undefined) return [{ type: 'added', element, values: [] }];
    const values = [...new Set([...was.facts.keys(), ...element.facts.keys()])]
      .map((fact) => ({ fact, before: was.facts.get(fact) ?? null, after: element.facts.get(fact) ?? null }))
      .filter((value) => value.before !== value.after);
    return values.length === 0 ? [] : [{ type: 'changed', element, values }];
  });
  return [...rest, ...gone];
}

/** Ids that a fact of this name has anywhere in the model, each once. */
export function used(elements: ReadonlyMap<string, ElementFacts>, fact: string): readonly string[] {
  return [...new Set([...elements.values()].flatMap(({ facts }) => facts.get(fact) ?? []))].filter((id) => !id.startsWith('=')).sort();
}
