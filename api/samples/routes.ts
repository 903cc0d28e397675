/** The auditor's samples: draw, check case by case, close for good, take away. Opening and taking away are logged. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { csvLine } from '../cases/csv.js';
import { filterWords } from '../cases/export.js';
import { iso, transaction } from '../database.js';
import { type Look, logLook } from '../history/access-log.js';
import { said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, empty, inOrder, json, ok, type Route, raw, route, type SignedIn } from '../http/route.js';
import { allSamples, casesOf, closeSample, drawSample, findSample, lockOpenSample, noteFinding, type SampleRow } from './rows.js';
import { closingSchema, drawSchema, pointParams, resultSchema, sampleParams, sampleSchema, sampleWithCasesSchema } from './schemas.js';

type On<Body = unknown> = SignedIn<z.infer<typeof sampleParams>, unknown, Body>;
type WithSample = { readonly sample: SampleRow };

function toSample({ with_findings, drawn_at, drawn_by, closed_at, closed_by, ...rest }: SampleRow) {
  return { ...rest, drawnAt: iso(drawn_at), drawnBy: drawn_by, closedAt: iso(closed_at), closedBy: closed_by, withFindings: with_findings };
}

async function listSamples({ api }: SignedIn): Promise<Answer> {
  return ok((await allSamples(api.db)).map(toSample));
}

async function draw({ api, person, body }: SignedIn<unknown, unknown, z.infer<typeof drawSchema>>): Promise<Answer> {
  const seed = body.seed ?? randomBytes(6).toString('base64url').toLowerCase();
  const id = await transaction(api.db, async (on) => {
    const now = new Date(api.clock.now());
    // What is registered later doesn't change what is drawn by the same seed.
    const filter = { registeredTo: now.toISOString(), ...body.filter };
    const drawn = await drawSample(on, person, { ...body, filter, seed }, now);
    await logLook(on, { login: person.login, act: 'sample.drawn', subjectType: 'sample', subjectId: drawn, atMs: Date.now() });
    return drawn;
  });
  return { status: 201, body: toSample(await findSample(api.db, id)) };
}

async function find({ api, params }: On): Promise<WithSample> {
  return { sample: await findSample(api.db, params.id) };
}

function logs(act: Look['act']) {
  return async ({ api, person, params }: On): Promise<object> => {
    await logLook(api.db, { login: person.login, act, subjectType: 'sample', subjectId: params.id, atMs: Date.now() });
    return {};
  };
}

async function show({ api, sample }: On & WithSample): Promise<Answer> {
  const drawn = await casesOf(api.db, sample.id);
  return ok({
    ...toSample(sample),
    drawn: drawn.map(({ classification_name, registered_at, closed_at, ...rest }) => ({
      ...rest,
      classificationName: classification_name,
      registeredAt: iso(registered_at),
      closedAt: iso(closed_at),
    })),
  });
}

type OnPoint = SignedIn<z.infer<typeof pointParams>, unknown, z.infer<typeof resultSchema>>;

async function note({ api, person, params, body }: OnPoint): Promise<Answer> {
  const { cases, points } = await findSample(api.db, params.id);
  if (params.place > cases || params.point >= points.length)
    throw new Problem('NOT_FOUND', said('Tej sprawy albo tego punktu nie ma w próbie.', 'The sample has no such case or no such point.'));
  await transaction(api.db, async (on) => {
    await lockOpenSample(on, params.id);
    await noteFinding(on, { sampleId: params.id, place: params.place, point: params.point, ...body, login: person.login });
  });
  return { status: 204 };
}

async function close({ api, person, params, body }: On<z.infer<typeof closingSchema>>): Promise<Answer> {
  await transaction(api.db, async (on) => {
    await lockOpenSample(on, params.id);
    const { cases, checked } = await findSample(on, params.id);
    if (checked < cases) {
      throw new Problem(
        'INVALID_REQUEST',
        said(
          `Próba zostaje otwarta: spraw do sprawdzenia zostało ${cases - checked}. Sprawdź je i zamknij ponownie.`,
          `The sample stays open: cases left to check: ${cases - checked}. Check them and close it again.`,
        ),
      );
    }
    await closeSample(on, params.id, person.login, body.conclusion);
  });
  return ok(toSample(await findSample(api.db, params.id)));
}

async function take({ api, person, sample }: On & WithSample): Promise<Answer> {
  const drawn = await casesOf(api.db, sample.id);
  const lines = [
    [`# Okienko, próba „${sample.name}”, eksport ${new Date().toISOString()}, ${person.login}`],
    [`# wylosował(a) ${sample.drawn_by}, ${iso(sample.drawn_at)}; ziarno: ${sample.seed}; filtr: ${filterWords(sample.filter)}`],
    [`# spraw ${sample.cases} z ${sample.population}; sprawdzono ${sample.checked}, z uwagami ${sample.with_findings}`],
    [
      sample.closed_at === null
        ? '# próba otwarta'
        : `# zamknął(-ęła) ${sample.closed_by}, ${iso(sample.closed_at)}; wniosek: ${(sample.conclusion ?? '').replaceAll(/\s+/g, ' ')}`,
    ],
    ['place', 'number', 'classificationName', 'status', 'registeredAt', 'closedAt', 'point', 'result', 'note', 'by', 'at'],
    ...drawn.flatMap(({ place, number, classification_name, status, registered_at, closed_at, findings }) =>
      sample.points.map((point, index) => {
        const found = findings.find((one) => one.point === index);
        return [
          String(place),
          number,
          classification_name,
          status,
          iso(registered_at),
          iso(closed_at) ?? '',
          point,
          found?.result ?? '',
          found?.note ?? '',
          found?.by ?? '',
          found?.at ?? '',
        ];
      }),
    ),
  ];
  return {
    status: 200,
    body: `\uFEFF${lines.map(csvLine).join('')}`,
    mediaType: 'text/csv; charset=utf-8',
    headers: { 'Content-Disposition': `attachment; filename="proba-${sample.id}.csv"` },
  };
}

const tag = 'history';
export const sampleRoutes: readonly Route[] = [
  route(
    'sample.work',
    {
      method: 'get',
      path: '/api/v1/samples',
      tag,
      summary: 'Samples of cases',
      answers: { 200: json(z.array(sampleSchema), 'Newest first') },
      problems: [],
    },
    listSamples,
  ),
  route(
    'sample.work',
    {
      method: 'post',
      path: '/api/v1/samples',
      tag,
      summary: 'Draw a random sample that can be drawn again',
      description:
        'Cases that fit the filter are put in order of sha256 over seed, a space and case number; the first `size` of them are the sample. It is kept with seed, filter and time.',
      body: drawSchema,
      answers: { 201: json(sampleSchema, 'Drawn') },
      problems: [],
    },
    draw,
  ),
  route(
    'sample.work',
    {
      method: 'get',
      path: '/api/v1/samples/{id}',
      tag,
      summary: 'A sample, its cases and what was found',
      description: 'Opening is written to the access log.',
      params: sampleParams,
      answers: { 200: json(sampleWithCasesSchema, 'The sample') },
      problems: ['NOT_FOUND'],
    },
    inOrder<On, WithSample, object>(find, logs('sample.opened'), show),
  ),
  route(
    'sample.work',
    {
      method: 'put',
      path: '/api/v1/samples/{id}/cases/{place}/points/{point}',
      tag,
      summary: 'Say what was found at one point of one case',
      params: pointParams,
      body: resultSchema,
      answers: { 204: empty('Noted') },
      problems: ['NOT_FOUND', 'SAMPLE_CLOSED'],
    },
    note,
  ),
  route(
    'sample.work',
    {
      method: 'post',
      path: '/api/v1/samples/{id}/close',
      tag,
      summary: 'Close a sample with a conclusion',
      description: 'Nothing of it changes after that. Every point of every case must have a result.',
      params: sampleParams,
      body: closingSchema,
      answers: { 200: json(sampleSchema, 'Closed') },
      problems: ['NOT_FOUND', 'SAMPLE_CLOSED'],
    },
    close,
  ),
  route(
    'sample.work',
    {
      method: 'post',
      path: '/api/v1/samples/{id}/export',
      tag,
      summary: 'A sample with its results as CSV',
      description: 'Its first lines carry who drew it and when, seed, filter, progress and conclusion. Written to the access log.',
      params: sampleParams,
      answers: { 200: raw('text/csv', 'A line for each point of each case') },
      problems: ['NOT_FOUND'],
    },
    inOrder<On, WithSample, object>(find, logs('sample.exported'), take),
  ),
];
