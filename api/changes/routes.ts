/** What was changed beside cases, by whom, when and why: versions of models, forms and decisions, and what the change log has. One list. */
import { z } from 'zod';
import { iso, rows } from '../database.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, json, ok, type Route, route, type SignedIn } from '../http/route.js';
import { momentSchema } from '../http/values.js';
import { differenceSchema, differences } from './differences.js';
import { SUBJECTS } from './log.js';

const KINDS = ['model', 'form', 'decisions', 'code-table', ...SUBJECTS] as const;

const query = z.object({
  kind: z.enum(KINDS).optional(),
  login: z.string().max(100).optional(),
  subject: z.string().max(200).optional().meta({ description: 'Id of what was changed.' }),
  from: momentSchema.optional(),
  to: momentSchema.optional(),
  after: z.string().max(200).optional().meta({ description: '`next` of the page before.' }),
  limit: z.coerce.number().int().min(1).max(500).default(100),
});

const changeSchema = z
  .object({
    id: z.string(),
    at: z.iso.datetime(),
    by: z.string().nullable().meta({ description: 'Login; null = deployed from outside of Okienko’s pages, or shipped with it.' }),
    kind: z.enum(KINDS),
    subject: z.string().meta({ description: 'Id of what was changed.' }),
    name: z.string(),
    version: z.int().nullable().meta({ description: 'Of a model, a form or decisions.' }),
    act: z.enum(['published', 'added', 'changed', 'removed']),
    note: z.string().nullable(),
    differences: z.array(differenceSchema).meta({ description: 'Of models they stand on the page of the version.' }),
  })
  .meta({ id: 'Change' });

type State = Readonly<Record<string, unknown>>;

interface ChangeRow {
  readonly id: string;
  readonly at: Date;
  readonly by: string | null;
  readonly kind: (typeof KINDS)[number];
  readonly subject: string;
  readonly name: string;
  readonly version: number | null;
  readonly note: string | null;
  readonly before: State | null;
  readonly after: State | null;
}

/** Each is small: an installation has hundreds of versions, and thousands of changes. */
const ALL = `
  SELECT 'm' || definition_key AS id, deployed_at AS at, deployed_by AS by, 'model' AS kind, process_id AS subject, name, version, change_note AS note,
         NULL::json AS before, NULL::json AS after
    FROM model WHERE engine = :engine
  UNION ALL
  SELECT 'p' || definition_key, deployed_at, deployed_by, kind, array_to_string(ids, ', '), array_to_string(names, ', '), version, change_note, NULL, NULL
    FROM model_part WHERE engine = :engine AND deployed_at IS NOT NULL
  UNION ALL
  SELECT 'k' || system || direction || version, published_at, published_by, 'code-table', system || ' ' || direction, coalesce(substring(xml from 'decision [^>]*name="([^"]*)"'), system), version, note,
         NULL, NULL
    FROM code_table WHERE published_at IS NOT NULL
  UNION ALL
  SELECT 'c' || id, at, login, subject_type, subject_id,
         coalesce(after->>'name', before->>'name', (SELECT p.name FROM person p WHERE p.login = subject_id), subject_id), NULL, note, before, after
    FROM change_log`;

async function listChanges({ api, query: asked }: SignedIn<unknown, z.infer<typeof query>>): Promise<Answer> {
  const cursor = asked.after === undefined ? undefined : readCursor(asked.after);
  const found = await rows<ChangeRow>(
    api.db,
    `SELECT * FROM (${ALL}) change
      WHERE (CAST(:kind AS text) IS NULL OR kind = :kind) AND (CAST(:login AS text) IS NULL OR by = :login)
        AND (CAST(:subject AS text) IS NULL OR subject = :subject)
        AND (CAST(:from AS timestamptz) IS NULL OR at >= :from) AND (CAST(:to AS timestamptz) IS NULL OR at < :to)
        AND (CAST(:afterAt AS timestamptz) IS NULL OR (at, id) < (:afterAt, :afterId))
      ORDER BY at DESC, id DESC LIMIT :limit`,
    {
      engine: api.engine.name,
      kind: asked.kind ?? null,
      login: asked.login ?? null,
      subject: asked.subject ?? null,
      from: asked.from === undefined ? null : new Date(asked.from),
      to: asked.to === undefined ? null : new Date(asked.to),
      afterAt: cursor?.at ?? null,
      afterId: cursor?.id ?? null,
      limit: asked.limit + 1,
    },
  );
  const page = found.slice(0, asked.limit);
  const last = page.at(-1);
  return ok({
    changes: page.map(({ before, after, at, ...rest }) => ({
      ...rest,
      at: iso(at),
      act: rest.version !== null ? 'published' : before === null ? 'added' : after === null ? 'removed' : 'changed',
      differences: differences(before, after),
    })),
    next: found.length > asked.limit && last !== undefined ? Buffer.from(`${iso(last.at)} ${last.id}`).toString('base64url') : null,
  });
}

function readCursor(after: string): { readonly at: Date; readonly id: string } {
  const [at, id] = Buffer.from(after, 'base64url').toString('utf8').split(' ');
  if (at !== undefined && id !== undefined && momentSchema.safeParse(at).success) return { at: new Date(at), id };
  throw new Problem('INVALID_REQUEST', said('Zacznij listę od początku.', 'Begin the list anew.'), {
    errors: [{ field: 'after', message: said('Oczekiwano `next` z poprzedniej strony', 'Expected `next` of the page before') }],
  });
}

export const changeLogRoutes: readonly Route[] = [
  route(
    'changes.read',
    {
      method: 'get',
      path: '/api/v1/changes',
      tag: 'history',
      summary: 'What was changed beside cases',
      description:
        'Versions of models, forms and decisions; people and their rights, units, absences and substitutes; the catalogue; outages, calendars, ' +
        'planned rests of other systems, tables of codes. Newest first.',
      query,
      answers: {
        200: json(z.object({ changes: z.array(changeSchema), next: z.string().nullable() }).meta({ id: 'ChangePage' }), 'One page'),
      },
      problems: [],
    },
    listChanges,
  ),
];
