/** Owns what keeps a text from being parsed as XML at all, BPMN and DMN alike: characters that XML 1.0 forbids, and too many tags. */

/** Opening tags. A process of thousands of elements with its drawing has fewer; more would keep the event loop from everybody else. */
const MAX_TAGS = 50_000;

/** Production 2 of XML 1.0, turned round. Half a surrogate pair can't come out of UTF-8. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/;
const REFERENCE = /&#(?:x([0-9a-f]+)|([0-9]+));/gi;

/** A sentence, or undefined when the text may be parsed. */
export function obstacleInXml(xml: string): string | undefined {
  const raw = FORBIDDEN.exec(xml)?.[0];
  if (raw !== undefined) return `Expected characters that XML 1.0 allows, but found ${named(raw.charCodeAt(0))}.`;
  for (const [reference, hexadecimal, decimal] of xml.matchAll(REFERENCE)) {
    const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
    if (!isAllowed(code)) return `Expected references to characters that XML 1.0 allows, but found ${reference.slice(0, 20)}.`;
  }
  let tags = 0;
  for (const _ of xml.matchAll(/<[^/!?]/g)) if (++tags > MAX_TAGS) return `Expected at most ${MAX_TAGS} tags, but the document has more.`;
  return undefined;
}

function isAllowed(code: number): boolean {
  if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return false;
  return !FORBIDDEN.test(String.fromCodePoint(code));
}

function named(code: number): string {
  return code === 0 ? 'a NUL character' : `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}
