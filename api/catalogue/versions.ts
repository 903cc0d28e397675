/** Versions of a classification: each change that the log has of it, numbered from 1; what stood before the first is number 0. */
import { z } from 'zod';
import { differenceSchema, differences } from '../changes/differences.js';
import { iso, row, rows, type Statements } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, ok, type SignedIn } from '../http/route.js';

export const versionsSchema = z.array(
  z
    .object({
      version: z.int(),
      at: z.iso.datetime(),
      by: z.string(),
      note: z.string().nullable(),
      approvedAnswer: z.string().meta({ description: 'As it was approved in this version.' }),
      differences: z.array(differenceSchema).meta({ description: 'To the version before.' }),
    })
    .meta({ id: 'ClassificationVersion' }),
);

type State = Readonly<Record<string, unknown>>;

const OF_CODE = `FROM change_log WHERE subject_type = 'classification' AND subject_id = :code`;

export async function versionsOf({ api, params }: SignedIn<{ code: string }>): Promise<Answer> {
  const found = await rows<{ version: string; at: Date; login: string; note: string | null; before: State | null; after: State | null }>(
    api.db,
    `SELECT row_number() OVER (ORDER BY id) AS version, at, login, note, before, after ${OF_CODE} ORDER BY id DESC LIMIT 500`,
    params,
  );
  return ok(
    found.map(({ version, at, login, note, before, after }) => ({
      version: Number(version),
      at: iso(at),
      by: login,
      note,
      approvedAnswer: String(after?.approvedAnswer ?? ''),
      differences: differences(before, after),
    })),
  );
}

/** Throws CHANGED_MEANWHILE when somebody has made a newer version than the one that was changed. The classification's row is locked. */
export async function checkBase(on: Statements, code: string, basedOn: number | undefined): Promise<void> {
  if (basedOn === undefined) return;
  const newest = await row<{ version: number; login: string; at: Date }>(
    on,
    `SELECT (count(*) OVER ())::integer AS version, login, at ${OF_CODE} ORDER BY id DESC LIMIT 1`,
    { code },
  );
  if (newest === undefined || newest.version <= basedOn) return;
  throw new Problem(
    'CHANGED_MEANWHILE',
    said(
      'Ktoś zmienił tę pozycję w międzyczasie; Twój tekst nie został zapisany. Porównaj i zapisz ponownie.',
      'Somebody changed this entry meanwhile; your text was not saved. Compare the two and save again.',
    ),
    {
      by: newest.login,
      at: iso(newest.at),
    },
  );
}
