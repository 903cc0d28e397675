/** The DMN conformance kit, level 2, from ../shared; each model counts only when every one of its cases is right. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type FeelEnv, toJson } from '../feel/index.js';
import { parseDecisions } from './index.js';

const kit = join(process.cwd(), '../shared/conformance/dmn-tck/compliance-level-2');
const env: FeelEnv = { nowMs: 0, random: () => 0 };

/** Models that we refuse or answer otherwise, and why. */
const outside: ReadonlyMap<string, string> = new Map([['0009-invocation-arithmetic', 'business knowledge models are not supported']]);

interface Case {
  readonly id: string;
  readonly inputs: Readonly<Record<string, unknown>>;
  readonly expected: readonly (readonly [string, unknown])[];
}

/** The kit's XML is regular enough for this: nodes, components, lists and typed values. */
function casesOf(xml: string): readonly Case[] {
  const plain = xml.replace(/<!--[\s\S]*?-->/g, '');
  return [...plain.matchAll(/<testCase\b[^>]*?(?:\bid="([^"]*)")?[^>]*>([\s\S]*?)<\/testCase>/g)].map(([, id = '', body = '']) => ({
    id,
    inputs: Object.fromEntries(
      [...body.matchAll(/<inputNode\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/inputNode>/g)].map(([, name = '', node = '']) => [
        name,
        valueOfNode(node),
      ]),
    ),
    expected: [...body.matchAll(/<resultNode\b[^>]*\bname="([^"]*)"[^>]*>([\s\S]*?)<\/resultNode>/g)].map(
      ([, name = '', node = '']) => [name, valueOfNode(node.replace(/<\/?expected>/g, ''))] as const,
    ),
  }));
}

function valueOfNode(xml: string): unknown {
  const text = xml.trim();
  if (/^<list\b/.test(text)) return blocks(text.replace(/^<list[^>]*>|<\/list>$/g, ''), 'item').map(({ body }) => valueOfNode(body));
  if (/^<component\b/.test(text)) return Object.fromEntries(blocks(text, 'component').map(({ name, body }) => [name, valueOfNode(body)]));
  const [, attributes = '', content = ''] = /^<value\b([^>]*?)(?:\/>|>([\s\S]*?)<\/value>)/.exec(text) ?? [];
  if (/nil="(?:true|1)"/.test(attributes) || text === '') return null;
  if (/xsd?:(?:decimal|double|integer)/.test(attributes)) return Number(content);
  if (/xsd?:boolean/.test(attributes)) return content === 'true';
  return content.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&quot;', '"').replaceAll('&amp;', '&');
}

/** Top-level elements of one name, nested ones counted. */
function blocks(xml: string, tag: string): readonly { readonly name: string; readonly body: string }[] {
  const found: { name: string; body: string }[] = [];
  let depth = 0;
  let from = 0;
  let name = '';
  for (const match of xml.matchAll(new RegExp(`<(/?)${tag}\\b([^>]*)>`, 'g'))) {
    if (match[1] === '') {
      if (depth++ === 0) {
        from = match.index + match[0].length;
        name = /name="([^"]*)"/.exec(match[2] ?? '')?.[1] ?? '';
      }
    } else if (--depth === 0) found.push({ name, body: xml.slice(from, match.index) });
  }
  return found;
}

function rounded(value: unknown): unknown {
  if (typeof value === 'number') return Number(value.toPrecision(8));
  if (Array.isArray(value)) return value.map(rounded);
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([key, entry]) => [key, rounded(entry)]),
    );
  return value;
}

/** What is wrong with the model, or nothing. */
async function complaints(folder: string): Promise<readonly string[]> {
  const files = readdirSync(join(kit, folder));
  const model = files.find((file) => file.endsWith('.dmn')) ?? '';
  const parsed = await parseDecisions(readFileSync(join(kit, folder, model), 'utf8'));
  if (parsed.type === 'invalid') return parsed.faults.map(({ elementId, reason }) => `${elementId}: ${reason}`);
  const wrong: string[] = [];
  for (const file of files.filter((name) => name.endsWith('.xml'))) {
    for (const { id, inputs, expected } of casesOf(readFileSync(join(kit, folder, file), 'utf8'))) {
      for (const [name, value] of expected) {
        const decision = parsed.model.decisions.find((candidate) => candidate.name === name);
        const outcome = decision?.evaluate((variable) => inputs[variable], env);
        const actual = outcome?.type === 'value' ? rounded(JSON.parse(toJson(outcome.value))) : outcome;
        if (JSON.stringify(actual) !== JSON.stringify(rounded(value)))
          wrong.push(`${id} ${name}: expected ${JSON.stringify(value)}, got ${JSON.stringify(actual)}`);
      }
    }
  }
  return wrong;
}

if (existsSync(kit)) {
  test.each(readdirSync(kit).filter((folder) => /^\d/.test(folder)))('%s', async (folder) => {
    const found = await complaints(folder);
    const reason = outside.get(folder);
    if (reason === undefined) expect(found).toEqual([]);
    else expect(found.join('\n')).toContain(reason);
  });
} else {
  test.skip(`the DMN conformance kit is missing: expected it in ${kit}`, () => undefined);
}
