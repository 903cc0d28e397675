/** A person's taste and habits, kept on the server so that they follow the person to any desk. Nothing about cases. */

import { z } from 'zod';
import { row } from '../database.js';
import { rule } from '../http/language.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';

const combination = z
  .string()
  .regex(
    /^(Ctrl\+)?(Alt\+)?(Shift\+)?[^+\s]{1,20}$/,
    rule('Oczekiwano klawiszy takich jak Ctrl+Enter', 'Expected keys such as Ctrl+Enter'),
  );

const fields = {
  keys: z
    .record(combination, combination.nullable())
    .refine((keys) => Object.keys(keys).length <= 50, rule('Oczekiwano najwyżej 50 klawiszy', 'Expected at most 50 keys'))
    .meta({
      description: 'By the combination that an act has of itself: the one that this person uses, or null: none.',
    }),
  density: z.enum(['compact', 'comfortable']).nullable().meta({ description: 'Height of rows; null: by the device.' }),
  firstSteps: z.enum(['shown', 'hidden']).meta({ description: 'The checklist of the first run.' }),
};
const preferencesSchema = z.object(fields).meta({ id: 'Preferences' });
const changeSchema = z
  .object({ keys: fields.keys.optional(), density: fields.density.optional(), firstSteps: fields.firstSteps.optional() })
  .meta({ id: 'PreferencesChange', description: 'What is absent stays as it is.' });

const OF_ITSELF: z.infer<typeof preferencesSchema> = { keys: {}, density: null, firstSteps: 'shown' };

async function showPreferences({ api, person }: SignedIn): Promise<Answer> {
  const found = await row<{ preferences: object }>(api.db, 'SELECT preferences FROM person_preference WHERE login = :login', {
    login: person.login,
  });
  return ok({ ...OF_ITSELF, ...found?.preferences });
}

async function changePreferences({ api, person, body }: SignedIn<unknown, unknown, z.infer<typeof changeSchema>>): Promise<Answer> {
  const saved = await row<{ preferences: object }>(
    api.db,
    `INSERT INTO person_preference (login, preferences) VALUES (:login, CAST(:change AS jsonb))
     ON CONFLICT (tenant_id, login) DO UPDATE SET preferences = person_preference.preferences || excluded.preferences RETURNING preferences`,
    { login: person.login, change: JSON.stringify(body) },
  );
  return ok({ ...OF_ITSELF, ...saved?.preferences });
}

export const preferenceRoutes: readonly Route[] = [
  route(
    'signed-in',
    {
      method: 'get',
      path: '/api/v1/me/preferences',
      tag: 'people',
      summary: 'My settings',
      answers: { 200: json(preferencesSchema, 'Mine, or what holds of itself') },
      problems: [],
    },
    showPreferences,
  ),
  route<unknown, unknown, z.infer<typeof changeSchema>>(
    'signed-in',
    {
      method: 'patch',
      path: '/api/v1/me/preferences',
      tag: 'people',
      summary: 'Change my settings',
      body: changeSchema,
      answers: { 200: json(preferencesSchema, 'As they are now') },
      problems: [],
    },
    changePreferences,
  ),
];
