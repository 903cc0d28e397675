/** Models of others open and save without loss: the 21 reference models of the OMG's interchange group, and what a loss looks like. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { BpmnModdle } from 'bpmn-moddle';
import { decodeXml } from './decode.js';
import { PARSER_LOSSES } from './testing/known-losses.js';
import { lossesBetween } from './xml-loss.js';

const zeebe = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json') as object;
const SET = fileURLToPath(new URL('../../../../../shared/conformance/miwg/', import.meta.url));
const files = existsSync(SET) ? readdirSync(SET).filter((name) => name.endsWith('.bpmn')) : [];

/** What the compiler, which only reads, has no types for. */
interface Writer {
  toXML(element: object, options: { readonly format: boolean }): Promise<{ readonly xml: string }>;
}

/** As the modeler does it: the same parser with the same extensions. */
async function saved(xml: string): Promise<string> {
  const moddle = new BpmnModdle({ zeebe }) as BpmnModdle & Writer;
  const { rootElement } = await moddle.fromXML(xml);
  return (await moddle.toXML(rootElement, { format: true })).xml;
}

/** What stands in the place of a loss. */
const WRITTEN_INSTEAD: Readonly<Record<string, readonly string[]>> = {
  'C.8.1.bpmn': ['_ac0fe901-da4a-4b3b-93e4-49df342fec22: <expression>'],
};

const whereTheSetIs = files.length > 0 ? test.each(files) : test.skip.each(['../shared/conformance/miwg is missing: reference models']);
whereTheSetIs('%s opens and saves without loss', async (file) => {
  const xml = decodeXml(readFileSync(SET + file));
  const after = await saved(xml);
  expect(lossesBetween(xml, after).map(({ element, what }) => `${element}: ${what}`)).toEqual(PARSER_LOSSES[file] ?? []);
  expect(lossesBetween(after, xml).map(({ element, what }) => `${element}: ${what}`)).toEqual(WRITTEN_INSTEAD[file] ?? []);
});

const model = (inside: string, attributes = ''): string =>
  `<a:definitions xmlns:a="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:x="http://x" ${attributes}>${inside}</a:definitions>`;

test('prefixes, order, values that the schema supplies and ways to write a number make no difference', () => {
  const one = model('<a:task id="t" name="T" startQuantity="1"/><a:task id="u" x:w="10.0"/>');
  const other = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:y="http://x"><task id="u" y:w="10"/><task name="T" id="t"/></definitions>`;
  expect(lossesBetween(one, other)).toEqual([]);
  expect(lossesBetween(other, one)).toEqual([]);
});

test('a lost attribute, element, text or id is named by its element', () => {
  const before = model('<a:task id="t" name="T" x:colour="red"><a:documentation>Words</a:documentation></a:task><a:task id="u"/><x:own/>');
  const after = model('<a:task id="t" name="T"><a:documentation>Other</a:documentation></a:task>');
  expect(lossesBetween(before, after)).toEqual([
    { element: 't', what: 'colour="red"' },
    { element: 't', what: '<documentation> Words' },
    { element: 'u', what: '<task>' },
    { element: 'definitions', what: '<own>' },
  ]);
});

test('files are read in the encoding that they declare', () => {
  const text = '<?xml version="1.0" encoding="ISO-8859-2"?><a name="Łódź"/>';
  const latin2 = Uint8Array.from(Buffer.from(text.replace('Ł', '\xa3').replace('ó', '\xf3').replace('ź', '\xbc'), 'latin1'));
  expect(decodeXml(latin2)).toBe('<?xml version="1.0" encoding="UTF-8"?><a name="Łódź"/>');
  expect(decodeXml(Buffer.from('\ufeff<a name="Łódź"/>', 'utf16le'))).toBe('<a name="Łódź"/>');
  expect(decodeXml(Buffer.from('<a name="Łódź"/>'))).toBe('<a name="Łódź"/>');
  expect(() => decodeXml(Uint8Array.from([0x3c, 0xff, 0x3e]))).toThrow();
});
