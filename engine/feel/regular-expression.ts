/**
 * Owns regular expressions, with Java's meaning as far as they run in linear time (RE2): an author's pattern meets a resident's text
 * on the thread that serves everybody. Look-around and back-references, which Zeebe has, can't be had so: they are a failure that says so.
 */
import { RE2JS } from 're2js';

/** The evaluation fails with this; a pattern that isn't one at all is null instead, as in Zeebe. */
class PatternRefused extends Error {
  readonly code = 'FEEL_PATTERN_REFUSED';
}

const NOT_LINEAR = /\(\?(?:[=!>]|<[=!])|\\(?:[1-9]|k<)|[*+?}]\+/;
const FLAGS = new Map([
  ['i', RE2JS.CASE_INSENSITIVE],
  ['s', RE2JS.DOTALL],
  ['m', RE2JS.MULTILINE],
]);

export function matches(text: unknown, pattern: unknown, flags: unknown): boolean | null {
  const compiled = typeof text === 'string' ? compile(pattern, flags) : null;
  return compiled === null ? null : compiled.matcher(String(text)).find();
}

/** `$1` is a group; a `$` or `\` that names nothing makes the result null, as in Zeebe. */
export function replace(text: unknown, pattern: unknown, replacement: unknown, flags: unknown): string | null {
  if (typeof text !== 'string' || typeof replacement !== 'string') return null;
  const compiled = compile(pattern, flags);
  if (compiled === null || /(?:^|[^\\])(?:\\\\)*\$(?!\d)|(?:^|[^\\])(?:\\\\)*\\$/.test(replacement)) return null;
  const groups = compiled.groupCount();
  for (const [, group] of replacement.matchAll(/\$(\d)/g)) if (Number(group) > groups) return null;
  return compiled.matcher(text).replaceAll(replacement, true);
}

/** Empty parts stay, also at the end; a match of nothing at the very beginning splits nothing off. */
export function split(text: unknown, delimiter: unknown): readonly string[] | null {
  const compiled = typeof text === 'string' ? compile(delimiter, '') : null;
  if (compiled === null || typeof text !== 'string') return null;
  const matcher = compiled.matcher(text);
  const parts: string[] = [];
  let at = 0;
  while (matcher.find()) {
    if (matcher.end() === 0) continue;
    parts.push(text.slice(at, matcher.start()));
    at = matcher.end();
  }
  return [...parts, text.slice(at)];
}

export function extract(text: unknown, pattern: unknown): readonly string[] | null {
  const compiled = typeof text === 'string' ? compile(pattern, '') : null;
  if (compiled === null) return null;
  const matcher = compiled.matcher(String(text));
  const found: string[] = [];
  while (matcher.find()) found.push(matcher.group(0) ?? '');
  return found;
}

function compile(pattern: unknown, flags: unknown): RE2JS | null {
  if (typeof pattern !== 'string') return null;
  let bits = 0;
  let source = pattern;
  for (const flag of typeof flags === 'string' ? flags : '') {
    if (flag === 'q') source = RE2JS.quote(pattern);
    else if (flag === 'x') source = withoutBlanks(source);
    else {
      const bit = FLAGS.get(flag);
      if (bit === undefined) return null;
      bits |= bit;
    }
  }
  try {
    return RE2JS.compile(source, bits);
  } catch {
    if (!NOT_LINEAR.test(source)) return null;
    throw new PatternRefused(`Expected a pattern without look-around, back-references and possessive quantifiers, but got '${pattern}'`);
  }
}

/** Blanks outside of classes count for nothing under the flag `x`. */
function withoutBlanks(pattern: string): string {
  return pattern.replace(/\\.|\[(?:\\.|[^\]\\])*\]|\s+/gs, (part) => (part.trim() === '' ? '' : part));
}
