/** The auditor's samples: draw, check case by case, close for good, take away. Opening and taking away are logged. */
import { randomBytes } from 'node:crypto';
import { z } from 'zod';
import { csvLine } from '../cases/csv.js';
import { namesFor } from '../cases/export-names.js';
import { filterInWords } from '../cases/filter-words.js';
import { iso, transaction } from '../database.js';
import { type Look, logLook } from '../history/access-log.js';
import { languageOf, said } from '../http/language.js';
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

const WORDS = {
  sample: said('Okienko, próba', 'Okienko, sample'),
  taken: said('pobrano', 'taken'),
  drawn: said('wylosowano', 'drawn'),
  seed: said('ziarno', 'seed'),
  filter: said('zawężenie', 'filter'),
  cases: said('spraw', 'cases'),
  of: said('z', 'of'),
  checked: said('sprawdzono', 'checked'),
  findings: said('z uwagami', 'with findings'),
  open: said('próba otwarta', 'sample open'),
  closed: said('zamknięto', 'closed'),
  conclusion: said('wniosek', 'conclusion'),
  ok: said('w porządku', 'in order'),
  finding: said('uwaga', 'finding'),
} as const;

const TITLES = [
  said('Miejsce w próbie', 'Place in the sample'),
  said('Numer', 'Number'),
  said('Klasyfikacja', 'Classification'),
  said('Stan', 'Status'),
  said('Zarejestrowana', 'Registered'),
  said('Załatwiona', 'Resolved'),
  said('Co sprawdzano', 'What was checked'),
  said('Wynik', 'Result'),
  said('Na czym polega uwaga', 'What was found'),
  said('Kto', 'Who'),
  said('Kiedy', 'When'),
];

async function take({ api, person, sample, http }: On & WithSample): Promise<Answer> {
  const [drawn, names] = await Promise.all([casesOf(api.db, sample.id), namesFor(api.db, api.engine.name, languageOf(http))]);
  const say = (word: keyof typeof WORDS): string => WORDS[word][names.language];
  const conclusion = (sample.conclusion ?? '').replaceAll(/\s+/g, ' ');
  const lines = [
    [`# ${say('sample')} „${sample.name}”; ${say('taken')} ${names.moment(new Date())}, ${person.name}`],
    [
      `# ${say('drawn')} ${names.moment(sample.drawn_at)}, ${names.person(sample.drawn_by)}; ${say('seed')}: ${sample.seed}; ${say('filter')}: ${filterInWords(sample.filter, names)}`,
    ],
    [
      `# ${say('cases')} ${sample.cases} ${say('of')} ${sample.population}; ${say('checked')} ${sample.checked}, ${say('findings')} ${sample.with_findings}`,
    ],
    [
      sample.closed_at === null || sample.closed_by === null
        ? `# ${say('open')}`
        : `# ${say('closed')} ${names.moment(sample.closed_at)}, ${names.person(sample.closed_by)}; ${say('conclusion')}: ${conclusion}`,
    ],
    TITLES.map((title) => title[names.language]),
    ...drawn.flatMap(({ place, number, classification_name, status, registered_at, closed_at, findings }) =>
      sample.points.map((point, index) => {
        const found = findings.find((one) => one.point === index);
        return [
          String(place),
          number,
          classification_name,
          names.word('status', status),
          names.moment(registered_at),
          names.moment(closed_at),
          point,
          found === undefined ? '' : say(found.result),
          found?.note ?? '',
          found === undefined ? '' : names.person(found.by),
          found === undefined ? '' : names.moment(found.at),
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
