/**
 * The border through which variables come in: everything that PostgreSQL, the encodings or a worker could choke on later
 * is refused here, with a reason, so that one bad value never reaches a batch.
 */
import type { ParseVariables } from '../contract.js';
import { isPlainJson, isTooDeep, jsonMembers, MAX_JSON_DEPTH } from '../core/index.js';

/** Zeebe's default for one record. */
const TOTAL_MAX_BYTES = 4 * 1024 * 1024;
const NAME_MAX_CHARS = 32_768;

function invalid(reason: string): ReturnType<ParseVariables> {
  return { type: 'invalid', reason };
}

export const parseVariables: ParseVariables = (json) => {
  if (json === '' || json === '{}') return { type: 'variables', variables: new Map() };
  if (json.length > TOTAL_MAX_BYTES || Buffer.byteLength(json) > TOTAL_MAX_BYTES) {
    return invalid(`Expected variables of at most 4 MB, but they are ${(Buffer.byteLength(json) / 1024 / 1024).toFixed(1)} MB`);
  }
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    return invalid(
      `Expected variables as a JSON object, but the text isn't JSON: ${error instanceof Error ? error.message : String(error)}`,
    );
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    const actual = value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
    return invalid(`Expected variables as a JSON object, but they are ${actual}`);
  }
  if (isTooDeep(value, json)) {
    return invalid(`Expected variables with at most ${MAX_JSON_DEPTH} values within each other, but there are more`);
  }
  const variables = jsonMembers(json, value);
  for (const [name, text] of variables) {
    if (name.length > NAME_MAX_CHARS) {
      return invalid(`Expected names of at most ${NAME_MAX_CHARS} characters, but '${name.slice(0, 40)}…' has ${name.length}`);
    }
    if (!isPlainJson(name)) return invalid(`Expected names without NUL or half characters, but ${JSON.stringify(name)} has one`);
    if (!isPlainJson(text))
      return invalid(`Expected text without NUL or half characters (lone surrogates), but variable '${name}' has one`);
  }
  return { type: 'variables', variables };
};
