/** Which texts can be stored: PostgreSQL takes no NUL, UTF-8 no half of a surrogate pair. */

/** JSON.stringify writes NUL and lone surrogates as escapes. */
const NUL_OR_SURROGATE = /(?:^|[^\\])(?:\\\\)*\\u(?:0000|d[89a-f])/i;

export function isPlainText(text: string): boolean {
  return !text.includes('\u0000') && text.isWellFormed();
}

/** Whether a JSON text, as JSON.stringify writes it, holds plain texts alone. */
export function isPlainJson(json: string): boolean {
  return isPlainText(json) && !(json.includes('\\u') && NUL_OR_SURROGATE.test(json));
}

/** The text with a replacement character for each that can't be stored: for what people read. */
export function asPlainText(text: string): string {
  return isPlainText(text) ? text : text.replaceAll('\u0000', '\ufffd').toWellFormed();
}
