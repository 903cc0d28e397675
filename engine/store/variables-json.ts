/** Variables as the text of one JSON object, and back. Their values are JSON text already: nothing is parsed to write them. */
import { jsonMembers, type Variables } from '../core/index.js';

export function variablesToJson(variables: Variables): string {
  let text = '{';
  for (const [name, json] of variables) text += `${text.length > 1 ? ',' : ''}${JSON.stringify(name)}:${json}`;
  return `${text}}`;
}

/** Only for what {@link variablesToJson} wrote. */
export function variablesFromJson(text: string): Variables {
  return jsonMembers(text, JSON.parse(text) as object);
}
