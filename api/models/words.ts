/** What codes mean to people, as the published forms say it: the label of a field, and of each of its choices. The newest version's word counts. */
import { z } from 'zod';
import { rows } from '../database.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const wordsSchema = z
  .array(
    z.object({
      field: z.string().meta({ description: 'Key of the form’s field.' }),
      label: z.string(),
      choices: z.array(z.object({ code: z.string(), label: z.string() })),
    }),
  )
  .meta({ id: 'FormWords' });

interface Component {
  readonly key?: unknown;
  readonly label?: unknown;
  readonly values?: unknown;
  readonly components?: unknown;
}

async function listWords({ api }: SignedIn): Promise<Answer> {
  const found = await rows<{ content: string }>(
    api.db,
    `SELECT content FROM model_part WHERE engine = :engine AND kind = 'form' ORDER BY definition_key DESC LIMIT 1000`,
    { engine: api.engine.name },
  );
  const words = new Map<string, { readonly label: string; readonly choices: Map<string, string> }>();
  for (const { content } of found) for (const component of componentsOf(JSON.parse(content))) learn(words, component);
  return ok(
    [...words].map(([field, { label, choices }]) => ({
      field,
      label,
      choices: [...choices].map(([code, text]) => ({ code, label: text })),
    })),
  );
}

function componentsOf(holder: Component): readonly Component[] {
  if (!Array.isArray(holder.components)) return [];
  return holder.components.flatMap((one: Component) => [one, ...componentsOf(one)]);
}

/** Newest first: what is known already stays. */
function learn(
  words: Map<string, { readonly label: string; readonly choices: Map<string, string> }>,
  { key, label, values }: Component,
): void {
  if (typeof key !== 'string' || typeof label !== 'string') return;
  const known = words.get(key) ?? { label, choices: new Map<string, string>() };
  words.set(key, known);
  if (!Array.isArray(values)) return;
  for (const { value, label: text } of values as { readonly value?: unknown; readonly label?: unknown }[]) {
    if (typeof text === 'string' && !known.choices.has(String(value))) known.choices.set(String(value), text);
  }
}

export const wordRoutes: readonly Route[] = [
  route(
    'history.read',
    {
      method: 'get',
      path: '/api/v1/words',
      tag: 'models',
      summary: 'What codes of forms mean',
      answers: { 200: json(wordsSchema, 'By field, with the codes of its choices') },
      problems: [],
    },
    listWords,
  ),
];
