/** Owns the way from untrusted text to parsed BPMN: size, document types, broken XML, unknown and unresolved things. The only user of bpmn-moddle. */
import { createRequire } from 'node:module';
import { BpmnModdle, type ModdleWarning } from 'bpmn-moddle';
import { obstacleInXml } from '../dmn/index.js';
import type { Faults } from './faults.js';
import { isModdleElement, type ModdleElement } from './moddle-element.js';

export interface BpmnDocument {
  readonly definitions: ModdleElement;
  /** What a reference names that isn't in the document; undefined when it resolves or is absent. */
  unresolved(element: ModdleElement, property: string): string | undefined;
}

/** Bytes. Far beyond any diagram that a person can read, and Zeebe's own limit for a message. */
const MAX_BYTES = 4 * 1024 * 1024;

/** Faults of one kind that are worth telling. */
const MAX_REPORTED = 200;

/** Characters around a fault in which its id is looked for. */
const MAX_TAG = 4096;

/** Tags in a text that is searched for all its unknown elements; drawn processes have some hundreds. */
const MAX_TAGS_SEARCHED = 4000;

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');

/** Keeps nothing between documents; made once because its metamodel takes milliseconds to build. */
const moddle = new BpmnModdle({ zeebe });

/** Answers undefined, with faults, when the text can't be read as BPMN at all. Never rejects. */
export async function readDocument(xml: string, faults: Faults): Promise<BpmnDocument | undefined> {
  const obstacle = obstacleIn(xml);
  if (obstacle !== undefined) {
    faults.add('', obstacle);
    return undefined;
  }
  try {
    const { rootElement, warnings } = await parse(xml);
    if (!isModdleElement(rootElement)) throw new Error('no definitions');
    const unresolved = unresolvedReferences(warnings);
    reportUnknown(xml, warnings, faults);
    return { definitions: rootElement, unresolved: (element, property) => unresolved.get(element)?.get(property) };
  } catch (error) {
    if (isUnknownElement(error)) {
      reportUnknown(xml, [{ message: error.message, error }], faults);
      return undefined;
    }
    const cause = error instanceof Error ? oneLine(error.message) : 'of an unknown error';
    faults.add('', `Expected a BPMN 2.0 document, but it can't be read: ${cause}.`);
    return undefined;
  }
}

/**
 * Parses strictly, which ends at the first element that is unknown. Only then again in moddle's lax way, which finds them all
 * but looks through the whole text for the line of each: in a long hostile text that would take minutes.
 */
async function parse(xml: string): ReturnType<BpmnModdle['fromXML']> {
  try {
    return await moddle.fromXML(xml, { lax: false });
  } catch (error) {
    if (!isUnknownElement(error) || hasMoreTags(xml, MAX_TAGS_SEARCHED)) throw error;
    return await moddle.fromXML(xml, { lax: true });
  }
}

function isUnknownElement(error: unknown): error is Error {
  return error instanceof Error && /^unparsable content <\S.*nested error: (?:unknown type|duplicate ID)/s.test(error.message);
}

function hasMoreTags(xml: string, limit: number): boolean {
  let at = -1;
  for (let tags = 0; tags <= limit; tags += 1) {
    at = xml.indexOf('<', at + 1);
    if (at === -1) return false;
  }
  return true;
}

/** The parser expands no entities; a document type is refused all the same, because nobody needs one and others may expand it. */
function obstacleIn(xml: string): string | undefined {
  const bytes = Buffer.byteLength(xml);
  if (bytes > MAX_BYTES) return `Expected at most ${MAX_BYTES} bytes, but the document has ${bytes}.`;
  if (/<!DOCTYPE|<!ENTITY/i.test(xml)) return 'Expected a document without DOCTYPE and entities, but it declares one.';
  return obstacleInXml(xml);
}

function unresolvedReferences(warnings: readonly ModdleWarning[]): ReadonlyMap<object, ReadonlyMap<string, string>> {
  const byElement = new Map<object, Map<string, string>>();
  for (const { element, property, value, message } of warnings) {
    if (element === undefined || property === undefined || !message.startsWith('unresolved reference')) continue;
    const properties = byElement.get(element) ?? new Map<string, string>();
    properties.set(property.replace(/^bpmn:/, ''), value ?? '');
    byElement.set(element, properties);
  }
  return byElement;
}

/** Unknown attributes and foreign elements are nobody's business; unknown elements of BPMN or Zeebe mean something that we would silently drop. */
function reportUnknown(xml: string, warnings: readonly ModdleWarning[], faults: Faults): void {
  const unparsable = warnings.filter(({ error, message }) => error !== undefined && message.startsWith('unparsable content'));
  if (unparsable.length === 0) return;
  const lineStarts = [0, ...[...xml.matchAll(/\n/g)].map(({ index }) => index + 1)];
  for (const { message } of unparsable.slice(0, MAX_REPORTED)) {
    const at = /line: (\d+)\s+column: (\d+)/.exec(message);
    const id = at === null ? '' : idAt(xml, (lineStarts[Number(at[1])] ?? 0) + Number(at[2]));
    const cause = oneLine(/nested error: (.*)/s.exec(message)?.[1] ?? message);
    faults.add(id, `Expected elements of BPMN 2.0 and Zeebe with ids of their own, but found: ${cause}.`);
  }
}

/** The id of the tag that begins here, else the last one before it. */
function idAt(xml: string, offset: number): string {
  const tag = xml.slice(offset, offset + MAX_TAG);
  const own = /\sid\s*=\s*["']([^"']*)["']/.exec(tag.slice(0, tag.indexOf('>') + 1))?.[1];
  if (own !== undefined) return own;
  const before = xml.slice(Math.max(0, offset - MAX_TAG), offset);
  return [...before.matchAll(/\sid\s*=\s*["']([^"']*)["']/g)].at(-1)?.[1] ?? '';
}

function oneLine(message: string): string {
  return message.slice(0, 300).replace(/\s+/g, ' ').trim();
}
