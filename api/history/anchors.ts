/**
 * The journal's anchor log: at most once a minute one root over the heads of all cases whose journal grew, chained to the one before by
 * the engine's own rules. Anchoring gives each entry its position, so what an anchor covers is a range for good.
 */
import { ANCHOR_COLUMNS, type Anchor, type AnchorRoot, type AnchorRow, anchorOf, sealAnchor } from '../../engine/index.js';
import { type Database, row, rows, run, type Statements } from '../database.js';

/** Anchors and erasures rewrite entries of many cases: one of them at a time, on whatever node, so that they can't lock each other out. */
export const REWRITES_JOURNAL = 'pg_advisory_xact_lock(7203101)';
const TRIES_TO_REWRITE = 'pg_try_advisory_xact_lock(7203101)';

/**
 * undefined: nothing has happened since the last anchor, that one is younger than `everyMs`, or another node is at it.
 * `atMs`: real time. An entry that commits meanwhile is the next anchor's.
 */
export async function anchorJournal(db: Database, atMs: number, everyMs: number): Promise<Anchor | undefined> {
  return db.transaction(async (on) => {
    if ((await row<{ locked: boolean }>(on, `SELECT ${TRIES_TO_REWRITE} AS locked`))?.locked !== true) return undefined;
    const last = (await newest(on)) ?? { lastPosition: 0n, hash: undefined, atMs: Number.NEGATIVE_INFINITY };
    const ageMs = atMs - last.atMs;
    if (ageMs >= 0 && ageMs < everyMs) return undefined;
    const given = await run(
      on,
      `WITH next AS (SELECT case_id, seq, row_number() OVER (ORDER BY case_id, seq) AS nth FROM case_journal WHERE position IS NULL)
       UPDATE case_journal j SET position = CAST(:last AS bigint) + next.nth FROM next WHERE j.case_id = next.case_id AND j.seq = next.seq`,
      { last: last.lastPosition.toString() },
    );
    if (given === 0) return undefined;
    const [firstPosition, lastPosition] = [last.lastPosition + 1n, last.lastPosition + BigInt(given)];
    const anchor = sealAnchor({ firstPosition, lastPosition, atMs, ...(await rootInJournal(on, firstPosition, lastPosition)) }, last.hash);
    await run(
      on,
      `INSERT INTO journal_anchor (last_position, first_position, at, streams, root, hash)
       VALUES (:last, :first, :at, :streams, :root, :hash)`,
      {
        last: lastPosition.toString(),
        first: firstPosition.toString(),
        at: new Date(atMs),
        streams: anchor.streams,
        root: anchor.root,
        hash: anchor.hash,
      },
    );
    return anchor;
  });
}

/** Over (case id, seq, hash) of the last entry of each case that has one in these positions, in order of the case's id. */
export async function rootInJournal(on: Statements, first: bigint, last: bigint): Promise<AnchorRoot> {
  const found = await row<AnchorRoot>(
    on,
    `SELECT count(*)::int AS streams, sha256(coalesce(string_agg(record, ''::bytea ORDER BY case_id), ''::bytea)) AS root
       FROM (SELECT DISTINCT ON (case_id) case_id, uuid_send(case_id) || int4send(seq) || hash AS record
               FROM case_journal WHERE position BETWEEN :first AND :last ORDER BY case_id, seq DESC) heads`,
    { first: first.toString(), last: last.toString() },
  );
  return found ?? { streams: 0, root: Buffer.alloc(0) };
}

/** Oldest first. */
export async function* journalAnchors(on: Statements): AsyncGenerator<Anchor> {
  let after = '0';
  for (;;) {
    const page = await rows<AnchorRow>(
      on,
      `SELECT ${ANCHOR_COLUMNS} FROM journal_anchor WHERE last_position > :after ORDER BY last_position LIMIT 500`,
      { after },
    );
    for (const one of page) yield anchorOf(one);
    const last = page.at(-1);
    if (last === undefined) return;
    after = last.last_position;
  }
}

/** Anchors that cover entries of this case, each with the one before it. */
export async function anchorsOfCase(
  on: Statements,
  caseId: string,
): Promise<readonly { readonly anchor: Anchor; readonly previous: Anchor | undefined }[]> {
  const covering = await rows<{ last_position: string }>(
    on,
    `SELECT DISTINCT a.last_position FROM case_journal j
      CROSS JOIN LATERAL (SELECT last_position FROM journal_anchor WHERE last_position >= j.position ORDER BY last_position LIMIT 1) a
      WHERE j.case_id = :caseId ORDER BY a.last_position`,
    { caseId },
  );
  const found = [];
  for (const { last_position } of covering) {
    const [anchor, previous] = await rows<AnchorRow>(
      on,
      `SELECT ${ANCHOR_COLUMNS} FROM journal_anchor WHERE last_position <= :last ORDER BY last_position DESC LIMIT 2`,
      { last: last_position },
    );
    if (anchor !== undefined) found.push({ anchor: anchorOf(anchor), previous: previous && anchorOf(previous) });
  }
  return found;
}

async function newest(on: Statements): Promise<Anchor | undefined> {
  const found = await row<AnchorRow>(on, `SELECT ${ANCHOR_COLUMNS} FROM journal_anchor ORDER BY last_position DESC LIMIT 1`);
  return found && anchorOf(found);
}
