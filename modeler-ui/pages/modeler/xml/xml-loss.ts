/** What a document has that its saved form lacks. Compared as XML: prefixes, order, values that the schema supplies anyway and the
 * types of waypoints (always a point) make no difference. */
import { readXml, type XmlNode } from './xml-tree.js';

export interface Loss {
  /** Id of the nearest element that has one, else its name. */
  readonly element: string;
  /** Attribute, element or text, and its value. */
  readonly what: string;
}

/** BPMN20.xsd and Semantic.xsd: what an absent attribute means, by local name. */
const DEFAULTS: ReadonlyMap<string, readonly string[]> = new Map([
  ['associationDirection', ['None']],
  ['behavior', ['All']],
  ['cancelActivity', ['true']],
  ['cancelRemainingInstances', ['true']],
  ['completionQuantity', ['1']],
  ['eventGatewayType', ['Exclusive']],
  ['expressionLanguage', ['http://www.w3.org/1999/XPath']],
  ['gatewayDirection', ['Unspecified']],
  ['implementation', ['##unspecified', '##WebService']],
  ['instantiate', ['false']],
  ['isClosed', ['false']],
  ['isCollection', ['false']],
  ['isForCompensation', ['false']],
  ['isInterrupting', ['true']],
  ['isSequential', ['false']],
  ['isUnlimited', ['false']],
  ['itemKind', ['Information']],
  ['maximum', ['1']],
  ['minimum', ['0']],
  ['method', ['##Compensate']],
  ['mustUnderstand', ['false']],
  ['ordering', ['Parallel']],
  ['parallelMultiple', ['false']],
  ['processType', ['None']],
  ['startQuantity', ['1']],
  ['testBefore', ['false']],
  ['textFormat', ['text/plain']],
  ['triggeredByEvent', ['false']],
  ['typeLanguage', ['http://www.w3.org/2001/XMLSchema']],
  ['waitForCompletion', ['true']],
]);

/** Everything of `before` that `after` lacks or says otherwise. Throws on what isn't well formed. */
export function lossesBetween(before: string, after: string): readonly Loss[] {
  const losses: Loss[] = [];
  compare(readXml(before), readXml(after), '', losses);
  return losses;
}

function compare(before: XmlNode, after: XmlNode, above: string, losses: Loss[]): void {
  const element = before.attributes.get('id') ?? (above || local(before.name));
  for (const [name, value] of before.attributes) {
    if (isDefault(before, name, value)) continue;
    const kept = after.attributes.get(name);
    if (kept === undefined || !isSame(value, kept)) losses.push({ element, what: `${local(name)}="${value}"` });
  }
  if (before.text.trim() !== after.text.trim()) losses.push({ element, what: `<${local(before.name)}> ${before.text.trim()}`.trim() });
  const left = [...after.children];
  // Those that have a twin first, so that a changed one isn't compared with another's twin.
  const rest = before.children.filter((child) => {
    const twin = left.findIndex((other) => other.name === child.name && isTwin(child, other));
    if (twin >= 0) left.splice(twin, 1);
    return twin < 0;
  });
  for (const child of rest) {
    const id = child.attributes.get('id');
    const same = left.findIndex((other) => other.name === child.name && (id === undefined || other.attributes.get('id') === id));
    const [kept] = same < 0 ? [] : left.splice(same, 1);
    if (kept === undefined) losses.push({ element: id ?? element, what: `<${local(child.name)}>` });
    else compare(child, kept, element, losses);
  }
}

function isTwin(one: XmlNode, other: XmlNode): boolean {
  if (one.attributes.get('id') !== other.attributes.get('id')) return false;
  const losses: Loss[] = [];
  compare(one, other, '', losses);
  return losses.length === 0;
}

function isDefault(node: XmlNode, name: string, value: string): boolean {
  if (local(node.name) === 'waypoint' && local(name) === 'type') return true;
  return DEFAULTS.get(local(name))?.includes(value) === true;
}

/** Numbers may be written in several ways: `10` and `10.0`. */
function isSame(one: string, other: string): boolean {
  return one === other || one.trim() === other.trim() || (/^[-\d.]/.test(one.trim()) && Number(one) === Number(other));
}

function local(name: string): string {
  return name.slice(name.indexOf('}') + 1);
}
