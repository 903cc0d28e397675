/**
 * Brings what people put into a record elsewhere to the case: each version of a document once, within our limits, its checksum proven. What
 * can't be brought is said on the case and stays where it is.
 */
import { createHash } from 'node:crypto';
import { eachOf } from '../../workers/outbox/each-of.js';
import { heldCode, waitMs } from '../../workers/outbox/patience.js';
import type { PeerDocument, RecordSource } from '../../workers/outbox/source.js';
import type { SystemName } from '../../workers/ports.js';
import { type Parameters, row, rows, run, type Transaction, transaction } from '../database.js';
import { addDocument } from '../documents/add.js';
import { mediaTypeOf } from '../documents/media-type.js';
import { lockCases, record } from '../history/journal.js';
import type { Services } from '../services.js';

const FETCH_MS = 60_000;
const MOST_AT_A_ROUND = 20;
const AT_ONCE = 4;
/** Some four minutes. */
const TRIES_OF_AN_EMPTY_ONE = 8;

interface Wanted {
  readonly recordId: string;
  readonly documentId: string;
  readonly attempts: number;
}

type Why = 'too-large' | 'empty' | 'gone' | 'unreadable';

/** Gives whether there is more to do at once. */
export async function fetchDocuments(api: Services, system: SystemName, source: RecordSource): Promise<boolean> {
  const wanted = await rows<Wanted>(
    api.db,
    `SELECT record_id AS "recordId", document_id AS "documentId", attempts FROM external_document
      WHERE system = :system AND state = 'wanted' AND next_try_at <= :now ORDER BY next_try_at LIMIT ${MOST_AT_A_ROUND}`,
    { system, now: new Date(api.clock.now()) },
  );
  const records = [...new Set(wanted.map(({ recordId }) => recordId))];
  await eachOf(records, AT_ONCE, (recordId) =>
    fetchOf(
      api,
      system,
      source,
      wanted.filter((one) => one.recordId === recordId),
    ),
  );
  return wanted.length === MOST_AT_A_ROUND;
}

/** Those of one record, which is read once. */
async function fetchOf(api: Services, system: SystemName, source: RecordSource, wanted: readonly Wanted[]): Promise<void> {
  const record = source.read(wanted[0]?.recordId ?? '', AbortSignal.timeout(FETCH_MS));
  for (const one of wanted) {
    try {
      const there = (await record)?.documents.find(({ documentId }) => documentId === one.documentId);
      await fetchOne(api, system, source, one, there);
    } catch (error) {
      await putOff(api, system, one, error);
    }
  }
}

async function fetchOne(
  api: Services,
  system: SystemName,
  source: RecordSource,
  wanted: Wanted,
  there: PeerDocument | undefined,
): Promise<void> {
  const { recordId, documentId } = wanted;
  const content = there && (await source.content?.(recordId, documentId, api.settings.documentMaxBytes, AbortSignal.timeout(FETCH_MS)));
  if (there === undefined || content === undefined) return refuse(api, system, wanted, 'gone', there);
  if (content.type === 'too-large') return refuse(api, system, wanted, 'too-large', there);
  if (content.bytes.length === 0) {
    // Some make a document first and fill it then.
    if (wanted.attempts < TRIES_OF_AN_EMPTY_ONE) throw new Error(`Expected document ${documentId} to hold something, but it is empty`);
    return refuse(api, system, wanted, 'empty', there);
  }
  const checksum = createHash('sha256').update(content.bytes).digest();
  if (there.sha256 !== null && there.sha256 !== checksum.toString('hex')) {
    throw new Error(`Expected document ${documentId} with SHA-256 ${there.sha256}, but got ${checksum.toString('hex')}`);
  }
  await settle(api, system, wanted, 'fetched', async (on, caseId, before) => {
    const known = await row<{ id: string }>(on, 'SELECT id FROM document WHERE case_id = :caseId AND sha256 = :checksum', {
      caseId,
      checksum,
    });
    if (known !== undefined) return known.id;
    const mediaType = content.mediaType ?? mediaTypeOf(there.name);
    const name = there.name.slice(0, 255);
    const added = { name, mediaType, content: content.bytes, checksum, by: `system:${system}`, origin: system, replaces: before };
    return addDocument(on, caseId, added, api.clock.now());
  });
}

function refuse(api: Services, system: SystemName, wanted: Wanted, why: Why, there?: PeerDocument): Promise<void> {
  return settle(api, system, wanted, 'refused', async (on, caseId) => {
    await record(on, {
      caseId,
      atMs: api.clock.now(),
      actor: `system:${system}`,
      act: `${system}.document-${why}`,
      facts: { recordId: wanted.recordId, documentId: wanted.documentId },
      ...(there === undefined ? {} : { payload: { name: there.name } }),
      tells: [{ kind: 'document', to: 'holders' }],
    });
    return null;
  });
}

const KEY = 'system = :system AND record_id = :recordId AND document_id = :documentId';
const keyOf = (system: SystemName, { recordId, documentId }: Wanted): Parameters => ({ system, recordId, documentId });

/**
 * The case first, as everybody locks. Whoever was forgotten meanwhile, or settled it, is left alone.
 * @param act gets the id of our own document of the version before, and gives that of this one
 */
async function settle(
  api: Services,
  system: SystemName,
  wanted: Wanted,
  state: 'fetched' | 'refused',
  act: (on: Transaction, caseId: string, before: string | null) => Promise<string | null>,
): Promise<void> {
  const key = keyOf(system, wanted);
  await transaction(api.db, async (on) => {
    const [theCase] = await lockCases(
      on,
      'c.number = (SELECT case_number FROM external_record WHERE system = :system AND record_id = :recordId)',
      key,
    );
    const still = await row<{ before: string | null }>(
      on,
      `SELECT fetched_as AS before FROM external_document WHERE ${KEY} AND state = 'wanted' FOR UPDATE`,
      key,
    );
    if (theCase === undefined || still === undefined) return;
    const ownId = (await act(on, theCase.id, still.before)) ?? still.before;
    await run(on, `UPDATE external_document SET state = :state, fetched_as = CAST(:ownId AS uuid), next_try_at = NULL WHERE ${KEY}`, {
      ...key,
      state,
      ownId,
    });
  });
}

async function putOff(api: Services, system: SystemName, wanted: Wanted, error: unknown): Promise<void> {
  const { recordId, attempts } = wanted;
  api.log.warn({ err: error, system, recordId }, 'A document in another system could not be fetched; it is tried again later');
  const failure = { type: 'busy', reason: String(error) } as const;
  if (heldCode(failure, attempts + 1, 0) !== null) return refuse(api, system, wanted, 'unreadable');
  const pauseMs = waitMs(failure, attempts + 1, Math.random());
  await run(api.db, `UPDATE external_document SET attempts = attempts + 1, next_try_at = :at WHERE ${KEY}`, {
    ...keyOf(system, wanted),
    at: new Date(api.clock.now() + pauseMs),
  });
}
