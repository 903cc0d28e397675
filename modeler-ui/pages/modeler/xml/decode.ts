/** Files say in their first line how they are written; they are read that way, never as UTF-8 by habit. */

/** By the byte order mark, else by `encoding="…"`, else UTF-8. Throws when the bytes don't fit, or the encoding isn't known. */
export function decodeXml(bytes: Uint8Array): string {
  const text = new TextDecoder(encodingOf(bytes), { fatal: true }).decode(bytes);
  // From here on it is text, and it is stored as UTF-8: the declaration must not say otherwise.
  return text.replace(/^(<\?xml\b[^>]*?\bencoding\s*=\s*["'])[^"']+/, '$1UTF-8');
}

function encodingOf(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return 'utf-16le';
  if (first === 0xfe && second === 0xff) return 'utf-16be';
  if (first === 0x3c && second === 0) return 'utf-16le';
  if (first === 0 && second === 0x3c) return 'utf-16be';
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 200));
  return /^[^<]*<\?xml\b[^>]*?\bencoding\s*=\s*["']([\w.-]+)/.exec(head)?.[1] ?? 'utf-8';
}
