/** One published version of a process, as an address names it. */
import { z } from 'zod';
import { row } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import type { SignedIn } from '../http/route.js';
import { INT4_MAX } from '../http/values.js';

export const versionParams = z.object({ processId: z.string().max(200), version: z.coerce.number().int().positive().max(INT4_MAX) });
export type OnVersion<Query = unknown> = SignedIn<z.infer<typeof versionParams>, Query>;

export interface WithModel {
  readonly model: { readonly definition_key: string; readonly xml: string };
}

export async function findModel({ api, params: { processId, version } }: OnVersion): Promise<WithModel> {
  const model = await row<WithModel['model']>(
    api.db,
    'SELECT definition_key, xml FROM model WHERE engine = :engine AND process_id = :processId AND version = :version',
    { engine: api.engine.name, processId, version },
  );
  if (model === undefined)
    throw new Problem(
      'NOT_FOUND',
      said(`Nie ma modelu ${processId} w wersji ${version}.`, `There is no version ${version} of model ${processId}.`),
    );
  return { model };
}
