/** Whose word counts for each field of a matter, for whoever answers for the process. */
import { z } from 'zod';
import { FIELD_OWNERS, OWNED_FIELDS } from '../../workers/index.js';
import { type Answer, json, ok, type Route, route } from '../http/route.js';

type FieldName = keyof typeof OWNED_FIELDS;
const FIELDS = Object.keys(OWNED_FIELDS) as readonly FieldName[];

const parts = z
  .array(z.string())
  .meta({ description: 'What tells it: `action.field` of an effect in the ledger. Empty: nothing does yet.' });
const schema = z.object({ field: z.enum(FIELDS), owner: z.enum(FIELD_OWNERS), crm: parts, dms: parts }).meta({ id: 'FieldOwner' });

async function listOwners(): Promise<Answer> {
  return ok(FIELDS.map((field) => ({ field, ...OWNED_FIELDS[field] })));
}

export const fieldOwnerRoutes: readonly Route[] = [
  route(
    'field-owner.read',
    {
      method: 'get',
      path: '/api/v1/field-owners',
      tag: 'sync',
      summary: 'Whose word counts for each field when two systems differ',
      answers: { 200: json(z.array(schema), 'Each field once') },
      problems: [],
    },
    listOwners,
  ),
];
