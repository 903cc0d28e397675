/** The forms and files of decision tables that a draft changes: stored with it, under its revision, and published with it. */
import { z } from 'zod';
import { rows, run, type Statements } from '../database.js';
import { rule } from '../http/language.js';
import { INT4_MAX } from '../http/values.js';

const draftPartSchema = z
  .object({
    resourceName: z
      .string()
      .regex(/^[\w ./-]{1,200}\.(dmn|form)$/, rule('Oczekiwano nazwy .dmn lub .form', 'Expected a name that ends in .dmn or .form')),
    content: z.string().min(1).max(900_000),
    baseVersion: z.int().positive().max(INT4_MAX).nullable().meta({ description: 'The published version that it began from; null: new.' }),
  })
  .meta({ id: 'DraftPart', description: 'A form or a DMN file as the draft changes it.' });
export const draftPartsSchema = z
  .array(draftPartSchema)
  .max(40)
  .refine(
    (parts) => new Set(parts.map(({ resourceName }) => resourceName)).size === parts.length,
    rule('Oczekiwano różnych nazw', 'Expected names that differ'),
  );
export type DraftPart = z.infer<typeof draftPartSchema>;

export function draftPartsOf(on: Statements, draftId: string): Promise<readonly DraftPart[]> {
  return rows<DraftPart>(
    on,
    `SELECT resource_name AS "resourceName", content, base_version AS "baseVersion" FROM model_draft_part
      WHERE draft_id = :draftId ORDER BY resource_name`,
    { draftId },
  );
}

/** Puts `parts` in the place of all that the draft has. */
export async function writeDraftParts(on: Statements, draftId: string, parts: readonly DraftPart[]): Promise<void> {
  await run(on, 'DELETE FROM model_draft_part WHERE draft_id = :draftId', { draftId });
  if (parts.length === 0) return;
  await run(
    on,
    `INSERT INTO model_draft_part (draft_id, resource_name, content, base_version)
     SELECT :draftId, p."resourceName", p.content, p."baseVersion"
       FROM json_to_recordset(CAST(:parts AS json)) AS p("resourceName" text, content text, "baseVersion" integer)`,
    { draftId, parts: JSON.stringify(parts) },
  );
}

export function resourcesOf(parts: readonly DraftPart[]): readonly { readonly name: string; readonly content: string }[] {
  return parts.map(({ resourceName, content }) => ({ name: resourceName, content }));
}
