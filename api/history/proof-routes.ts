/** The proof for the auditor: verifying one case or everything, and the anchor logs to take away. */
import { Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { type CaseRow, caseFor } from '../cases/lookup.js';
import { numberParams } from '../cases/schemas.js';
import { rows } from '../database.js';
import type { HistoryCheck, HistoryCounts, LogAnchor } from '../engine-port/port.js';
import { type Language, languageOf, said } from '../http/language.js';
import { Problem } from '../http/problem.js';
import { type Answer, inOrder, json, ok, type Route, raw, route, type SignedIn } from '../http/route.js';
import type { Services } from '../services.js';
import { journalAnchors } from './anchors.js';
import { type Verdict, verdictOf, verdictSchema } from './verdict.js';
import { type JournalCounts, verifyJournal } from './verify.js';

type OnCase = SignedIn<z.infer<typeof numberParams>>;

async function findToVerify({ api, person, params }: OnCase): Promise<{ theCase: CaseRow }> {
  return { theCase: await caseFor(api.db, person, 'journal.verify', params.number) };
}

async function verifyCase({ api, http, theCase }: OnCase & { theCase: CaseRow }): Promise<Answer> {
  // One snapshot: an act between two reads isn't a broken chain.
  const journal = await api.db.transaction((on) => verifyJournal(on, theCase.id), { isolationLevel: 'repeatable read', readOnly: true });
  const runs = await rows<{ case_run: string; engine: string; key: string | null }>(
    api.db,
    'SELECT case_run, engine, process_instance_key AS key FROM case_run WHERE case_id = :id ORDER BY run',
    { id: theCase.id },
  );
  const own = runs.filter(({ engine }) => engine === api.engine.name);
  const foreign = runs.filter(({ engine }) => engine !== api.engine.name);
  const instanceKeys = own.flatMap(({ key }) => (key === null ? [] : [key]));
  const engine = await api.engine.verifyHistory({ type: 'instances', instanceKeys });
  return ok(
    await verdictOf(api.db, languageOf(http), {
      journal,
      engine,
      notChecked: [
        ...foreign.map(({ case_run, engine: name }) =>
          said(`bieg ${case_run}: jego historię ma silnik ${name}`, `run ${case_run}: its history is with the engine ${name}`),
        ),
        said(
          'kotwice, które niczego z tej sprawy nie obejmują, oraz wiadomości i wdrożenia: sprawdź wszystko',
          'anchors that cover nothing of this case, and the streams of messages and deployments: verify everything',
        ),
      ],
    }),
  );
}

const PROGRESS_EVERY_MS = 500;

interface Progress {
  journal: JournalCounts;
  engine: HistoryCounts;
}

async function verifyEverything({ api, http }: SignedIn): Promise<Answer> {
  return { status: 200, body: Readable.from(verification(api, languageOf(http))) };
}

/** Lines of JSON: how far it is, twice a second, and the verdict at last. Whoever goes away ends the check. */
async function* verification(api: Services, language: Language): AsyncGenerator<string> {
  const left = new AbortController();
  const signal = AbortSignal.any([left.signal, api.stopping]);
  const progress: Progress = {
    journal: { entries: 0, cases: 0, anchors: 0, erased: 0 },
    engine: { rows: 0, streams: 0, anchors: 0, erased: 0 },
  };
  const verdict = verdictOnEverything(api, language, progress, signal);
  // Also when nobody reads on: a failure is no unhandled one.
  verdict.catch(() => undefined);
  try {
    for (;;) {
      yield `${JSON.stringify({ type: 'progress', ...progress })}\n`;
      const done = await Promise.race([verdict, sleep(PROGRESS_EVERY_MS, undefined)]);
      if (done === undefined) continue;
      yield `${JSON.stringify({ type: 'verdict', ...verdictSchema.parse(done) })}\n`;
      return;
    }
  } finally {
    left.abort(new Error('Expected somebody who waits for the verdict, but they have gone'));
  }
}

async function verdictOnEverything(api: Services, language: Language, progress: Progress, signal: AbortSignal): Promise<Verdict> {
  const journal = await verifyJournal(api.db, undefined, {
    signal,
    onProgress: (counts) => {
      progress.journal = counts;
    },
  });
  const engine: HistoryCheck = await api.engine.verifyHistory(
    { type: 'all' },
    {
      signal,
      onProgress: (counts) => {
        progress.engine = counts;
      },
    },
  );
  return verdictOf(api.db, language, { journal, engine, notChecked: [] });
}

const logParams = z.object({
  log: z.enum(['journal', 'engine']).meta({ description: "Of the cases' journal, or of the engine's history." }),
});

async function exportAnchors({ api, params }: SignedIn<z.infer<typeof logParams>>): Promise<Answer> {
  const anchors = params.log === 'journal' ? journalAnchors(api.db) : api.engine.anchors();
  if (anchors === undefined)
    throw new Problem(
      'NOT_FOUND',
      said(`Silnik ${api.engine.name} nie prowadzi dziennika kotwic.`, `Engine ${api.engine.name} keeps no log of anchors.`),
    );
  const day = new Date().toISOString().slice(0, 10);
  return {
    status: 200,
    body: Readable.from(lines(anchors)),
    headers: { 'Content-Disposition': `attachment; filename="anchors-${params.log}-${day}.jsonl"` },
  };
}

async function* lines(anchors: AsyncIterable<LogAnchor>): AsyncGenerator<string> {
  for await (const { firstPosition, lastPosition, atMs, streams, root, hash } of anchors) {
    const line = {
      firstPosition: firstPosition.toString(),
      lastPosition: lastPosition.toString(),
      at: new Date(atMs).toISOString(),
      streams,
      root: root.toString('hex'),
      hash: hash.toString('hex'),
    };
    yield `${JSON.stringify(line)}\n`;
  }
}

export const proofRoutes: readonly Route[] = [
  route(
    'journal.verify',
    {
      method: 'get',
      path: '/api/v1/cases/{number}/verify',
      tag: 'history',
      summary: "Verify the history of a case: its journal and, where the engine can, its runs' own history",
      params: numberParams,
      answers: { 200: json(verdictSchema, 'What was found') },
      problems: ['NOT_FOUND'],
    },
    inOrder(findToVerify, verifyCase),
  ),
  route(
    'journal.verify',
    {
      method: 'get',
      path: '/api/v1/verify',
      tag: 'history',
      summary: 'Verify everything',
      description:
        'All journals, all of the history of the engine, both anchor logs. Lines of JSON: `type` is `progress` (counts so far, twice a second) and at last `verdict` (the members of Verdict). An answer that ends without a verdict was cut off.',
      answers: { 200: raw('application/jsonl', 'Progress and verdict') },
      problems: [],
    },
    verifyEverything,
  ),
  route(
    'anchors.export',
    {
      method: 'get',
      path: '/api/v1/anchors/{log}',
      tag: 'history',
      summary: 'Export an anchor log',
      description:
        'Lines of JSON, oldest first: firstPosition, lastPosition, at, streams, root, hash. What was exported once is the beginning of every later export, byte by byte.',
      params: logParams,
      answers: { 200: raw('application/jsonl', 'The log') },
      problems: ['NOT_FOUND'],
    },
    exportAnchors,
  ),
];
