/** An XML document as a tree of names with their namespaces: what is left when prefixes, order and layout of the text are put aside. */
import { Parser } from 'saxen';

export interface XmlNode {
  /** `{namespace}name`. */
  readonly name: string;
  /** By `{namespace}name`, or `name` for those without a namespace. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlNode[];
  readonly text: string;
}

type Open = { -readonly [Key in keyof XmlNode]: XmlNode[Key] } & {
  children: Open[];
  attributes: Map<string, string>;
  readonly prefixes: ReadonlyMap<string, string>;
};

const XSI = 'http://www.w3.org/2001/XMLSchema-instance';

/** Throws on what isn't well formed. */
export function readXml(xml: string): XmlNode {
  const root: Open = { name: '', attributes: new Map(), children: [], text: '', prefixes: new Map([['xml', 'xml']]) };
  const open: Open[] = [root];
  const parser = new Parser();
  parser.on('openTag', (tag, readAttributes, decode) => {
    const parent = open.at(-1) ?? root;
    const written = Object.entries(readAttributes()).map(([name, value]) => [name, decode(value)] as const);
    const prefixes = new Map(parent.prefixes);
    for (const [name, value] of written) {
      if (name === 'xmlns') prefixes.set('', value);
      else if (name.startsWith('xmlns:')) prefixes.set(name.slice('xmlns:'.length), value);
    }
    const node: Open = { name: named(tag, prefixes, true), attributes: new Map(), children: [], text: '', prefixes };
    for (const [name, value] of written) {
      if (name === 'xmlns' || name.startsWith('xmlns:')) continue;
      const full = named(name, prefixes, false);
      // The value of xsi:type is a name itself.
      node.attributes.set(full, full === `{${XSI}}type` ? named(value.trim(), prefixes, true) : value);
    }
    parent.children.push(node);
    open.push(node);
  });
  parser.on('closeTag', () => void open.pop());
  parser.on('text', (text, decode) => {
    const parent = open.at(-1) ?? root;
    parent.text += decode(text);
  });
  parser.on('cdata', (text) => {
    const parent = open.at(-1) ?? root;
    parent.text += text;
  });
  parser.on('error', (error) => {
    throw error;
  });
  parser.parse(xml);
  const [document] = root.children;
  if (document === undefined) throw new Error('Expected an XML document, but there is no element');
  return document;
}

function named(name: string, prefixes: ReadonlyMap<string, string>, usesDefault: boolean): string {
  const [prefix, local] = name.includes(':') ? (name.split(':', 2) as [string, string]) : ['', name];
  if (prefix === '' && !usesDefault) return name;
  const namespace = prefixes.get(prefix) ?? prefix;
  return namespace === '' ? local : `{${namespace}}${local}`;
}
