/** The only user of dmn-moddle: DMN XML of any version to its elements, or the reason why it is none. */
import { DmnModdle, type ModdleDefinitions } from 'dmn-moddle';
import type { DmnFault } from './decision.js';
import { obstacleInXml } from './xml-text.js';

export type ReadXml =
  | { readonly type: 'definitions'; readonly definitions: ModdleDefinitions }
  | { readonly type: 'invalid'; readonly faults: readonly DmnFault[] };

/** Characters; a larger file is refused before it is parsed. */
const maxXmlLength = 4 * 1024 * 1024;

/** dmn-moddle knows the namespaces of DMN 1.3; what we read is the same in 1.1 to 1.5. */
const namespaces: readonly (readonly [RegExp, string])[] = [
  [
    /https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20151101\/dmn\.xsd|(?:20180521|20211108|20230324|20240513)\/MODEL\/)/g,
    'https://www.omg.org/spec/DMN/20191111/MODEL/',
  ],
  [
    /https?:\/\/www\.omg\.org\/spec\/DMN\/(?:20180521|20211108|20230324|20240513)\/DMNDI\//g,
    'https://www.omg.org/spec/DMN/20191111/DMNDI/',
  ],
];

export async function readXml(xml: string): Promise<ReadXml> {
  if (xml.length > maxXmlLength) return invalid(`Expected at most ${maxXmlLength} characters of DMN, but found ${xml.length}`);
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return invalid('Expected DMN without a document type, but found a DOCTYPE: remove it');
  const obstacle = obstacleInXml(xml);
  if (obstacle !== undefined) return invalid(obstacle);
  const current = namespaces.reduce((text, [known, modern]) => text.replace(known, modern), xml);
  try {
    const { rootElement, warnings } = await new DmnModdle().fromXML(current);
    if (rootElement.$type !== 'dmn:Definitions') return invalid(`Expected DMN definitions, but found ${rootElement.$type}`);
    const broken = warnings.filter(({ message }) => /^(unparsable content|duplicate ID|unparsable)/.test(message));
    if (broken.length > 0) return { type: 'invalid', faults: broken.map(({ message }) => ({ elementId: '', reason: oneLine(message) })) };
    return { type: 'definitions', definitions: rootElement };
  } catch (cause) {
    return invalid(`Expected DMN XML, but ${oneLine(cause instanceof Error ? cause.message : String(cause))}`);
  }
}

function invalid(reason: string): ReadXml {
  return { type: 'invalid', faults: [{ elementId: '', reason }] };
}

function oneLine(message: string): string {
  return message.replace(/\s+/g, ' ').trim();
}
