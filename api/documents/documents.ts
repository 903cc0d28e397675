/** Documents of a case: bytes with their checksum, within a size limit. Opening one is logged. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { iso, row, rows, transaction } from '../database.js';
import { logLook, logsCase } from '../history/access-log.js';
import { readBytes } from '../http/body.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, raw, route, type SignedIn } from '../http/route.js';
import { addDocument } from './add.js';
import { contentOf } from './content.js';
import { paperSchema } from './paper.js';
import { IN_FILE } from './to-file.js';

const documentSchema = z
  .object({
    id: z.uuid(),
    name: z.string(),
    mediaType: z.string(),
    sizeBytes: z.int(),
    sha256: z.string(),
    addedAt: z.iso.datetime(),
    addedBy: z.string(),
    origin: z.enum(['crm', 'dms']).nullable().meta({ description: 'The system in which somebody put it first; null: it was added here.' }),
    replaces: z.uuid().nullable().meta({ description: 'The document of this case that it is a later version of.' }),
    paper: paperSchema
      .extend({ since: z.iso.datetime(), by: z.string() })
      .meta({ id: 'Paper', description: 'Where its paper lies, and who said so.' })
      .nullable(),
    inFile: z.enum(['delivered', 'waiting', 'failing', 'held']).nullable().meta({
      description:
        "In the case's file in the DMS, or on its way there; `failing`: tried and tried again, `held`: not taken, a person must act; null: in the case alone.",
    }),
  })
  .meta({ id: 'Document' });

const uploadQuery = z.object({
  name: z.string().trim().min(1).max(255),
  sha256: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .optional()
    .meta({ description: 'When given, what arrived must have it.' }),
});

const documentParams = z.object({ number: z.string(), id: z.uuid() });

interface DocumentRow {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size_bytes: number;
  readonly sha256: Buffer;
  readonly added_at: Date;
  readonly added_by: string;
  readonly origin: 'crm' | 'dms' | null;
  readonly replaces: string | null;
  readonly paper_store: string | null;
  readonly paper_place: string | null;
  readonly paper_at: Date | null;
  readonly paper_by: string | null;
  readonly in_file: 'delivered' | 'waiting' | 'failing' | 'held' | null;
}

const DOCUMENT = `d.id, d.name, d.media_type, d.size_bytes, d.sha256, d.added_at, d.added_by, d.origin, d.replaces,
  d.paper_store, d.paper_place, d.paper_at, d.paper_by, ${IN_FILE} AS in_file`;

function toDocument(found: DocumentRow) {
  return {
    id: found.id,
    name: found.name,
    mediaType: found.media_type,
    sizeBytes: found.size_bytes,
    sha256: found.sha256.toString('hex'),
    addedAt: iso(found.added_at),
    addedBy: found.added_by,
    origin: found.origin,
    replaces: found.replaces,
    paper:
      found.paper_store === null
        ? null
        : { store: found.paper_store, place: found.paper_place, since: iso(found.paper_at), by: found.paper_by },
    inFile: found.in_file,
  };
}

type OnCase = SignedIn<{ number: string }>;
type WithCase = { readonly theCase: CaseRow };

async function findReadable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.read', params.number) };
}
async function findWritable({ api, person, params }: OnCase): Promise<WithCase> {
  return { theCase: await caseFor(api.db, person, 'case.write', params.number) };
}

async function listDocuments({ api, theCase }: OnCase & WithCase): Promise<Answer> {
  const found = await rows<DocumentRow>(api.db, `SELECT ${DOCUMENT} FROM document d WHERE d.case_id = :id ORDER BY d.added_at, d.id`, {
    id: theCase.id,
  });
  return ok(found.map(toDocument));
}

type Upload = SignedIn<{ number: string }, z.infer<typeof uploadQuery>>;

async function readUpload({ api, http, query }: Upload & WithCase): Promise<{ content: Buffer; checksum: Buffer }> {
  const content = await readBytes(http, api.settings.documentMaxBytes);
  if (content.length === 0) {
    throw new Problem('INVALID_REQUEST', said('Plik jest pusty. Wybierz inny.', 'The file is empty. Choose another one.'), {
      errors: [{ field: 'body', message: said('Oczekiwano treści pliku', 'Expected the content of a file') }],
    });
  }
  const checksum = createHash('sha256').update(content).digest();
  if (query.sha256 !== undefined && query.sha256 !== checksum.toString('hex')) {
    throw new Problem(
      'INVALID_REQUEST',
      said('Plik zmienił się po drodze. Wyślij go ponownie.', 'The file changed on its way. Send it again.'),
      {
        errors: [
          {
            field: 'sha256',
            message: said(
              `Oczekiwano ${query.sha256}, a przyszło ${checksum.toString('hex')}`,
              `Expected ${query.sha256}, but got ${checksum.toString('hex')}`,
            ),
          },
        ],
      },
    );
  }
  return { content, checksum };
}

async function storeDocument({
  api,
  http,
  person,
  query,
  theCase,
  content,
  checksum,
}: Upload & WithCase & { content: Buffer; checksum: Buffer }): Promise<Answer> {
  const atMs = api.clock.now();
  const mediaType = http.get('Content-Type') === '' ? 'application/octet-stream' : http.get('Content-Type');
  const stored = await transaction(api.db, async (on) => {
    const id = await addDocument(on, theCase.id, { name: query.name, mediaType, content, checksum, by: person.login }, atMs);
    return row<DocumentRow>(on, `SELECT ${DOCUMENT} FROM document d WHERE d.id = :id`, { id });
  });
  if (stored === undefined) throw new Error('Expected the document that was inserted, but got nothing');
  return { status: 201, body: toDocument(stored) };
}

type OnDocument = SignedIn<z.infer<typeof documentParams>>;

async function giveContent({ api, person, params, theCase }: OnDocument & WithCase): Promise<Answer> {
  const found = await contentOf(api.db, params.id, theCase.id);
  if (found === undefined)
    throw new Problem('NOT_FOUND', said('Nie ma takiego dokumentu w tej sprawie.', 'This case has no such document.'));
  await logLook(api.db, { login: person.login, act: 'document.opened', subjectType: 'document', subjectId: params.id, atMs: Date.now() });
  return {
    status: 200,
    body: found.bytes,
    // Never shown by the browser itself: an uploaded page would run in our origin.
    mediaType: 'application/octet-stream',
    headers: {
      'Content-Disposition': `attachment; filename*=UTF-8''${encodeURIComponent(found.name)}`,
      'X-Media-Type': found.mediaType.replaceAll(/[^\x20-\x7e]/g, ''),
    },
  };
}

async function showLimits({ api }: SignedIn): Promise<Answer> {
  return ok({ maxBytes: api.settings.documentMaxBytes });
}

export const documentRoutes: readonly Route[] = [
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/documents/limits',
      tag: 'documents',
      summary: 'What may be added as a document',
      answers: { 200: json(z.object({ maxBytes: z.int() }).meta({ id: 'DocumentLimits' }), 'So that nobody has to try') },
      problems: [],
    },
    showLimits,
  ),
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/documents',
      tag: 'documents',
      summary: 'Documents of a case',
      params: numberParams,
      answers: { 200: json(z.array(documentSchema), 'Oldest first') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findReadable, logsCase('documents.listed'), listDocuments),
  ),
  route(
    'case.write',
    {
      method: 'post',
      path: '/api/v1/cases/{number}/documents',
      tag: 'documents',
      summary: 'Add a document',
      description: 'The body is the file itself; its media type is the Content-Type.',
      params: numberParams,
      query: uploadQuery,
      rawBody: { mediaType: 'application/octet-stream' },
      answers: { 201: json(documentSchema, 'Stored') },
      problems: ['NOT_FOUND'],
    },
    inOrder<Upload, WithCase, { content: Buffer; checksum: Buffer }>(findWritable, readUpload, storeDocument),
  ),
  route(
    'case.read',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/documents/{id}',
      tag: 'documents',
      summary: 'Content of a document',
      description: 'Opening is written to the access log. The media type as it was uploaded is in X-Media-Type.',
      params: documentParams,
      answers: { 200: raw('application/octet-stream', 'The file') },
      problems: ['NOT_FOUND'],
    },
    inOrder<OnDocument, WithCase>(findReadable, giveContent),
  ),
];
