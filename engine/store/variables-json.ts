/** Variables as the text of one JSON object, and back. Their values are JSON text already: nothing is parsed to write them. */
import type { Variables } from '../core/index.js';

export function variablesToJson(variables: Variables): string {
  let text = '{';
  for (const [name, json] of variables) text += `${text.length > 1 ? ',' : ''}${JSON.stringify(name)}:${json}`;
  return `${text}}`;
}

/** Only for what {@link variablesToJson} wrote. */
export function variablesFromJson(text: string): Variables {
  const object: Record<string, unknown> = JSON.parse(text);
  return new Map(Object.entries(object).map(([name, value]) => [name, JSON.stringify(value)]));
}
